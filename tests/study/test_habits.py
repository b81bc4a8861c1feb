"""Answers of the log judged again: the faults that recur, and the triad in what was written."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.content.shipped import deck_named
from tests.study.learner import HEADER, install
from trainer.clock import FrozenClock
from trainer.domain.aspect import Dimension
from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId, Seed
from trainer.domain.memory import Rating
from trainer.domain.review import Review
from trainer.drills.table import ROWS, TableAnswer, as_markdown, as_text, cells_in
from trainer.scheduling.focus import Focus
from trainer.store.measuring import ALL
from trainer.study import habits as made
from trainer.study.exercises import Posed, pose
from trainer.study.habits import Memory, habits, summed_up
from trainer.study.learner import answer_for
from trainer.study.rehearing import HEARD, Heard, Pitfall, answer_in, hear, hear_all
from trainer.study.study import Study

DAY = dt.date(2026, 11, 24)
TRIAD = frozenset(Dimension)
WHOLE = (
    "p95 TTFT of 400 ms at 50 requests/s, $0.002 per request, and 92 % exact match on SQuAD,"
    " measured nightly on 500 prompts."
)

DECK = (
    HEADER
    + """
  - kind: rewrite
    id: r
    scenario: {text: A help desk answers 50 requests/s.}
    bad: It will be fast.
    good: p95 TTFT of 400 ms at $0.002 per request.
    requires: [latency, cost]
  - kind: rewrite
    id: old
    scenario: {text: A help desk answers 50 requests/s.}
    bad: It will be fast.
    good: p95 TTFT of 400 ms at $0.002 per request.
    requires: [latency, cost]
  - kind: estimate
    id: e
    question: 'And at {cost_per_token}?'
    givens: {cost_per_token: $0.001, tokens_per_day: 5000}
    asked: daily_spend
"""
)


def quiet(_share: float, _what: str) -> None:
    pass


def here(work: Callable[..., Any], *arguments: object, step: object) -> Any:
    """Stand in for a process of its own."""
    return work(*arguments, step)


def said(drill: Drill, text: str, at: dt.datetime, **more: Any) -> Review:
    review = Review(
        id=more.pop("id"),
        device="x",
        drill_id=drill.id,
        kind=drill.kind,
        seed=Seed(1),
        content_hash=drill.content_hash,
        answer=text,
        suggested=Rating.AGAIN,
        rating=Rating.GOOD,
        duration_ms=1000,
        at=at,
        study_day=at.date(),
        before=more.pop("before"),
    )
    return review._replace(**more)


def log(study: Study, name: str, text: str, number: int, **more: Any) -> None:
    drill = study.store.drill(DrillId(f"d/{name}"))
    before = study.store.progress(drill.id)
    review = said(drill, text, study.clock.now(), id=f"r{number}", before=before, **more)
    after = study.scheduler.next(before, review.rating, review.study_day, seed=1)
    study.store.record(review, after)


def change(study: Study, statement: str) -> None:
    """Do to the file what an import or another machine's log would have done."""
    study.store._connection.execute(statement)
    study.store._connection.commit()


def look(study: Study, memory: Memory, focus: Focus = ALL) -> made.Habits:
    span = (study.day - dt.timedelta(days=84), study.day)
    return habits(study.store.path, span, focus, memory, quiet)


def test_what_was_written_and_missed_is_judged_again_once(
    study: Study, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "apart", here)
    install(study, DECK)
    memory: Memory = {}
    assert look(study, memory).heard == 0
    for number, text in enumerate((WHOLE, "It will be as fast as possible and cheap.", "no")):
        clock.advance(seconds=9)
        log(study, "r", text, number)
    for number in (3, 4):
        log(study, "e", "$5,000,000 [$1 to $9]", number)
    log(study, "old", WHOLE, 5)
    change(study, "update drill set content_hash = 'another' where id = 'd/old'")
    found = look(study, memory)
    assert (found.heard, found.changed) == (4, 2)
    assert (found.covered.written, found.covered.whole) == (2, 1)
    assert found.covered.by_dimension == dict.fromkeys(Dimension, 1)
    assert [(each.name, each.times) for each in found.recurring] == [("Per million", 2)]
    assert "price of a million tokens" in found.recurring[0].sentence
    monkeypatch.setattr(made, "apart", pytest.fail)
    assert look(study, memory) == found
    assert look(study, memory, Focus(kinds=frozenset({"estimate"}))).heard == 2
    assert look(study, memory, Focus(kinds=frozenset({"recall"}))).heard == 0


