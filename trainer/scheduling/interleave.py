"""Mixing kinds, so that what comes next is not always more of the same.

Practice that mixes kinds is harder and is retained better than practice in blocks (Rohrer and
Taylor 2007, Instructional Science 35, 481-498); an order is changed only as far as that needs.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Item = TypeVar("Item")

LONGEST_RUN = 2
"""So many of one kind may follow each other."""


def interleave(
    items: Sequence[Item], *, key: Callable[[Item], str], recent: Sequence[str] = ()
) -> tuple[Item, ...]:
    """Return ``items`` with no more than two of one ``key`` in a row, where that is possible.

    Items of one key keep their order, and each place takes the earliest item that still lets the
    rest come out. ``recent`` are the keys that went before. Where one key is too common the runs
    come at the end.
    """
    waiting: dict[str, deque[tuple[int, Item]]] = {}
    for place, item in enumerate(items):
        waiting.setdefault(key(item), deque()).append((place, item))
    last, run = _tail(recent)
    result: list[Item] = []
    while waiting:
        chosen = _choose(waiting, last, run)
        run = run + 1 if chosen == last else 1
        last = chosen
        result.append(waiting[chosen].popleft()[1])
        if not waiting[chosen]:
            del waiting[chosen]
    return tuple(result)


def _tail(recent: Sequence[str]) -> tuple[str | None, int]:
    """Return the last key and how many of it stand at the end, two at most."""
    if not recent:
        return None, 0
    run = 2 if len(recent) > 1 and recent[-2] == recent[-1] else 1
    return recent[-1], run


def _choose(waiting: Mapping[str, deque[tuple[int, Item]]], last: str | None, run: int) -> str:
    earliest = sorted(waiting, key=lambda name: waiting[name][0][0])
    allowed = [name for name in earliest if name != last or run < LONGEST_RUN]
    counts = {name: len(items) for name, items in waiting.items()}
    for name in allowed:
        counts[name] -= 1
        possible = _comes_out(counts, name, run + 1 if name == last else 1)
        counts[name] += 1
        if possible:
            return name
    return (allowed or earliest)[0]


def _comes_out(counts: Mapping[str, int], last: str, run: int) -> bool:
    """Return whether what is left can follow ``run`` of ``last`` without three in a row.

    With n others there are n + 1 gaps of two places each for one key; the gap before the first
    other is partly taken by the run that already stands.
    """
    total = sum(counts.values())
    return all(
        many <= LONGEST_RUN * (total - many + 1) - (run if name == last else 0)
        for name, many in counts.items()
    )
