"""How days, instants, plain data and progress stand in columns, and back."""

from __future__ import annotations

import datetime as dt
import json
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any, Final

from trainer.domain.memory import MemoryState, Progress, Seen, Unseen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer.domain.deck import Source

_FIRST_DAY: Final = dt.date(1970, 1, 1).toordinal()
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND: Final = dt.timedelta(microseconds=1)

ProgressRow = tuple[float | None, float | None, int | None, int | None, int | None, int | None]
"""stability_days, difficulty, due_day, last_day, reviews, lapses; all null for an unseen drill."""


def day_number(day: dt.date) -> int:
    """Return the days from 1970-01-01 to ``day``."""
    return day.toordinal() - _FIRST_DAY


def number_day(number: int) -> dt.date:
    """Return the day ``number`` days after 1970-01-01. Inverse of ``day_number``."""
    return dt.date.fromordinal(number + _FIRST_DAY)


def instant_us(at: dt.datetime) -> int:
    """Return the microseconds from 1970 to the aware instant ``at``."""
    return (at - _EPOCH) // _MICROSECOND


def us_instant(at_us: int) -> dt.datetime:
    """Return the instant in UTC. Inverse of ``instant_us``."""
    return _EPOCH + at_us * _MICROSECOND


def to_json(value: object) -> str:
    """Return plain data as compact JSON text."""
    return _encoded(value)


def fields_json(fields: Mapping[str, object]) -> str:
    """Return a drill's content as ``to_json`` does; where it is nothing but texts, much faster."""
    try:
        pairs = [f"{_quoted(name)}:{_quoted(value)}" for name, value in fields.items()]  # type: ignore[arg-type]
    except TypeError:  # what is no text cannot be quoted
        return to_json(dict(fields))
    return f"{{{','.join(pairs)}}}"


def sources_json(sources: tuple[Source, ...]) -> str:
    """Return where the facts of a drill come from as ``to_json`` does."""
    return to_json([(source.title, source.date) for source in sources])


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def from_json(text: str) -> Any:
    """Return the plain data of JSON text. Inverse of ``to_json``, but tuples become lists."""
    return json.loads(text)


def progress_row(progress: Progress) -> ProgressRow:
    """Return ``progress`` as six column values."""
    if isinstance(progress, Unseen):
        return (None, None, None, None, None, None)
    return (
        progress.memory.stability_days,
        progress.memory.difficulty,
        day_number(progress.due),
        day_number(progress.last_day),
        progress.reviews,
        progress.lapses,
    )


def row_progress(row: Sequence[Any]) -> Progress:
    """Return the progress that six column values hold. Inverse of ``progress_row``."""
    stability_days, difficulty, due_day, last_day, reviews, lapses = row
    if due_day is None:
        return Unseen()
    return Seen(
        MemoryState(stability_days, difficulty),
        dt.date.fromordinal(due_day + _FIRST_DAY),
        dt.date.fromordinal(last_day + _FIRST_DAY),
        reviews,
        lapses,
    )
