"""Every built-in estimate over many seeds: plausible, solvable, the same everywhere."""

from __future__ import annotations

import hashlib
import math
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.content.shipped import Placed, drills, none
from trainer.costmodel.solve import evaluate, solve
from trainer.costmodel.terms import term
from trainer.domain.assessment import Verdict
from trainer.drills.drawn import GIVEN_DIGITS
from trainer.drills.entries import ENTRY_KINDS
from trainer.drills.estimate import EstimateAnswer, EstimateExercise
from trainer.drills.kinds import kind_named
from trainer.errors import BadInput
from trainer.formats.yaml_deck import read_deck
from trainer.places import shipped
from trainer.units.quantity import convert, read_quantity, same_dimension, show_quantity

SEEDS = range(200)
NUDGES = (1.25, 3.0, 0.4)
TOUCH = 0.01
"""What a given of nothing at all is nudged from, in its unit."""

BY_CHANCE = 4
"""So often of 200 times a price drawn from a range may happen to be $1."""

MAY_BE_ONE = {"bytes_per_kv"}
"""One byte each is fp8, which is what is to be found out."""

KIND = kind_named("estimate")
Problems = Iterator[str]


def answered(placed: Placed) -> Iterator[tuple[EstimateExercise, float]]:
    """Yield each seed's exercise with the answer in its term's unit."""
    content = placed.content
    for seed in SEEDS:
        posed = KIND.pose(content, random.Random(seed))
        yield posed, evaluate(posed.asked, posed.givens)


def collected(look: Callable[[Placed], Problems]) -> list[str]:
    """Return what is wrong, each sentence once."""
    return list(
        dict.fromkeys(f"{each}: {said}" for each in drills("estimate") for said in look(each))
    )


def implausible(placed: Placed) -> Problems:
    asked = term(placed.content.asked)
    ones = 0
    for posed, value in answered(placed):
        if not asked.low <= value <= asked.high:
            yield f"{value:.3g} {asked.unit} is outside its plausible range"
        if "{" in posed.question + posed.why:
            yield "a place is not filled"
        ones += math.isclose(convert(value, asked.unit, posed.unit), 1)
        for name, given in posed.givens.items():
            if asked.unit == term(name).unit and math.isclose(value, given):
                yield f"the answer can be the given {name}"
    if ones > BY_CHANCE and asked.name not in MAY_BE_ONE:
        yield f"the answer is 1 for {ones} of {len(SEEDS)} draws"


def test_every_answer_is_plausible_and_none_is_degenerate() -> None:
    none(collected(implausible))


def unmoved(placed: Placed) -> Problems:
    """Yield the givens that could be anything."""
    content = placed.content
    stated = [name for name in content.givens if name not in ENTRY_KINDS]
    for seed in range(8):
        posed = KIND.pose(content, random.Random(seed))
        value = evaluate(posed.asked, posed.givens)
        stated = [name for name in stated if not moves(posed.asked, posed.givens, name, value)]
    for name in stated:
        yield f"the answer does not depend on {name}"


def moves(asked: str, givens: Mapping[str, float], name: str, value: float) -> bool:
    for factor in NUDGES:
        try:
            changed = evaluate(asked, {**givens, name: (givens[name] or TOUCH) * factor})
        except BadInput:  # a share over 1, say: the model looks at it
            return True
        if not math.isclose(changed, value, rel_tol=1e-9):
            return True
    return False


def test_every_given_moves_the_answer() -> None:
    none(collected(unmoved))


def narrow(placed: Placed) -> Problems:
    """Yield tolerances that what is shown of the givens uses up."""
    content = placed.content
    for seed in range(8):
        posed = KIND.pose(content, random.Random(seed))
        value = evaluate(posed.asked, posed.givens)
        seen = {
            name: shown(posed.givens[name], name)
            for name in content.givens
            if name not in ENTRY_KINDS
        }
        ratio = evaluate(posed.asked, {**posed.givens, **seen}) / value
        if max(ratio, 1 / ratio) > 1 + (posed.tolerance - 1) / 2:
            yield f"what is shown of the givens is {ratio:.3f} of the answer"


def shown(value: float, name: str) -> float:
    """Return what somebody reads who sees the given."""
    unit = term(name).unit
    return read_quantity(show_quantity(value, unit, GIVEN_DIGITS), unit).value


def test_the_tolerance_is_wider_than_the_rounding_of_the_givens() -> None:
    none(collected(narrow))


def misjudged(placed: Placed) -> Problems:
    """Yield answers of the model itself that do not count as right."""
    posed = placed.posed(7)
    unit = term(posed.asked).unit
    if not same_dimension(posed.unit, unit):
        yield f"{posed.unit} does not fit {posed.asked}"
    value = convert(evaluate(posed.asked, posed.givens), unit, posed.unit)
    assessment = KIND.assess(posed, EstimateAnswer(show_quantity(value, posed.unit, 6)))
    if posed.basis != "realistic" and (
        assessment.verdict is not Verdict.CORRECT or assessment.findings
    ):
        yield f"the model's own answer is judged {assessment.verdict.name}"


def test_the_models_own_answer_is_right() -> None:
    none(collected(misjudged))


def test_there_are_estimates_forwards_and_backwards_short_and_long() -> None:
    steps = [len(solve(posed.asked, posed.givens).steps)
             for posed in (placed.posed() for placed in drills("estimate"))]  # fmt: skip
    assert len(steps) >= 200
    assert sum(many >= 3 for many in steps) >= 50
    assert max(steps) >= 5


def digest(deck: str = "money") -> str:
    """Return a fingerprint of every question of a deck and its givens, for some of the seeds."""
    made = hashlib.sha256()
    for drill in read_deck(shipped("decks") / f"{deck}.yaml").drills:
        if drill.kind == "estimate":
            content: Any = KIND.read(drill.fields)
            for seed in SEEDS[::10]:
                posed = KIND.pose(content, random.Random(seed))
                made.update(
                    repr((drill.local_id, posed.question, sorted(posed.givens.items()))).encode()
                )
    return made.hexdigest()


def test_another_process_draws_the_same_numbers() -> None:
    code = "from tests.content.test_estimates import digest; print(digest())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == digest()
