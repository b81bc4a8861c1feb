"""The model held against published figures: case by case, with a verdict for each."""

from __future__ import annotations

import dataclasses
import json
import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.costmodel.formulas.binding import BadCase, compute, finite
from trainer.costmodel.tolerance import Tolerance, read_tolerance
from trainer.errors import BadInput
from trainer.places import shipped

UNITS: Mapping[str, float] = {
    "": 1, "(none)": 1, "1": 1, "s": 1, "ms": 1e-3, "us": 1e-6, "h": 3600, "days": 86400,
    "years": 31536000, "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 2.0**10,
    "MiB": 2.0**20, "GiB": 2.0**30, "TiB": 2.0**40, "FLOP": 1, "GFLOP": 1e9, "TFLOP": 1e12,
    "FLOP/s": 1, "params": 1, "Bparams": 1e9, "tok/s": 1, "tok/s/GPU": 1, "req/s": 1,
    "tokens": 1, "batch": 1, "GPUs": 1, "nodes": 1, "USD": 1, "USD/token": 1, "USD/1k": 1e-3,
    "USD/1M": 1e-6, "USD/GPU-h": 1, "ratio": 1, "x": 1, "%": 0.01, "BLEU": 1,
    "FLOP/s per USD/h": 1,
}  # fmt: skip
"""What one of a case's unit is in SI units."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what was published, what the model says, how they compare.

    ``computed`` is in the published ``unit``; ``deviation`` is the relative error, or the
    efficiency for a measurement against a limit; both are None where ``problem`` says why.
    """

    id: str
    kind: str
    formula: str
    quantity: str
    source: str
    unit: str
    published: float | None
    computed: float | None = None
    tolerance: Tolerance | None = None
    deviation: float | None = None
    passed: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One kind of evidence: how many cases, and how near the model comes.

    Errors are over the cases with a relative tolerance, efficiencies over measurements.
    """

    cases: int
    passed: int
    median_error: float | None
    largest_error: float | None
    efficiencies: tuple[float, float] | None

    @property
    def failed(self) -> int:
        """Return how many did not pass."""
        return self.cases - self.passed


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a file of published cases."""

    title: str
    rows: tuple[Row, ...]

    @property
    def passed(self) -> int:
        """Return how many cases pass."""
        return sum(row.passed for row in self.rows)

    @property
    def failed(self) -> tuple[str, ...]:
        """Return the ids of the cases that do not pass, in the file's order."""
        return tuple(row.id for row in self.rows if not row.passed)

    @property
    def by_kind(self) -> dict[str, Summary]:
        """Return a summary for each kind of evidence, in the order of appearance."""
        kinds = dict.fromkeys(row.kind for row in self.rows)
        return {kind: _summary([row for row in self.rows if row.kind == kind]) for kind in kinds}


def verify(path: Path | None = None) -> Report:
    """Return how the model compares with the cases in ``path``, by default the shipped ones.

    A case that cannot be computed is a failed row that says why. Raises :class:`BadInput` when
    the file as a whole cannot be read.
    """
    chosen = shipped("resources") / "catalogue" / "published.json" if path is None else path
    data = _read(chosen)
    cases = data.get("cases") if isinstance(data, dict) else data
    if not isinstance(cases, list):
        raise BadInput(
            "there is no list of cases", where=str(chosen), remedy='write {"cases": [{…}, {…}]}'
        )
    title = str(data.get("title", "")) if isinstance(data, dict) else ""
    rows = tuple(judge(case, place) for place, case in enumerate(cases, start=1))
    return Report(title or chosen.name, rows)


def judge(case: object, place: int = 1) -> Row:
    """Return the row of one case, the ``place``-th of its file. Never raises."""
    fields = case if isinstance(case, dict) else {}
    row = Row(
        id=_named(fields, "id") or f"case {place}",
        kind=_named(fields, "kind") or "unstated",
        formula=_named(fields, "formula"),
        quantity=_named(fields, "quantity"),
        source=_named(fields, "source"),
        unit=_named(fields, "unit"),
        published=finite(fields.get("value")),
    )
    try:
        return _compared(row, fields)
    except BadCase as fault:
        return dataclasses.replace(row, problem=fault.what)


def _compared(row: Row, fields: Mapping[str, object]) -> Row:
    """Return the row with the model's figure and the verdict. Raises :class:`BadCase`."""
    if not fields:
        raise BadCase("a case is an object with an id, a formula, its inputs and a value")
    if row.published is None:
        raise BadCase("'value' is a finite number")
    tolerance = read_tolerance(fields.get("tolerance"))
    computed = compute(_text(fields, "formula"), _inputs(fields)) / _factor(fields)
    return dataclasses.replace(
        row,
        computed=computed,
        tolerance=tolerance,
        deviation=tolerance.deviation(computed, row.published),
        passed=tolerance.allows(computed, row.published),
    )


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise BadInput(f"cannot be read ({fault.strerror})", where=str(path)) from fault
    except json.JSONDecodeError as fault:
        where = f"{path}:{fault.lineno}:{fault.colno}"
        raise BadInput(f"this is no JSON: {fault.msg}", where=where) from fault
    except (ValueError, RecursionError) as fault:
        raise BadInput("this is no JSON that can be read", where=str(path)) from fault


def _named(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise BadCase(f"'{key}' is missing" if value is None else f"'{key}' is text")
    return value


def _inputs(fields: Mapping[str, object]) -> Mapping[str, object]:
    value = fields.get("inputs")
    if not isinstance(value, dict):
        raise BadCase("'inputs' is an object of arguments by name")
    return value


def _factor(fields: Mapping[str, object]) -> float:
    unit = fields.get("unit") or ""
    factor = UNITS.get(unit) if isinstance(unit, str) else None
    if factor is None:
        raise BadCase(f"there is no unit {unit!r}")
    return factor


def _summary(rows: list[Row]) -> Summary:
    errors: list[float] = []
    reached: list[float] = []
    for row in rows:
        if row.tolerance is not None and row.deviation is not None and row.deviation < math.inf:
            (reached if row.tolerance.is_bound else errors).append(row.deviation)
    return Summary(
        cases=len(rows),
        passed=sum(row.passed for row in rows),
        median_error=statistics.median(errors) if errors else None,
        largest_error=max(errors, default=None),
        efficiencies=(min(reached), max(reached)) if reached else None,
    )
