"""A held interview looked at again: its debrief, and what to drill after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trainer.domain.ids import DrillId
from trainer.domain.interview import InterviewRecord
from trainer.drills.interview import InterviewExercise
from trainer.store.database import Store
from trainer.study.exercises import summary
from trainer.study.interview.advice import Candidate, drill_next
from trainer.study.interview.debrief import Debrief, debrief
from trainer.study.interview.live import replayed


@dataclass(frozen=True, slots=True)
class NextDrill:
    """A drill to do next, with one line that tells it."""

    id: DrillId
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Looked:
    """An interview looked at again."""

    record: InterviewRecord
    exercise: InterviewExercise
    debrief: Debrief
    drills: tuple[NextDrill, ...]


def look(
    database: Path, day: dt.date, record: InterviewRecord, step: Callable[[], object]
) -> Looked:
    """Return the debrief of ``record`` and what to drill after it.

    Made for a worker, as all drills are looked at. Raises BadInput and the store's errors.
    """
    interview = replayed(record)
    step()
    found = debrief(interview)
    at = dt.datetime.combine(day, dt.time(), dt.UTC)
    with Store.open(database, device="", at=at) as store:
        marks = store.marks()
        entries = {
            each.id: Candidate(each.id, each.kind, each.tags)
            for each in store.entries()
            if each.id not in marks or not marks[each.id].hides(day)
        }
        step()
        chosen = drill_next(found, entries.values())
        drills = tuple(
            NextDrill(each, entries[each].kind, summary(store.drill(each))) for each in chosen
        )
    return Looked(record, interview.exercise, found, drills)
