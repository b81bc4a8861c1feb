"""How many cards a statement says it runs on, and which: "2 nodes of 8 H100", "8 A100-40GB"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from trainer.drills.entries import Supplies
from trainer.drills.words import at, count
from trainer.errors import BadInput

ACCELERATORS: Mapping[str, str] = {
    "a100": "a100-80-sxm",
    "h100": "h100-sxm",
    "h200": "h200-sxm",
    "h800": "h800-sxm",
    "b200": "b200-sxm",
    "gb200": "gb200",
    "l4": "l4",
    "l40s": "l40s",
    "a10": "a10",
    "a10g": "a10g",
    "t4": "t4",
    "mi300x": "mi300x",
    "mi325x": "mi325x",
}
"""The catalogue entry meant by a card's bare name: its common data-centre form."""

MACHINE_TERMS = ("gpu_memory", "memory_bandwidth", "peak_flops", "link_bandwidth")
"""What a card brings: none of it is known of a card that the catalogue lacks."""

_OTHER_CARD = re.compile(
    r"(?:v100|p100|a16|a30|a40|l40|h20|h800|b100|b300|gh200|gb300|mi\d{2,3}[ax]?|tpu\w{0,4}"
    r"|inferentia\d?|trainium\d?|gaudi\d?|tpuv\d\w?)s?"
)
_SERIES = frozenset({"rtx", "gtx", "geforce", "quadro", "tesla", "titan", "radeon", "arc"})
"""Names before a number that is no count: an RTX 4090."""

_MODEL_NUMBER = re.compile(r"\d{3,4}(?:ti|xt|xtx|s)?")
_FORMS = {("h100", "pcie"): "h100-pcie"}
_FORM_NAMES = frozenset({"pcie", "sxm", "sxm4", "sxm5", "nvl"})
_SMALLER = {"a100-80-sxm": (40.0, "a100-40-sxm")}
"""Entries of which a card with so many GB is another."""

_EIGHT = frozenset({"a100", "h100", "h200", "h800", "b200", "mi300x", "mi325x"})
"""Cards whose servers hold eight as a rule: "2 H100 nodes" are sixteen."""

_MACHINES = frozenset(
    {"node", "nodes", "server", "servers", "machine", "machines", "host", "hosts", "box", "boxes"}
    | {"instance", "instances", "chassis", "dgx", "hgx"}
)
_BETWEEN = frozenset(
    {"×", "x", "nvidia", "amd", "gpus", "gpu", "of", "sxm", "sxm4", "sxm5", "our", "the", "more"}
)
_JOINING = frozenset({"of", "with", "each", "having", "×", "x"})
_PER = frozenset({"per", "a", "each", "/"})
_GENERIC = frozenset({"gpu", "gpus", "card", "cards", "accelerator", "accelerators"})
_NO_GPUS = frozenset(
    {"hour", "hours", "h", "hr", "hrs", "second", "seconds", "day", "days", "minutes", "month"}
    | {"memory", "utilisation", "utilization", "time", "type", "types", "vendor", "vendors"}
)
"""Words behind "8 GPU" that make it something else than eight cards."""


def card_of(word: str) -> str:
    """Return the name of the card that ``word`` says, without its count and plural."""
    bare = word[len(own) + 1 :] if (own := _leading_count(word)) else word
    single = bare.removesuffix("s")
    return next((name for name in (bare, single) if name in ACCELERATORS), "")


def machine(words: list[str], index: int, supplies: Supplies) -> Iterator[tuple[str, float]]:
    """Yield what the card at ``index`` brings; nothing if the catalogue lacks it.

    A size said beside it ("A100-40GB") decides which of its forms is meant.
    """
    after = index + 1
    entry = _FORMS.get(
        (card_of(words[index]), at(words, after)), ACCELERATORS[card_of(words[index])]
    )
    while at(words, after) in _FORM_NAMES:
        after += 1
    stated = _memory(at(words, after), at(words, after + 1)) or _memory(at(words, index - 1), "")
    if entry in _SMALLER and stated == _SMALLER[entry][0]:
        entry = _SMALLER[entry][1]
    try:
        found = supplies.givens("accelerator", entry)
    except BadInput:
        return
    for name, value in found.items():
        said = name == "gpu_memory" and stated is not None
        yield name, stated * 1e9 if said and stated is not None else value


def is_unknown(words: list[str], index: int, supplies: Supplies) -> bool:
    """Tell whether a card is named at ``index`` whose numbers are not known."""
    word = words[index]
    if card_of(word):
        return not any(name in MACHINE_TERMS for name, _ in machine(words, index, supplies))
    own = _leading_count(word)
    bare = word[len(own) + 1 :] if own else word
    return word in _SERIES or _OTHER_CARD.fullmatch(bare) is not None


