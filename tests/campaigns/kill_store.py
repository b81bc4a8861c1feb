"""Kills the program at random points of its work, hundreds of times, and counts what was lost.

Not part of the test command (it takes some minutes). By hand, from the checkout's root:

    python tests/campaigns/kill_store.py [--kills 250] [--seed 1]

Prints kills and losses by kind of work and exits 1 if anything was lost. Where strace is
installed, a third of the victims die at a chosen system call that writes.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import killing


def _folder(kind: str, template: Path, root: Path) -> Path:
    folder = root / kind
    # Answering and importing go on where the last victim died; the others begin afresh.
    if kind in {"migrate", "create", "backup"} and folder.exists():
        shutil.rmtree(folder)
    if not folder.exists() and kind != "create":
        shutil.copytree(template, folder)
    return folder


def _before(kind: str, folder: Path) -> frozenset[str]:
    if kind == "create":
        return frozenset()
    with killing.opened(folder) as study:
        return frozenset(killing.logged(study))


def say(line: str) -> None:
    """Print one line of the report."""
    print(line, flush=True)  # noqa: T201


def campaign(kills: int, seed: int, root: Path) -> killing.Outcome:
    """Kill until ``kills`` victims died and return what was counted."""
    chance, outcome = random.Random(seed), killing.Outcome()
    ways = ("time", "steps", "call") if shutil.which("strace") else ("time", "steps")
    template = root / "template"
    killing.prepare(template)
    turn = 0
    while outcome.kills.total() < kills:
        kind, way = killing.KINDS[turn % len(killing.KINDS)], ways[turn // 5 % len(ways)]
        turn += 1
        folder = _folder(kind, template, root)
        before = _before(kind, folder)
        death = killing.run_and_kill(kind, folder, 30 + turn, chance, way)
        outcome.kills[f"{kind} by {way}"] += death.was_killed
        outcome.acknowledged[kind] += max(0, len(death.said) - 1)
        outcome.losses += [
            f"{turn} {kind} {way}: {loss}" for loss in killing.losses(kind, folder, death, before)
        ]
    return outcome


def main() -> int:
    """Run the campaign and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as root:
        outcome = campaign(given.kills, given.seed, Path(root))
    for name, many in sorted(outcome.kills.items()):
        say(f"{many:5} kills  {name}")
    say(f"{outcome.acknowledged.total()} steps acknowledged: {dict(outcome.acknowledged)}")
    for loss in outcome.losses:
        say(f"LOST {loss}")
    seconds = time.perf_counter() - began
    say(f"{outcome.kills.total()} kills, {len(outcome.losses)} losses, {seconds:.0f} s")
    return 1 if outcome.losses else 0


if __name__ == "__main__":
    sys.exit(main())
