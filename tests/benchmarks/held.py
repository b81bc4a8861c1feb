"""What a driven program says of itself: how late it is and what it holds. Standard library only.

The drivers of other programs' windows run on those programs' own Pythons and import this as well.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from statistics import median

BEGAN = "TRIAD_BENCH_BEGAN"
"""The environment's name for the instant of the call, in seconds since the machine started."""


def clock_s() -> float:
    """Return the seconds since the machine started: the same in every process."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Told:
    """What was found while a window was driven, to be printed as one line."""

    def __init__(self, answers: int) -> None:
        self.found: dict[str, float] = {}
        self._left = answers
        self._turns: list[float] = []
        self._rated_s = 0.0

    def reached(self, name: str) -> None:
        """Note that ``name`` is on screen, for the first time only."""
        if f"{name}_ms" not in self.found:
            self.found[f"{name}_ms"] = (clock_s() - float(os.environ[BEGAN])) * 1000
            self.found[f"{name}_mb"] = memory_mb()

    def rated(self) -> None:
        """Note that the question on screen is rated now."""
        self._rated_s = clock_s()

    @property
    def waits(self) -> bool:
        """Whether a question was rated and the next one is not there."""
        return bool(self._rated_s)

    def question(self) -> None:
        """Note that a question is on screen; leave the process after the last."""
        self.reached("first")
        if self.waits:
            self._turns.append((clock_s() - self._rated_s) * 1000)
            self._rated_s = 0.0
        if len(self._turns) == self._left:
            self.found["turn_ms"] = median(self._turns)
            self.found["turn_mb"] = memory_mb()
            print(json.dumps(self.found), flush=True)  # noqa: T201 (of the reader)
            os._exit(0)


def memory_mb() -> float:
    """Return what this process and those it began hold; shared pages count by their users."""
    return sum(_held_kb(each) for each in _family(os.getpid())) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _held_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
