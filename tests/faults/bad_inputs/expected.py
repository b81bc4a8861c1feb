"""What a bad input must come to, and the list of those there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Make = Callable[[Path], Path]
"""Writes the input into a folder of its own and returns what is to be imported."""


@dataclass(frozen=True, slots=True)
class Bad:
    """One bad input. Either ``says`` (it is refused so) or ``good`` drills come out of it.

    ``names`` must stand in what is said of the bad part, ``options`` go to the command.
    """

    make: Make
    says: str = ""
    good: int = 0
    names: str = ""
    options: tuple[str, ...] = ()


SOME = -1
"""At least one drill is good; how many depends on where SQLite put things."""

INPUTS: dict[str, Bad] = {}


def refused(says: str, *options: str) -> Callable[[Make], Make]:
    """Register an input that must be refused in one sentence that holds ``says``."""

    def register(make: Make) -> Make:
        INPUTS[make.__name__] = Bad(make, says=says, options=options)
        return make

    return register


def offered(good: int, names: str = "", *options: str) -> Callable[[Make], Make]:
    """Register an input of which ``good`` drills are taken in and the rest is named."""

    def register(make: Make) -> Make:
        INPUTS[make.__name__] = Bad(make, good=good, names=names, options=options)
        return make

    return register
