"""Every built-in estimate over many seeds: plausible, solvable, the same everywhere."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from collections.abc import Iterator

import pytest

from trainer.costmodel.solve import evaluate
from trainer.costmodel.terms import term
from trainer.domain.assessment import Verdict
from trainer.drills.estimate import Estimate, EstimateAnswer
from trainer.drills.kinds import kind_named
from trainer.formats.yaml_deck import read_deck
from trainer.places import shipped
from trainer.units.quantity import convert, show_quantity

SEEDS = range(200)
KIND = kind_named("estimate")


def estimates() -> Iterator[tuple[str, Estimate]]:
    for path in sorted(shipped("decks").rglob("*.yaml")):
        deck = read_deck(path)
        for drill in deck.drills:
            if drill.kind == "estimate":
                yield f"{deck.id}/{drill.local_id}", KIND.read(drill.fields)


ESTIMATES = dict(estimates())


def digest() -> str:
    """Return a fingerprint of every question and its givens, for some of the seeds."""
    made = hashlib.sha256()
    for name, content in ESTIMATES.items():
        for seed in SEEDS[::10]:
            posed = KIND.pose(content, random.Random(seed))
            made.update(repr((name, posed.question, sorted(posed.givens.items()))).encode())
    return made.hexdigest()


def test_there_are_estimates() -> None:
    assert len(ESTIMATES) > 40


@pytest.mark.parametrize("name", ESTIMATES)
def test_every_answer_is_plausible(name: str) -> None:
    content = ESTIMATES[name]
    asked = term(content.asked)

    for seed in SEEDS:
        posed = KIND.pose(content, random.Random(seed))
        assert asked.low <= evaluate(posed.asked, posed.givens) <= asked.high
        assert "{" not in posed.question + posed.why


@pytest.mark.parametrize("name", ESTIMATES)
def test_the_models_own_answer_is_right(name: str) -> None:
    content = ESTIMATES[name]
    posed = KIND.pose(content, random.Random(7))
    value = evaluate(posed.asked, posed.givens)
    shown = show_quantity(convert(value, term(posed.asked).unit, posed.unit), posed.unit, 6)

    assessment = KIND.assess(posed, EstimateAnswer(shown))

    if content.basis != "realistic":
        assert assessment.verdict is Verdict.CORRECT
        assert assessment.findings == ()


@pytest.mark.no_cover
def test_another_process_draws_the_same_numbers() -> None:
    code = (
        "import runpy, sys; sys.stdout.write("
        f"runpy.run_path({__file__!r}, run_name='digest')['digest']())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == digest()