def gpus_named(words: list[str], index: int) -> float | None:
    """Return how many cards of the name at ``index`` there are, None where nobody tells."""
    own = _leading_count(words[index])
    each = float(own) if own else None
    name = card_of(words[index])
    after = index + 1
    while (
        at(words, after) in _FORM_NAMES
        or _memory(at(words, after), at(words, after + 1))
        or at(words, after) in {"gb", *_GENERIC}
    ):
        after += 1
    before = index - 1
    if _memory(at(words, before), ""):
        before -= 1
    is_many = at(words, after) in _MACHINES or at(words, before) in {"dgx", "hgx"}
    if each is None and is_many:
        return _servers(words, before, 8.0 if name in _EIGHT else None)
    if at(words, after) in _PER and at(words, after + 1) in _MACHINES:
        return _spread(words, after + 2, each or _plain(words, before))
    if each is not None and is_many:
        return each * (_plain(words, before) or 1.0)
    if each is not None:
        return each * (_machines_before(words, before) or _times(words, before))
    return _count_before(words, before) or _count_after(words, index + 1)


def gpus_said(words: list[str]) -> float | None:
    """Return how many cards are said to be there without their name: "on 8 GPUs"."""
    for index, word in enumerate(words):
        if word in _GENERIC and at(words, index + 1) not in _NO_GPUS | _MACHINES:
            if at(words, index + 1) in _PER and at(words, index + 2) in _MACHINES:
                return _spread(words, index + 3, _plain(words, index - 1))
            found = _generic(words, index - 1)
            if found:
                return found
    return None


def _generic(words: list[str], back: int) -> float | None:
    """Return the count before "GPUs", past the name of a card that is no count."""
    while _is_name(words, back) or at(words, back) in {"nvidia", "amd", "×", "x", "more"}:
        back -= 1
    own = _leading_count(at(words, back))
    if own:
        return float(own)
    if at(words, back) in {"a", "an"}:
        return None  # "a GPU costs $2": nothing is said of how many there are
    found = count(at(words, back))
    return found * (_machines_before(words, back - 1) or 1.0) if found else None


def _is_name(words: list[str], index: int) -> bool:
    word = at(words, index)
    numbered = _MODEL_NUMBER.fullmatch(word) is not None and at(words, index - 1) in _SERIES
    lettered = word[:1].isalpha() and any(letter.isdigit() for letter in word)
    return numbered or word in _SERIES or lettered or word in {"ti", "super", "ada", *_FORM_NAMES}


def _leading_count(word: str) -> str:
    """Return "8" of "8xh100", else nothing."""
    digits = word[: len(word) - len(word.lstrip("0123456789"))]
    rest = word[len(digits) :]
    return digits if digits.isascii() and rest.startswith("x") and len(rest) > 1 else ""


def _memory(word: str, unit: str) -> float | None:
    """Return the GB of "40gb", or of "40" with "gb" behind it."""
    if word.endswith("gb"):
        return count(word.removesuffix("gb")) if word[:1].isdigit() else None
    return count(word) if unit == "gb" and word[:1].isdigit() else None


def _plain(words: list[str], back: int) -> float | None:
    while at(words, back) in _BETWEEN:
        back -= 1
    return count(at(words, back))


def _times(words: list[str], back: int) -> float:
    """Return 2 of "2x 8xH100", else 1."""
    word = at(words, back)
    is_times = word.endswith("x") or word == "×"
    return (_plain(words, back) or 1.0) if is_times else 1.0


def _servers(words: list[str], back: int, each: float | None) -> float | None:
    """Return the cards of the servers counted at ``back``, each with ``each`` of them."""
    while at(words, back) in {*_MACHINES, *_BETWEEN}:
        back -= 1
    return (count(at(words, back)) or 1.0) * each if each else None


def _spread(words: list[str], after: int, each: float | None) -> float | None:
    """Return all cards of "8 H100 per node, 2 nodes"; None where the nodes are not counted."""
    for index in range(after, after + 6):
        if at(words, index) in _MACHINES and each:
            nodes = count(at(words, index - 1))
            return nodes * each if nodes else None
    return None


def _count_before(words: list[str], back: int) -> float | None:
    """Return how many cards: "8 NVIDIA H100", "2 nodes of 8 H100"; None where nobody tells."""
    while at(words, back) in _BETWEEN or (
        at(words, back) in _SERIES and count(at(words, back - 1)) is not None
    ):
        back -= 1
    found = count(at(words, back))
    return None if found is None else found * (_machines_before(words, back - 1) or 1.0)


def _machines_before(words: list[str], back: int) -> float | None:
    """Return how many machines are counted before the cards of each, None if none are."""
    while at(words, back) in _JOINING:
        back -= 1
    return count(at(words, back - 1)) if at(words, back) in _MACHINES else None


def _count_after(words: list[str], after: int) -> float | None:
    """Return 8 of "H100 × 8" and "H100 x8"."""
    word = at(words, after)
    if word in {"×", "x"}:
        return count(at(words, after + 1))
    return count(word[1:]) if word[:1] == "x" and word[1:2].isdigit() else None
