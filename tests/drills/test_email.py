"""Email: quantified, tied to the business, framed as a bounded risk, three to six sentences."""

from __future__ import annotations

import dataclasses
import random

import pytest

from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.memory import Rating
from trainer.drills.email import Email, EmailAnswer, EmailKind
from trainer.drills.prose import STYLE, failing
from trainer.drills.scenario import Scenario
from trainer.drills.tone import MOST_WORDS, sentences
from trainer.errors import BadInput

KIND = EmailKind()
GOOD = (
    "Thank you for the discussion of the serving design today. At 200 M tokens a day I estimate"
    " $0.60 per million tokens, which is $3,600 a month. That stays inside the $10k a month budget"
    " and leaves headroom for growth. TTFT stays under 400 ms at p95."
)
CONTENT = Email(
    Scenario(
        "Half an hour on parallelism.", None, {"tokens_per_day": "200 M", "monthly_budget": "$10k"}
    ),
    forgot="cost per token.",
    good=GOOD,
    requires=("cost", "budget", "latency", "percentile"),
    why="Numbers repair.",
)
EXERCISE = KIND.pose(CONTENT, random.Random(1))


def assessed(text: str) -> Assessment:
    return KIND.assess(EXERCISE, EmailAnswer(text))


def faults(assessment: Assessment) -> list[str]:
    return [finding.code for finding in failing(assessment.findings)]


def test_a_mail_that_supplies_the_numbers_is_good() -> None:
    assessment = assessed(GOOD)
    assert faults(assessment) == []
    assert (assessment.verdict, assessment.suggested) == (Verdict.CORRECT, Rating.GOOD)


def test_what_is_read_along_is_what_is_read_for_the_verdict() -> None:
    assert KIND.read_along(EXERCISE, GOOD) == KIND.read_statement(EXERCISE, GOOD)


def test_greeting_and_signature_are_no_sentences() -> None:
    assert faults(assessed(f"Dear Ms Lovelace,\n\n{GOOD}\n\nBest regards\nCharles")) == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (f"I am sorry about that omission. {GOOD}", "apology", "sorry"),
        (GOOD.replace("That stays", "That hopefully stays"), "hedge", "hopefully"),
        (f"{GOOD} I will get back to you on the rest.", "deferral", "get back to you"),
        (GOOD.replace(" inside the $10k a month budget", " small"), "no-impact", GOOD[:9]),
    ],
)
def test_the_tone_is_judged_where_it_slips(text: str, code: str, place: str) -> None:
    (finding,) = [each for each in assessed(text).findings if each.code == code]
    assert text[finding.start : finding.end].startswith(place)
    assert finding.fix
    assert assessed(text).suggested is Rating.HARD


def test_a_spend_beside_what_it_is_spent_of_is_the_business() -> None:
    text = GOOD.replace(" inside the $10k a month budget", " $6,400 below the $10k a month")
    assert "budget" not in text
    assert faults(assessed(text)) == []


def test_an_apology_with_its_number_is_allowed() -> None:
    text = GOOD.replace("TTFT stays", "Unfortunately I forgot that TTFT stays")
    assert faults(assessed(text)) == []


def test_a_word_inside_another_is_not_that_word() -> None:
    assert faults(assessed(GOOD.replace("discussion", "regrettable discussion"))) == []


def test_a_number_without_a_bound_on_its_risk_is_advised() -> None:
    text = GOOD.replace(" and leaves headroom for growth", "")
    assessment = assessed(text)
    assert faults(assessment) == []
    assert "no-mitigation" in [finding.code for finding in assessment.findings]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "It is $0.60 per million tokens, inside the $10k a month budget, TTFT ≤ 400 ms at p95.",
            "too-short",
            "The mail has 1 sentence; it takes at least 3 to carry the numbers.",
        ),
        (
            f"{GOOD} {'This sentence has just five words. ' * 3}",
            "too-long",
            (
                f"The mail has 7 sentences and {len(GOOD.split()) + 18} words; a panel reads 6 and"
                " 130."
            ),
        ),
    ],
)
def test_the_length_is_judged(text: str, code: str, message: str) -> None:
    (finding,) = [each for each in assessed(text).findings if each.code == code]
    assert finding.message == message
    assert (finding.start, finding.end) == (0, len(text))


def test_many_words_in_few_sentences_are_too_long_as_well() -> None:
    text = GOOD.replace("today.", "today" + " and its parts" * 40 + ".")
    assert len(text.split()) > MOST_WORDS
    assert faults(assessed(text)) == ["too-long"]


def test_style_alone_never_fails_a_mail_whose_numbers_hold() -> None:
    text = f"I am sorry for that. {GOOD} Hopefully it will be scalable. I will get back to you."
    assessment = assessed(text.replace(" inside the $10k a month budget", " small"))
    assert set(faults(assessment)) == STYLE - {"too-short"}
    assert assessment.suggested is Rating.HARD


def test_without_a_number_it_is_again() -> None:
    assessment = assessed("I am sorry that the metrics were missing. I will think about them.")
    assert assessment.suggested is Rating.AGAIN
    assert faults(assessment)[:3] == ["empty", "missing-cost", "missing-latency"]


@pytest.mark.parametrize("text", ["", "Thank you for today."])
def test_next_to_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no mail yet"):
        assessed(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("\n\n", []),
        ("One. Two! Three?", ["One.", " Two!", " Three?"]),
        ("$0.60 is 1.5 times", ["$0.60 is 1.5 times"]),
        ("Dear A\nB.\n\nC", ["Dear A\n", "B.", "C"]),
    ],
)
def test_where_sentences_end(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


def test_sound_content_has_no_problems_and_survives_the_round_trip() -> None:
    assert list(KIND.check(CONTENT)) == []
    assert KIND.read(KIND.write(CONTENT)) == CONTENT
    assert KIND.summary(CONTENT) == "cost per token."
    assert KIND.describe_answer(EmailAnswer("x")) == "x"


@pytest.mark.parametrize(
    ("change", "path", "severity", "words"),
    [
        (
            {"scenario": Scenario("A.", None, {"gpus": "some"})},
            ("scenario", "facts", "gpus"),
            "error",
            "some",
        ),
        ({"good": "Thanks."}, ("good",), "error", "the model mail is no answer"),
        (
            {"good": f"Sorry about that. {GOOD}"},
            ("good",),
            "warning",
            "an apology without a number",
        ),
    ],
)
def test_what_an_author_can_get_wrong(
    change: dict[str, object], path: tuple[str, ...], severity: str, words: str
) -> None:
    (problem,) = KIND.check(dataclasses.replace(CONTENT, **change))  # type: ignore[arg-type]
    assert (problem.path, problem.severity) == (path, severity)
    assert words in problem.message
