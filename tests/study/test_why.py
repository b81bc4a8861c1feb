"""Why a drill is asked, in words that hold."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.study.learner import AGAIN, GOOD, answer, deck_text, install, shown
from trainer.clock import FrozenClock
from trainer.domain.ids import DrillId
from trainer.domain.memory import MemoryState, Seen
from trainer.scheduling.focus import Focus
from trainer.scheduling.fsrs import Scheduler
from trainer.study.sitting import Question
from trainer.study.study import Study
from trainer.study.why import why

DAY = dt.date(2026, 5, 4)


def test_what_is_new_is_said_to_be(study: Study) -> None:
    install(study, deck_text("a"))
    session = study.begin()
    session.next()
    assert session.why() == "It is new: you have not seen it before, and today's limit lets it in."


@pytest.mark.parametrize(
    ("due_in", "ago", "expected"),
    [
        (0, 10, "It is due today. You answered it 3 times, last 10 days ago,"),
        (-1, 10, "It has been due for 1 day."),
        (-30, 50, "It has been due for 30 days."),
        (9, 1, "It is not due for 9 days: you asked for it. You answered it 3 times, last 1 day"),
    ],
)
def test_what_was_seen_is_explained(study: Study, due_in: int, ago: int, expected: str) -> None:
    install(study, deck_text("a"))
    session = study.begin()
    question = session.next()
    assert question is not None
    progress = Seen(
        MemoryState(10.0, 5.0),
        DAY + dt.timedelta(days=due_in),
        DAY - dt.timedelta(days=ago),
        3,
        1,
    )
    asked = Question(question.posed, progress, question.shown_at, 0, 1, is_repeat=False)
    said = why(asked, DAY, Scheduler())
    assert said.startswith(expected)
    assert "and forgot it once. It takes 10 days to fall to 90 %" in said
    assert said.endswith("and it falls due at 90 %.")


def test_what_failed_today_and_is_hardly_known(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    answer(session, AGAIN)
    answer(session, GOOD)
    assert shown(session) == "a"
    assert session.why().startswith("It did not stick earlier today. You answered it once, last")
    assert "last today, and never forgot it" in session.why()
    assert "less than a day" in session.why()
    later = study.sittings.focused(Focus(drills=frozenset({DrillId("d/b")})))
    later.next()
    assert "you asked for it" in later.why()
