"""Killed in the middle of answering: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.store.learner import Learner
from trainer.store.database import Store

KILLS = 6


def killed_after(path: Path, seed: int, answers: int) -> list[str]:
    """Let a process answer, kill it without warning, and return what it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("answering.py"), path, str(seed)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        text=True,
    )
    assert process.stdout is not None
    with process, process.stdout as lines:
        acknowledged = [lines.readline().strip() for _ in range(answers)]
        process.kill()
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
    return acknowledged


def test_no_acknowledged_answer_is_lost(
    store: Store, path: Path, open_store: Callable[..., Store]
) -> None:
    store.close()
    chance = random.Random(11)
    acknowledged: list[str] = []
    for seed in range(KILLS):
        acknowledged += killed_after(path, seed, chance.randint(1, 40))
        with open_store() as after:
            logged = [item.review.id for item in after.log()]
            assert set(acknowledged) <= set(logged)
            assert len(logged) <= len(acknowledged) + seed + 1
            assert after.check_integrity() == ()
            assert after.rebuild(Learner(after).scheduler, reschedule=True) == 0
