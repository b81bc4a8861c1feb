"""Running without coverage: for what covers nothing new and takes several times as long with it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


@contextmanager
def untraced() -> Iterator[None]:
    """Run the block as if no coverage were taken."""
    make_what_is_kept()
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracing)


@cache
def make_what_is_kept() -> None:
    """Make under coverage what a process makes once: whoever runs without it may come first."""
    from trainer.domain.deck import Drill
    from trainer.domain.ids import DeckId, DrillId, Seed
    from trainer.formats.yaml_deck import read_deck
    from trainer.study.exercises import pose
    from trainer.study.learner import answer_for
    from trainer.units.registry import scale
    from trainer.units.writing import show_quantity

    scale("GB")
    show_quantity(2.5, "USD/GPU/hour")
    for each in read_deck(Path(__file__).parent / "stories" / "kinds.yaml").drills:
        drill = Drill(DrillId("d/x"), DeckId("d"), each.kind, each.fields, each.content_hash, 0)
        posed = pose(drill, Seed(1))
        posed.assess(answer_for(posed, random.Random(1)))
