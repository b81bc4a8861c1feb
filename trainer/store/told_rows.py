"""Whether an event that another device told can be a row of the log, or a register."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from trainer.domain.stamps import HIGHEST
from trainer.store.columns import to_json
from trainer.store.registers import DECK, DRILL, MARK_FIELDS, SETTING
from trainer.store.telling import EVENT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT: Final[frozenset[type]] = frozenset({str})
_INT: Final[frozenset[type]] = frozenset({int})
_REAL: Final[frozenset[type]] = frozenset({float, int, type(None)})
_MAYBE_INT: Final[frozenset[type]] = frozenset({int, type(None)})
_MAYBE_TEXT: Final[frozenset[type]] = frozenset({str, type(None)})
_ANY: Final[frozenset[type]] = frozenset({str, int, float, bool, list, dict, type(None)})
_KINDS: Final = {
    **dict.fromkeys(("seed", "suggested", "rating", "duration_ms", "at_us", "study_day"), _INT),
    **dict.fromkeys(("before_due_day", "before_last_day", "before_reviews"), _MAYBE_INT),
    **dict.fromkeys(("before_stability_days", "before_difficulty", "value", "expected"), _REAL),
    **dict.fromkeys(("log10_error", "interval_low", "interval_high"), _REAL),
    "before_lapses": _MAYBE_INT,
    "unit": _MAYBE_TEXT,
    "rank": _INT,
}
_EARLIEST_DAY: Final = -719_162  # 0001-01-01
_LATEST_DAY: Final = 2_932_896  # 9999-12-31
_EARLIEST_US: Final = _EARLIEST_DAY * 86_400_000_000
_LATEST_US: Final = (_LATEST_DAY + 1) * 86_400_000_000 - 1
_LONGEST: Final = 2**63
_NO_NUMBERS: Final = [None] * 6
_SHAPES: Final[dict[str, set[tuple[type, ...]]]] = {log: set() for log in EVENT_COLUMNS}
"""The types of rows that were found right: most rows of a log have one of a few shapes."""


def is_row(log: str, values: Sequence[Any]) -> bool:
    """Return whether ``values`` are a row of ``log`` that everything can be read from again."""
    shape = tuple(map(type, values))
    if shape not in _SHAPES[log]:
        if not _is_shape(log, shape):
            return False
        _SHAPES[log].add(shape)
    return _CHECKS[log](values)


def _is_shape(log: str, shape: tuple[type, ...]) -> bool:
    names = EVENT_COLUMNS[log]
    return len(shape) == len(names) and all(
        each in _kinds(log, name) for name, each in zip(names, shape, strict=True)
    )


def _kinds(log: str, name: str) -> frozenset[type]:
    if name == "due_day":
        return _INT if log == "review" else _MAYBE_INT
    if log == "register" and name == "value":
        return _ANY
    return _KINDS.get(name, _TEXT)


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4


def _is_before(values: Sequence[Any]) -> bool:
    stability, difficulty, due, last, reviews, lapses = values
    if due is None:
        return all(each is None for each in values)
    if None in values:
        return False
    return bool(
        0.0 < stability < 1e9
        and 1.0 <= difficulty <= 10.0
        and _EARLIEST_DAY <= due <= _LATEST_DAY
        and _EARLIEST_DAY <= last <= _LATEST_DAY
        and 0 <= reviews < _LONGEST
        and 0 <= lapses < _LONGEST
    )


def _is_review(values: Sequence[Any]) -> bool:
    return (
        _is_id(values[0])
        and -_LONGEST <= values[4] < _LONGEST
        and 1 <= values[7] <= 4
        and 1 <= values[8] <= 4
        and 0 <= values[9] < _LONGEST
        and _EARLIEST_US <= values[10] <= _LATEST_US
        and _EARLIEST_DAY <= values[11] <= _LATEST_DAY
        and _is_before(values[12:18])
        and _EARLIEST_DAY <= values[18] <= _LATEST_DAY
        and (values[19:] == _NO_NUMBERS or all(map(_is_number, (*values[19:21], *values[22:]))))
    )


def _is_number(value: Any) -> bool:
    return (
        value is None
        or -_LONGEST <= value < _LONGEST
        or (isinstance(value, float) and isfinite(value))
    )


def _is_adjustment(values: Sequence[Any]) -> bool:
    what, due, at_us = values[3:6]
    return (
        _is_id(values[0])
        and ((what == "due" and due is not None) or (what == "reset" and due is None))
        and (due is None or _EARLIEST_DAY <= due <= _LATEST_DAY)
        and _EARLIEST_US <= at_us <= _LATEST_US
        and _is_before(values[6:])
    )


def _is_taking_back(values: Sequence[Any]) -> bool:
    return _is_id(values[0]) and _EARLIEST_US <= values[2] <= _LATEST_US


def _is_register(values: Sequence[Any]) -> bool:
    subject, key, field, value, rank, _ = values
    if not (0 <= rank <= HIGHEST - 1 and key):
        return False
    if subject == DRILL:
        return field in MARK_FIELDS and _is_mark(field, value)
    return subject in {SETTING, DECK} and not field and _is_plain(value)


def _is_plain(value: object) -> bool:
    """Return whether ``value`` can be written as JSON again: not NaN, nor an infinite number."""
    try:
        to_json(value)
    except ValueError:
        return False
    return True


def _is_mark(field: str, value: object) -> bool:
    if field == "buried_until_day" and value is None:
        return True
    low, high = _MARK_RANGES[field]
    return type(value) is int and low <= value <= high


_MARK_RANGES: Final = {
    "suspended": (0, 1),
    "buried_until_day": (_EARLIEST_DAY, _LATEST_DAY),
    "flag": (0, 4),
}
_CHECKS: Final = {
    "register": _is_register,
    "review": _is_review,
    "retraction": _is_taking_back,
    "adjustment": _is_adjustment,
    "withdrawal": _is_taking_back,
}
