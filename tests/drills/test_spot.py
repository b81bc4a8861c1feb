"""Spot: finding the error, and putting it right, are judged apart."""

from __future__ import annotations

import random

import pytest

from trainer.domain.assessment import Verdict
from trainer.domain.memory import Rating
from trainer.drills.spot import Flaw, Spot, SpotAnswer, SpotExercise, SpotKind
from trainer.errors import BadInput

KIND = SpotKind()

TEXT = (
    "At 5 M tokens a day and $0.0012 per token we pay $18,000 a month; BLEU is 0.9 on our QA set."
)
CONTENT = Spot(
    text=TEXT,
    flaws=(
        Flaw("$18,000 a month", "$180,000", "Thirty days.", "USD/month"),
        Flaw("BLEU", "F1", "BLEU is for translation.", accept=("token F1", "EM")),
    ),
    decoys=("$0.0012 per token",),
    why="Multiply aloud.",
)


def posed(content: Spot = CONTENT) -> SpotExercise:
    return KIND.pose(content, random.Random(1))


def answered(**corrections: str) -> SpotAnswer:
    return SpotAnswer({int(name[1:]): text for name, text in corrections.items()})


def test_spans_stand_in_reading_order() -> None:
    exercise = posed()
    assert [span.text for span in exercise.spans] == [
        "$0.0012 per token",
        "$18,000 a month",
        "BLEU",
    ]
    assert all(TEXT[span.start : span.end] == span.text for span in exercise.spans)


@pytest.mark.parametrize("metric", ["F1", "f1", " F-1 ", "token-F1", "em"])
def test_all_found_and_put_right(metric: str) -> None:
    assessment = KIND.assess(posed(), answered(_1="180k", _2=metric))
    assert assessment.verdict is Verdict.CORRECT
    assert assessment.suggested is Rating.GOOD
    assert assessment.headline == "2 of 2 errors found, 2 put right"


@pytest.mark.parametrize(
    "metric", ["use F1 instead", "F1 or EM on our set", "the token F1 score", "EM/F1"]
)
def test_a_right_word_counts_inside_a_short_answer(metric: str) -> None:
    assert KIND.assess(posed(), answered(_1="180k", _2=metric)).verdict is Verdict.CORRECT


@pytest.mark.parametrize("metric", ["F1, not BLEU", "F12", "x F1 y z a b c d", "", "F"])
def test_a_right_word_beside_the_wrong_one_or_anywhere_does_not(metric: str) -> None:
    assert KIND.assess(posed(), answered(_1="180k", _2=metric)).verdict is Verdict.CLOSE


def test_found_but_not_put_right_is_close() -> None:
    assessment = KIND.assess(posed(), answered(_1="$18k", _2="F1"))
    assert assessment.verdict is Verdict.CLOSE
    assert assessment.suggested is Rating.HARD
    assert "right is $180,000 per month. Thirty days." in assessment.findings[0].message


def test_one_missed_is_wrong_and_named() -> None:
    assessment = KIND.assess(posed(), answered(_1="180k"))
    assert assessment.verdict is Verdict.WRONG
    missed = assessment.findings[-1]
    assert missed.code == "missed"
    assert TEXT[missed.start : missed.end] == "BLEU"


def test_what_holds_must_be_left_alone() -> None:
    assessment = KIND.assess(posed(), answered(_0="$1", _1="180k", _2="F1"))
    assert assessment.verdict is Verdict.CLOSE
    assert assessment.headline.endswith("; 1 marked that hold")
    assert assessment.findings[0].message == "“$0.0012 per token” holds."


def test_the_wrong_one_alone() -> None:
    single = Spot("a costs $1 and b costs $2", (Flaw("$1", "$3", unit="USD"),), ("$2",))
    assert KIND.assess(posed(single), answered(_1="$4")).headline.startswith("The error is else")
    assert KIND.assess(posed(single), answered(_0="$4")).headline == "Found, but not put right"
    assert KIND.assess(posed(single), answered(_0="$3")).headline == "Found and put right"
    assert KIND.assess(posed(), answered(_0="x")).headline.startswith("None of the errors")


def test_nonsense_as_a_correction_is_refused() -> None:
    with pytest.raises(BadInput):
        KIND.assess(posed(), answered(_1="much more"))


def test_the_log_keeps_what_was_said() -> None:
    assert KIND.describe_answer(answered(_2="F1", _1="180k")) == "2: 180k; 3: F1"
    assert KIND.summary(CONTENT).startswith("At 5 M tokens")


@pytest.mark.parametrize(
    ("content", "path", "words"),
    [
        (Spot("a b", (Flaw("x", "y"),), ("b",)), ("flaws", 0, "phrase"), "does not stand"),
        (Spot("a a b", (Flaw("a", "y"),), ("b",)), ("flaws", 0, "phrase"), "stands there twice"),
        (Spot("abc", (Flaw("ab", "y"),), ("bc",)), ("decoys", 0), "overlaps"),
        (
            Spot("a b", (Flaw("a", "soon", unit="USD"),), ("b",)),
            ("flaws", 0, "right"),
            "“soon”",
        ),
        (Spot("a b", (Flaw("a", "$0", unit="USD"),), ("b",)), ("flaws", 0, "right"), "zero"),
        (
            Spot("a b", (Flaw("a", "$1", unit="USD", tolerance="wide"),), ("b",)),
            ("flaws", 0, "tolerance"),
            "tolerance",
        ),
        (Spot("0123456789", (Flaw("0", "y"),), tuple("123456789")), ("decoys",), "at most 9"),
    ],
)
def test_what_an_author_can_get_wrong(
    content: Spot, path: tuple[str | int, ...], words: str
) -> None:
    (problem,) = KIND.check(content)
    assert problem.path == path
    assert words in problem.message


def test_sound_content_has_no_problems_and_survives_the_round_trip() -> None:
    assert list(KIND.check(CONTENT)) == []
    assert KIND.read(KIND.write(CONTENT)) == CONTENT
