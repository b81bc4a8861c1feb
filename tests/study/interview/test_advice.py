"""After the interview: what to drill, and the mail with its gaps."""

from __future__ import annotations

from tests.study.interview.conftest import Begin
from trainer.domain.ids import DrillId
from trainer.drills.email import EmailAnswer, EmailKind
from trainer.study.interview.advice import Candidate, drill_next, mail_exercise, mail_skeleton
from trainer.study.interview.debrief import debrief
from trainer.study.interview.report import as_markdown

INSTALLED = [
    Candidate(DrillId(f"d/{kind}-{tag}"), kind, (tag,))
    for kind in ("recall", "estimate", "interview")
    for tag in ("cost", "latency", "quality", "plan", "triad")
]


def test_three_drills_the_weakest_point_first(begin: Begin) -> None:
    silent = begin()
    silent.finish()
    assert drill_next(debrief(silent), INSTALLED) == (
        "d/estimate-cost",
        "d/estimate-latency",
        "d/estimate-quality",
    )
    assert drill_next(debrief(silent), []) == ()
    assert len(drill_next(debrief(silent), INSTALLED[:2])) == 2


def test_the_mail_has_gaps_and_its_model_holds(begin: Begin) -> None:
    silent = begin()
    silent.finish()
    found = debrief(silent)
    skeleton = mail_skeleton(found)
    assert "___" in skeleton
    assert not any(sign.isdigit() for sign in skeleton)
    in_markdown = as_markdown(found).split("## The mail, to be completed", 1)[1]
    assert "\\_\\_\\_" in in_markdown
    assert "__" not in in_markdown
    exercise = mail_exercise(found, silent.exercise)
    assert EmailKind().assess(exercise, EmailAnswer(exercise.good)).headline


def test_who_said_everything_is_still_asked_for_the_mail(begin: Begin) -> None:
    strong = begin()
    strong.feed(
        60,
        "p95 TTFT of 450 ms at 60 rps, $0.60 per million tokens, F1 of 0.8 on our 600 questions,"
        " measured weekly on 200 fresh questions with a rollback below 0.77",
    )
    assert "at p__" in mail_skeleton(debrief(strong))
    strong.feed(90, "No, it costs $900 per million tokens.")
    assert debrief(strong).verdict == "high-risk"
    assert "$___" in mail_skeleton(debrief(strong))


def test_who_leaves_early_does_not_advance(begin: Begin) -> None:
    strong = begin()
    strong.feed(
        60,
        "p95 TTFT of 450 ms at 60 rps, 40 M tokens a day, $0.60 per million tokens, F1 of 0.8 on"
        " our 600 questions, measured weekly on 200 fresh questions with a rollback below 0.77",
    )
    found = debrief(strong)
    assert found.verdict == "mixed"
    assert "It ended after 1 of" in found.opinion.reasons[-1]
    strong.finish()
    assert not any("ended after" in each for each in debrief(strong).opinion.reasons)


def test_the_volume_of_the_table_is_what_was_assumed(begin: Begin) -> None:
    said = begin()
    said.feed(30, "I assume 50 requests per second and 400 M tokens per day.")
    said.feed(60, "p95 TTFT stays below 500 ms at 50 requests per second.")
    assert debrief(said).table["volume"] == "50 requests per second, 400 M tokens per day"


def test_who_leaves_after_seconds_is_not_judged(begin: Begin) -> None:
    left = begin()
    left.feed(5, "p95 TTFT of 450 ms, $0.60 per million tokens.")
    assert debrief(left).verdict_words == "Too short to judge"
    assert "## Verdict: Too short to judge" in as_markdown(debrief(left))
    left.finish()
    assert debrief(left).verdict_words == "Mixed"


def test_another_volume_than_is_asked_for_does_not_hold(begin: Begin) -> None:
    other = begin()
    asked = other.exercise.about.facts["tokens_per_day"]
    other.feed(60, f"I plan for {asked * 3 / 1e6:.0f} M tokens a day.")
    found = debrief(other)
    assert [each.kind for each in found.fails] == ["other-volume"]
    assert found.fails[0].mended_at_s is None
    assert not [each for each in found.holds if each.kind == "volume"]
    other.feed(90, f"No, for {asked / 1e6:.0f} M tokens a day.")
    found = debrief(other)
    assert found.fails[0].mended_at_s == 90
    assert [each.kind for each in found.holds] == ["volume"]
    assert "tokens a day: Asked for are" in as_markdown(found)


def test_a_part_of_the_volume_is_no_other_volume(begin: Begin) -> None:
    parts = begin()
    parts.feed(60, "Half of it is 20 M tokens a day.")
    assert not debrief(parts).fails
    parts.feed(90, "I plan for 20 M tokens a day.")
    assert [each.kind for each in debrief(parts).fails] == ["short-of-volume"]


def test_other_prompts_than_the_scenarios_do_not_hold(begin: Begin) -> None:
    other = begin()
    asked = other.exercise.about.facts["prompt_tokens"]
    other.feed(60, f"Prompts are {asked / 4:.0f} tokens long on average.")
    (failed,) = debrief(other).fails
    assert (failed.kind, failed.mended_at_s) == ("other-length", None)
    assert f"the scenario has {asked:,.0f}" in failed.text
    other.feed(90, f"No, I plan for prompts of {asked:.0f} tokens.")
    assert debrief(other).fails[0].mended_at_s == 90


def test_some_prompts_may_be_longer(begin: Begin) -> None:
    fair = begin()
    fair.feed(60, "The longest prompts have 32k tokens.")
    fair.feed(90, "If we used prompts of 100 tokens it would be faster.")
    assert not debrief(fair).fails
