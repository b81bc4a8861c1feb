"""Every GOOD of the built-in decks passes its own rubric, every BAD fails for the listed reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.content.shipped import Placed, drills, none
from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Verdict
from trainer.drills.contrast import ContrastKind
from trainer.drills.email import EmailAnswer, EmailKind
from trainer.drills.entries import shipped_catalogue
from trainer.drills.pair import Pair, read_pair
from trainer.drills.prose import failing, judged, lacking, words_lack
from trainer.drills.rewrite import RewriteAnswer, RewriteKind
from trainer.drills.spot import SpotAnswer, SpotKind
from trainer.drills.table import TableAnswer, TableKind

SORRY = "I am sorry that the metrics were missing yesterday. I will think about the numbers."
INTERVIEW_DRAWS = range(5)


def wrong_with(placed: Placed, assessment: Assessment) -> Iterator[str]:
    """Yield why a model answer does not pass."""
    for finding in failing(assessment.findings):
        yield f"{placed}: GOOD {finding.code}: {finding.message}"
    if assessment.verdict is not Verdict.CORRECT:
        yield f"{placed}: GOOD is judged {assessment.verdict.name}"


# -- contrast ----------------------------------------------------------------------------------


def pair_of(placed: Placed) -> tuple[Pair, tuple[Aspect, ...]]:
    content = placed.content
    pair = read_pair(content.good, content.bad, content.situation, shipped_catalogue())
    return pair, tuple(ContrastKind().lacks(content))


def test_of_a_contrast_good_has_and_bad_lacks_what_is_listed() -> None:
    problems = []
    for placed in drills("contrast"):
        pair, listed = pair_of(placed)
        problems += [f"{placed}: GOOD lacks {each.value}" for each in lacking(pair.good, listed)]
        problems += [
            f"{placed}: GOOD {each.message}" for each in failing(words_lack(pair.good, listed))
        ]
        if (lacks := pair.bad_lacks(listed)) != frozenset(listed):
            problems.append(f"{placed}: BAD lacks {lacks}, listed are {listed}")
    none(problems)


# -- written answers ---------------------------------------------------------------------------


def test_the_model_statement_passes_and_bad_fails() -> None:
    kind = RewriteKind()
    problems = []
    for placed in drills("rewrite"):
        exercise = placed.posed()
        problems += wrong_with(placed, kind.assess(exercise, RewriteAnswer(exercise.good)))
        bad = kind.read_statement(exercise, exercise.bad)
        verdict = judged(bad, exercise.requires, "").verdict
        if verdict is not Verdict.WRONG or not lacking(bad, exercise.requires):
            problems.append(f"{placed}: BAD is judged {verdict.name}")
    none(problems)


def test_the_model_table_passes_and_misses_every_row_left_empty() -> None:
    kind = TableKind()
    problems = []
    for placed in drills("table"):
        exercise = placed.posed()
        problems += wrong_with(placed, kind.assess(exercise, TableAnswer(exercise.good)))
        for row in exercise.good:
            without = TableAnswer({**exercise.good, row: ""})
            if kind.assess(exercise, without).verdict is Verdict.CORRECT:
                problems.append(f"{placed}: passes without {row}")
    none(problems)


def test_the_model_table_of_an_interview_passes_whatever_is_drawn() -> None:
    problems: list[str] = []
    for placed in drills("interview"):
        for seed in INTERVIEW_DRAWS:
            exercise: Any = placed.posed(seed)
            kind = placed.kind
            problems += wrong_with(placed, kind.assess(exercise, TableAnswer(exercise.good)))
    none(problems)


def test_the_model_mail_passes_and_an_apology_does_not() -> None:
    kind = EmailKind()
    problems = []
    for placed in drills("email"):
        exercise = placed.posed()
        good = kind.assess(exercise, EmailAnswer(exercise.good))
        problems += wrong_with(placed, good)
        if "no-mitigation" in [finding.code for finding in good.findings]:
            problems.append(f"{placed}: GOOD bounds no risk")
        if kind.assess(exercise, EmailAnswer(SORRY)).verdict is not Verdict.WRONG:
            problems.append(f"{placed}: an apology passes")
    none(problems)


def test_what_is_right_mends_each_flaw_and_what_stands_there_does_not() -> None:
    problems = []
    for placed in drills("spot"):
        flaws, verdicts = spotted(placed)
        for at, flaw in flaws.items():
            verdicts[f"the phrase “{flaw.phrase}” itself"] = (Verdict.CLOSE, {at: flaw.phrase})
            for accepted in flaw.accept:
                verdicts[f"the accepted “{accepted}”"] = (Verdict.CORRECT, {at: accepted})
        right = {at: flaw.right for at, flaw in flaws.items()}
        for what, (wanted, change) in verdicts.items():
            found = SpotKind().assess(placed.posed(), SpotAnswer({**right, **change})).verdict
            if found is not wanted:
                problems.append(f"{placed}: {what} is judged {found.name}")
    none(problems)


def spotted(placed: Placed) -> tuple[dict[int, Any], dict[str, tuple[Verdict, dict[int, str]]]]:
    """Return the flaws by their place, and the first answer to try: all of them right."""
    spans = placed.posed().spans
    flaws = {at: span.flaw for at, span in enumerate(spans) if span.flaw is not None}
    return flaws, {"all that is right": (Verdict.CORRECT, {})}
