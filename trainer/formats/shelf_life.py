"""How long a fact may be trusted: the date of a source and the span it keeps."""

from __future__ import annotations

import datetime as dt
import re

_SPAN = re.compile(r"([1-9][0-9]{0,3}) (day|week|month|year)s?")
_DATE = re.compile(r"(?<![0-9])([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])")


def read_span(text: str) -> tuple[int, str] | None:
    """Return ``18 months`` as 18 and "month"; None for what is no span of time."""
    found = _SPAN.fullmatch(text.strip())
    return (int(found[1]), found[2]) if found else None


def last_day(text: str) -> dt.date | None:
    """Return the last day that the dates in ``text`` can mean; None where there is none.

    A source may be dated by year or month, and by a span (``2019-05 to 2020-05``): the benefit of
    the doubt goes to the fact.
    """
    days = [day for found in _DATE.finditer(text) if (day := _day(found)) is not None]
    return max(days, default=None)


def is_dated(text: str) -> bool:
    """Tell whether ``text`` holds a date, and none that the calendar does not have."""
    days = [_day(found) for found in _DATE.finditer(text)]
    return bool(days) and None not in days


def _day(found: re.Match[str]) -> dt.date | None:
    year, month, day = found.groups()
    try:
        if day:
            return dt.date(int(year), int(month), int(day))
        return _month_end(int(year), int(month or 12))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    following = dt.date(year + month // 12, month % 12 + 1, 1) if (year, month) < _LAST else None
    return following - dt.timedelta(days=1) if following else first.replace(day=31)


_LAST = (9999, 12)


def good_until(day: dt.date, span: tuple[int, str]) -> dt.date:
    """Return the last day on which a fact of ``day`` with the shelf life ``span`` is trusted."""
    many, unit = span
    if unit in {"day", "week"}:
        days = many * (7 if unit == "week" else 1)
        return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))
    months = day.month - 1 + many * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month, min(day.day, _month_end(year, month).day))
