"""What an author should look at again, although nothing keeps the deck from being used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from trainer.claims.reader import extract
from trainer.domain.aspect import Aspect
from trainer.drills.entries import shipped_catalogue
from trainer.drills.pair import read_pair
from trainer.drills.statement import covered
from trainer.formats.alike import alike
from trainer.formats.base import FileDrill
from trainer.formats.complaints import shown
from trainer.formats.declared import SourceEntry
from trainer.formats.shelf_life import good_until, is_dated, last_day, read_span

Found = tuple[tuple[str | int, ...], str]
"""Where in the file, and what is to be said."""


def span_problems(sources: Mapping[str, SourceEntry]) -> Iterator[Found]:
    """Yield dates that are none, and shelf lives that are no span or count from no date."""
    for name, source in sources.items():
        if source.date and not is_dated(source.date):
            said = f"{shown(source.date)} is no date; write, say, '2026-08' or '2026-08-05'"
            yield ("sources", name, "date"), said
        if not source.shelf_life:
            continue
        path = ("sources", name, "shelf_life")
        if read_span(source.shelf_life) is None:
            said = f"{shown(source.shelf_life)} is no span of time; write, say, '18 months'"
            yield path, said
        elif not source.date:
            yield path, "a shelf life counts from a date; give the source one, say '2026-08'"


def second_thoughts(
    drills: Sequence[FileDrill], sources: Mapping[str, SourceEntry], today: dt.date
) -> Iterator[Found]:
    """Yield what only somebody who edits the deck wants to hear.

    Two drills that are alike, a GOOD that does not have what it is praised for, a BAD that has it,
    and facts past their shelf life on ``today``.
    """
    for drill, first in alike(drills):
        said = f"this drill is much like the one on line {first.line}; keep the better one"
        yield ("drills", drill.position), said
    for drill in drills:
        if drill.kind == "contrast":
            yield from _unfounded(drill)
    yield from _stale(sources, today)


def _unfounded(drill: FileDrill) -> Iterator[Found]:
    """Yield where GOOD is itself a wish or lacks what BAD is said to lack, and where BAD has it."""
    at = ("drills", drill.position)
    good = str(drill.fields["good"])
    claims = extract(good)
    for wish in claims.vague:
        said = f"GOOD fails its own rubric: “{good[wish.start : wish.end]}” is a wish, not a number"
        yield (*at, "good"), said
    lacks = drill.fields.get("lacks")
    has = {aspect.value for aspect in covered(claims)}
    for name, phrase in lacks.items() if isinstance(lacks, Mapping) else ():
        if not phrase and name not in has:
            said = f"GOOD fails its own rubric: nothing in it is read as {name}; name the phrase"
            yield (*at, "lacks", str(name)), said
    yield from _unfaulted(drill, lacks if isinstance(lacks, Mapping) else {})


def _unfaulted(drill: FileDrill, lacks: Mapping[object, object]) -> Iterator[Found]:
    """Yield what BAD is said to lack and has."""
    text = {name: str(drill.fields.get(name, "")) for name in ("good", "bad", "situation")}
    pair = read_pair(text["good"], text["bad"], text["situation"], shipped_catalogue())
    listed = tuple(Aspect(str(name)) for name in lacks)
    lacking = pair.bad_lacks(listed)
    for aspect in (each for each in listed if each not in lacking):
        said = f"BAD is read as having {aspect.value}, which it is said to lack; say it otherwise"
        yield ("drills", drill.position, "lacks", aspect.value), said


def _stale(sources: Mapping[str, SourceEntry], today: dt.date) -> Iterator[Found]:
    for name, source in sources.items():
        day, span = last_day(source.date), read_span(source.shelf_life)
        if day is not None and span is not None and good_until(day, span) < today:
            said = (
                f"the source {shown(name)} is of {source.date} and was to be trusted for"
                f" {source.shelf_life}; look whether its facts still hold"
            )
            yield ("sources", name, "date"), said
