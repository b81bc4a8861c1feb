"""Which faults recur in what was answered lately, and how much of the triad was covered."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.domain.aspect import Dimension
from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId, ReviewId
from trainer.domain.review import Review
from trainer.drills.prose import in_short
from trainer.scheduling.focus import Focus
from trainer.store.database import Store
from trainer.store.errors import NoSuchDrill
from trainer.store.estimates import Asked
from trainer.study.apart import Step, apart
from trainer.study.estimating import BLOCK_WEEKS
from trainer.study.progress import Retention
from trainer.study.rehearing import WRITTEN, Heard, Pitfall, hear_all

LOOKED_AT = 200
"""So many statements, and as many estimates that missed, are judged again at most."""

RECURS = 2
"""A fault that was made so often recurs."""

Memory = dict[ReviewId, Heard | None]
"""What was found in an answer, None where it can no longer be told; answers never change."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A fault made ``times`` times, the last on ``last_day``, and what was said of it then."""

    name: str
    times: int
    last_day: dt.date
    sentence: str


@dataclass(frozen=True, slots=True)
class Covered:
    """Of ``written`` statements up to ``last_day``, how many covered each of the triad, or all."""

    last_day: dt.date
    written: int
    whole: int
    by_dimension: Mapping[Dimension, int]

    @property
    def share(self) -> Retention:
        """The share that covered all three, with its interval."""
        return Retention(self.whole, self.written)


@dataclass(frozen=True, slots=True)
class Habits:
    """What the last answers have in common: ``heard`` were judged again, ``changed`` could not be.

    ``recurring`` has the most frequent first, ``blocks`` the oldest first.
    """

    heard: int
    changed: int
    recurring: tuple[Recurring, ...]
    covered: Covered
    blocks: tuple[Covered, ...]


def habits(
    database: Path,
    span: tuple[dt.date, dt.date],
    focus: Focus,
    memory: Memory,
    step: Step,
) -> Habits:
    """Return what recurs in the answers of the days of ``span`` to the drills of ``focus``.

    Adds to ``memory`` what was not judged before, in a process of its own. Raises the store's
    errors, and what ``step`` raises.
    """
    at = dt.datetime.combine(span[1], dt.time(), dt.UTC)
    with Store.open(database, device="", at=at) as store:
        answers = _answers(store, span, focus)
        new = [each for each in answers if each.id not in memory]
        asked = [(each, _drill(store, each.drill_id)) for each in new]
    step(0.0, "")
    known = [(each, drill) for each, drill in asked if drill is not None]
    if known:
        memory.update(apart(hear_all, known, step=step))
    memory.update({each.id: None for each, drill in asked if drill is None})
    return summed_up([memory[each.id] for each in answers], span[1])


def _drill(store: Store, drill_id: DrillId) -> Drill | None:
    try:
        return store.drill(drill_id)
    except NoSuchDrill:  # The answer came from another machine's log, its deck did not.
        return None


def _answers(store: Store, span: tuple[dt.date, dt.date], focus: Focus) -> list[Review]:
    """Return the last statements, and the last estimates that missed."""
    found: list[Review] = []
    for asked in (Asked(WRITTEN, LOOKED_AT), Asked(("estimate",), LOOKED_AT, missed=True)):
        kinds = tuple(kind for kind in asked.kinds if not focus.kinds or kind in focus.kinds)
        if kinds:
            wider = focus._replace(kinds=frozenset())
            found += store.last_written(*span, asked._replace(kinds=kinds), wider)
    return found


def summed_up(heard: Iterable[Heard | None], last_day: dt.date) -> Habits:
    """Return what ``heard`` have in common, in blocks of four weeks up to ``last_day``."""
    all_of_it = list(heard)
    told = [each for each in all_of_it if each is not None]
    blocks: defaultdict[int, list[Heard]] = defaultdict(list)
    for each in told:
        if each.covers is not None:
            blocks[(last_day - each.day).days // (7 * BLOCK_WEEKS)].append(each)
    return Habits(
        heard=len(told),
        changed=len(all_of_it) - len(told),
        recurring=_recurring(told),
        covered=_covered([each for each in told if each.covers is not None], last_day),
        blocks=tuple(
            _covered(blocks[back], last_day - dt.timedelta(weeks=back * BLOCK_WEEKS))
            for back in sorted(blocks, reverse=True)
        ),
    )


def _covered(statements: list[Heard], last_day: dt.date) -> Covered:
    covers = [each.covers or frozenset() for each in statements]
    return Covered(
        last_day=last_day,
        written=len(covers),
        whole=sum(len(each) == len(Dimension) for each in covers),
        by_dimension={one: sum(one in each for each in covers) for one in Dimension},
    )


def _recurring(heard: list[Heard]) -> tuple[Recurring, ...]:
    times = Counter(pitfall.code for each in heard for pitfall in each.pitfalls)
    last: dict[str, tuple[dt.date, Pitfall]] = {}
    for each in heard:
        for pitfall in each.pitfalls:
            if pitfall.code not in last or last[pitfall.code][0] <= each.day:
                last[pitfall.code] = each.day, pitfall
    found = [
        Recurring(_name(code), many, last[code][0], last[code][1].sentence)
        for code, many in times.items()
        if many >= RECURS
    ]
    return tuple(sorted(found, key=lambda each: (-each.times, each.name)))


def _name(code: str) -> str:
    said = in_short(code)
    if said:
        return said
    words = code.removeprefix("slip-").replace("-", " ")
    if words.startswith("is "):
        return f"Gave {words.removeprefix('is ')} instead"
    return words[0].upper() + words[1:]
