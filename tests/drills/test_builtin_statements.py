"""Every GOOD of the built-in decks passes its own rubric, every BAD fails for the listed reason."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from trainer.domain.assessment import Verdict
from trainer.drills.contrast import ContrastKind, gaps
from trainer.drills.email import EmailAnswer, EmailKind
from trainer.drills.entries import shipped_catalogue
from trainer.drills.kinds import kind_named
from trainer.drills.pair import Pair, read_pair
from trainer.drills.prose import failing, judged, lacking, words_lack
from trainer.drills.rewrite import RewriteAnswer, RewriteKind
from trainer.drills.spot import SpotAnswer, SpotExercise, SpotKind
from trainer.drills.table import TableAnswer, TableKind
from trainer.formats.base import FileDrill
from trainer.formats.yaml_deck import read_deck

DECKS = [read_deck(path) for path in sorted((Path(__file__).parents[2] / "decks").glob("*.yaml"))]
DRILLS = [drill for deck in DECKS for drill in deck.drills]


def of_kind(name: str) -> list[Any]:
    found = [drill for drill in DRILLS if drill.kind == name]
    return [pytest.param(drill, id=drill.local_id) for drill in found]


def posed(drill: FileDrill) -> Any:
    kind = kind_named(drill.kind)
    return kind.pose(kind.read(drill.fields), random.Random(1))


def faults(assessment: Any) -> list[str]:
    return [f"{each.code}: {each.message}" for each in failing(assessment.findings)]


def test_the_decks_are_read_without_a_problem() -> None:
    assert [problem for deck in DECKS for problem in deck.problems] == []


def test_there_are_examples_of_every_written_kind() -> None:
    count = Counter(drill.kind for drill in DRILLS)
    assert min(count[kind] for kind in ("spot", "rewrite", "table", "email")) >= 4


def test_every_drill_names_a_source_with_a_date() -> None:
    assert [drill.local_id for drill in DRILLS if not drill.sources] == []
    assert all(source.date for drill in DRILLS for source in drill.sources)


# -- contrast ----------------------------------------------------------------------------------


def pair_of(drill: FileDrill) -> tuple[Pair, tuple[Any, ...]]:
    content = ContrastKind().read(drill.fields)
    pair = read_pair(content.good, content.bad, content.situation, shipped_catalogue())
    return pair, tuple(gaps(content, pair))


@pytest.mark.parametrize("drill", of_kind("contrast"))
def test_good_has_all_that_bad_lacks(drill: FileDrill) -> None:
    pair, listed = pair_of(drill)
    assert lacking(pair.good, listed) == frozenset()
    assert [each.message for each in failing(words_lack(pair.good, listed))] == []


@pytest.mark.parametrize("drill", of_kind("contrast"))
def test_bad_lacks_what_is_listed(drill: FileDrill) -> None:
    pair, listed = pair_of(drill)
    assert pair.bad_lacks(listed) == frozenset(listed)


# -- written answers ---------------------------------------------------------------------------


@pytest.mark.parametrize("drill", of_kind("rewrite"))
def test_the_model_statement_passes_and_bad_fails(drill: FileDrill) -> None:
    kind, exercise = RewriteKind(), posed(drill)
    good = kind.assess(exercise, RewriteAnswer(exercise.good))
    assert faults(good) == []
    assert good.verdict is Verdict.CORRECT
    bad = kind.read_statement(exercise, exercise.bad)
    assert judged(bad, exercise.requires, "").verdict is Verdict.WRONG
    assert lacking(bad, exercise.requires)


@pytest.mark.parametrize("drill", of_kind("table"))
def test_the_model_table_passes_and_misses_every_row_left_empty(drill: FileDrill) -> None:
    kind, exercise = TableKind(), posed(drill)
    good = kind.assess(exercise, TableAnswer(exercise.good))
    assert faults(good) == []
    assert good.verdict is Verdict.CORRECT
    for row in exercise.good:
        without = {**exercise.good, row: ""}
        assert kind.assess(exercise, TableAnswer(without)).verdict is not Verdict.CORRECT, row


@pytest.mark.parametrize("drill", of_kind("email"))
def test_the_model_mail_passes_and_an_apology_does_not(drill: FileDrill) -> None:
    kind, exercise = EmailKind(), posed(drill)
    good = kind.assess(exercise, EmailAnswer(exercise.good))
    assert faults(good) == []
    assert good.verdict is Verdict.CORRECT
    assert "no-mitigation" not in [finding.code for finding in good.findings]
    sorry = "I am sorry that the metrics were missing yesterday. I will think about the numbers."
    assert kind.assess(exercise, EmailAnswer(sorry)).verdict is Verdict.WRONG


@pytest.mark.parametrize("drill", of_kind("spot"))
def test_what_is_right_mends_each_flaw_and_what_stands_there_does_not(drill: FileDrill) -> None:
    kind = SpotKind()
    exercise: SpotExercise = posed(drill)
    flaws = {at: span.flaw for at, span in enumerate(exercise.spans) if span.flaw is not None}
    right = SpotAnswer({at: flaw.right for at, flaw in flaws.items()})
    assert kind.assess(exercise, right).verdict is Verdict.CORRECT
    for at, flaw in flaws.items():
        unmended = SpotAnswer({**right.corrections, at: flaw.phrase})
        assert kind.assess(exercise, unmended).verdict is Verdict.CLOSE
        for accepted in flaw.accept:
            mended = SpotAnswer({**right.corrections, at: accepted})
            assert kind.assess(exercise, mended).verdict is Verdict.CORRECT
