"""Interviews of the shipped deck, read once, and the recorded transcripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.places import shipped
from trainer.study.interview.scenarios import Scenario, builtin
from trainer.study.interview.session import Interview
from trainer.study.interview.slot import Slot

TRANSCRIPTS = Path(__file__).parents[2] / "data" / "interviews"

Begin = Callable[..., Interview]


def scenarios() -> dict[str, Scenario]:
    """Return the shipped interviews by id."""
    return {each.id: each for each in builtin(shipped("decks"))}


@pytest.fixture
def begin() -> Begin:
    """``begin("search-qa", minutes=10)``: an interview at its beginning."""

    def made(name: str = "search-qa", *, minutes: int = 45, seed: int = 0) -> Interview:
        return Interview(scenarios()[name].pose(seed), Slot(minutes))

    return made