def test_an_answer_to_a_drill_that_is_not_here_is_left_out(study: Study) -> None:
    install(study, DECK)
    log(study, "r", WHOLE, 0)
    change(study, "update drill set id = 'd/other' where id = 'd/r'")
    found = look(study, {})
    assert (found.heard, found.changed, found.recurring, found.blocks) == (0, 1, (), ())


def test_faults_are_counted_and_named_the_latest_sentence_wins() -> None:
    def fault(code: str, sentence: str) -> Pitfall:
        return Pitfall(code, sentence)

    old, new = DAY - dt.timedelta(days=40), DAY
    found = summed_up(
        [
            Heard(new, (fault("slip-is-tpot", "new"), fault("missing-cost", "")), TRIAD),
            Heard(old, (fault("slip-is-tpot", "old"), fault("slip-k-twice", "k")), frozenset()),
            Heard(old, (fault("slip-k-twice", "k"), fault("slip-is-tpot", "old"))),
            Heard(new, (fault("missing-cost", ""), fault("vague", "")), TRIAD),
            None,
        ],
        DAY,
    )
    assert [(each.name, each.times, each.sentence) for each in found.recurring] == [
        ("Gave tpot instead", 3, "new"),
        ("K twice", 2, "k"),
        ("Silent on cost", 2, ""),
    ]
    assert found.recurring[0].last_day == new
    assert [(each.last_day, each.written, each.whole) for each in found.blocks] == [
        (DAY - dt.timedelta(weeks=4), 1, 0),
        (DAY, 2, 2),
    ]
    assert found.covered.share.share == pytest.approx(2 / 3)


@pytest.fixture(scope="module")
def posed() -> dict[str, Posed]:
    """One drill of each kind from the shipped decks."""
    found: dict[str, Posed] = {}
    for drill in deck_named("interview-metrics").drills:
        if drill.kind in HEARD and drill.kind not in found:
            stored = Drill(DrillId("x"), "d", drill.kind, drill.fields, drill.content_hash, 1)  # type: ignore[arg-type]
            found[drill.kind] = pose(stored, Seed(1))
    return found


@pytest.mark.parametrize("kind", ["email", "estimate", "rewrite", "table"])
def test_an_answer_is_found_in_what_the_log_keeps_of_it(kind: str, posed: dict[str, Posed]) -> None:
    one = posed[kind]
    for seed in range(4):
        answer = answer_for(one, random.Random(seed), knows=seed % 2 == 0)
        text = one.describe(answer)
        again = answer_in(kind, text)
        assert one.describe(again) == text
        assert one.assess(again).verdict is one.assess(answer).verdict
        assert one.assess(again).headline == one.assess(answer).headline


def test_kinds_that_are_no_text_cannot_be_told_from_it() -> None:
    with pytest.raises(ValueError, match="recall"):
        answer_in("recall", "x")


def test_the_cells_of_a_table_come_back_from_markdown() -> None:
    cells = {row: f"a | b of {row}" for row in list(ROWS)[:3]}
    assert cells_in(as_markdown(cells)) == cells
    assert answer_in("interview", as_markdown(cells)) == TableAnswer(cells)
    assert as_text(cells).startswith("Latency: a | b of latency.")


def test_reading_tells_how_far_it_is(study: Study) -> None:
    install(study, DECK)
    drill = study.store.drill(DrillId("d/r"))
    told: list[str] = []
    review = said(drill, WHOLE, study.clock.now(), id="r", before=study.store.progress(drill.id))
    found = hear_all([(review, drill)], lambda _share, what: told.append(what))
    assert told == ["Reading answer 1 of 1"]
    assert found == {review.id: hear(review, drill)}
