"""What an entry of the catalogue may hold, and what is wrong with one that holds other things."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.costmodel.entry import Entry
from trainer.costmodel.terms import TERMS
from trainer.errors import BadInput, did_you_mean, nearest

FORMAT = "triad-catalogue/1"
SECTIONS = {"models": "model", "accelerators": "accelerator", "prices": "price"}
"""The lists of a catalogue file, and the kind of entry each holds."""

_TEXTS = ("id", "name", "source", "date")
_REMARKS = ("note", "standing", "form", "link", "accelerator")
_ALSO = "also"
_PEAKS = {"peak_flops": "bf16", "fp8_flops": "fp8", "int8_flops": "int8", "fp4_flops": "fp4"}
_TERMS: Mapping[str, tuple[str, ...]] = {
    "model": (
        "parameters", "active_parameters", "layers", "d_model", "d_ff", "heads", "kv_heads",
        "head_dim", "kv_rank", "rope_dim", "vocabulary_size", "mlp_matrices", "embedding_copies",
        "experts", "experts_active", "bytes_per_weight", "kv_bytes_per_token",
    ),
    "accelerator": (*_PEAKS, "gpu_memory", "memory_bandwidth", "link_bandwidth"),
    "price": ("price_per_gpu_hour", "input_price", "output_price", "cached_price"),
}  # fmt: skip
_NEEDED = {
    "model": ("parameters",),
    "accelerator": ("peak_flops", "gpu_memory", "memory_bandwidth"),
    "price": (),
}
_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*\Z")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file's content. ``path`` leads to it: keys and list positions.

    A mere ``warning`` does not keep the entry out.
    """

    path: tuple[str | int, ...]
    message: str
    at_key: bool = False
    warning: bool = False


@dataclass
class Findings:
    """What was read so far: entries, with the path to each, and faults."""

    entries: list[tuple[tuple[str | int, ...], Entry]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, *path: str | int, message: str, at_key: bool = False) -> None:
        """Note something that is wrong at ``path``."""
        self.faults.append(Fault(path, message, at_key=at_key))

    def caution(self, *path: str | int, message: str) -> None:
        """Note something worth a second look at ``path``."""
        self.faults.append(Fault(path, message, warning=True))


def read_content(content: object, *, own: bool) -> Findings:
    """Return the entries of a file's content and everything that is wrong with it."""
    findings = Findings()
    if not isinstance(content, Mapping):
        findings.fault(message=f"a catalogue is a mapping with 'format: {FORMAT}' and lists")
        return findings
    if content.get("format") != FORMAT:
        findings.fault("format", message=f"'format' must be {FORMAT}")
    for section, value in content.items():
        if section in SECTIONS:
            _read_section(section, value, findings, own=own)
        elif section != "format":
            known = ("format", *SECTIONS)
            findings.fault(str(section), message=_unknown(str(section), known), at_key=True)
    return findings


def _read_section(section: str, value: object, findings: Findings, *, own: bool) -> None:
    if not isinstance(value, list):
        findings.fault(section, message=f"'{section}' is a list of entries")
        return
    for place, fields in enumerate(value):
        _read_entry((section, place), fields, findings, own=own)


def _read_entry(path: tuple[str, int], fields: object, findings: Findings, *, own: bool) -> None:
    if not isinstance(fields, Mapping):
        findings.fault(*path, message="an entry is a mapping of fields")
        return
    kind = SECTIONS[path[0]]
    before = len(findings.faults)
    _check_names(kind, path, fields, findings)
    texts = {name: _text(name, path, fields, findings) for name in (*_TEXTS, *_REMARKS)}
    also = _names(path, fields, findings)
    terms = {
        name: _number(name, path, fields[name], findings) for name in _TERMS[kind] if name in fields
    }
    if kind == "price" and not terms:
        findings.fault(*path, message=f"a price has one of {', '.join(_TERMS[kind])}")
    if not any(not fault.warning for fault in findings.faults[before:]):
        findings.entries.append((path, _entry(kind, texts, terms, also, own=own)))


def _entry(
    kind: str,
    texts: Mapping[str, str],
    numbers: Mapping[str, float],
    also: tuple[str, ...],
    *,
    own: bool,
) -> Entry:
    return Entry(
        kind=kind,
        id=texts["id"],
        name=texts["name"],
        source=texts["source"],
        date=texts["date"],
        terms={name: value for name, value in numbers.items() if name in TERMS},
        peaks={_PEAKS[name]: value for name, value in numbers.items() if name in _PEAKS},
        accelerator=texts["accelerator"],
        standing=texts["standing"],
        note=texts["note"],
        own=own,
        also=also,
    )


def _check_names(
    kind: str, path: tuple[str, int], fields: Mapping[object, object], findings: Findings
) -> None:
    known = (*_TEXTS, *_REMARKS, _ALSO, *_TERMS[kind])
    for name in fields:
        if name not in known:
            findings.fault(*path, str(name), message=_unknown(str(name), known), at_key=True)
    missing = [name for name in (*_TEXTS, *_NEEDED[kind]) if name not in fields]
    if missing:
        findings.fault(*path, message=f"the {kind} lacks {', '.join(missing)}")


def _unknown(name: str, known: tuple[str, ...]) -> str:
    meant = did_you_mean(nearest(name, known))
    return f"there is no field '{name}'" + (f"; {meant}" if meant else "")


def _text(
    name: str, path: tuple[str, int], fields: Mapping[object, object], findings: Findings
) -> str:
    if name not in fields:
        return ""
    value = fields[name]
    if name == "date" and isinstance(value, dt.date | int):
        value = value.isoformat() if isinstance(value, dt.date) else str(value)
    if not isinstance(value, str) or not value.strip():
        findings.fault(*path, name, message=f"'{name}' is text")
        return ""
    if name == "id" and not _ID.match(value):
        findings.fault(*path, name, message="an id is lower-case letters, digits, dots, hyphens")
    if name == "date" and not _is_date(value):
        findings.fault(*path, name, message="a date is written 2026, 2026-09 or 2026-09-24")
    return str(value)


def _names(
    path: tuple[str, int], fields: Mapping[object, object], findings: Findings
) -> tuple[str, ...]:
    """Return the other names that the entry goes by."""
    value = fields.get(_ALSO, [])
    if isinstance(value, list) and all(isinstance(name, str) and name.strip() for name in value):
        return tuple(str(name) for name in value)
    findings.fault(*path, _ALSO, message=f"'{_ALSO}' is a list of other names")
    return ()


def _is_date(text: str) -> bool:
    if not _DATE.match(text):
        return False
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _number(name: str, path: tuple[str, int], value: object, findings: Findings) -> float:
    """Return the number in the term's unit: a bare one, or text such as ``80 GB``."""
    known = TERMS["peak_flops" if name in _PEAKS else name]
    number = _read(value, known.unit)
    if isinstance(number, str):
        findings.fault(*path, name, message=number)
        return 0.0
    if number <= 0 or not known.least <= number <= known.most:
        findings.fault(*path, name, message=f"'{name}' cannot be {known.shown(number)}")
    elif not known.low <= number <= known.high:
        usual = f"{known.shown(known.low)} to {known.shown(known.high)}"
        findings.caution(*path, name, message=f"{known.shown(number)} is out of the usual {usual}")
    return number


def _read(value: object, unit: str) -> float | str:
    """Return the number, or what is wrong with it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        return f"a number is wanted, in {unit} or with a unit"
    from trainer.units.quantity import read_quantity

    try:
        return read_quantity(value, unit).value
    except BadInput as refusal:
        return str(refusal).rstrip(".")
