"""The shortest way from what is known to what is asked, over all uses of all equations.

Terms are points, uses of equations are roads that need all their sources. This is Knuth's
generalisation of Dijkstra's algorithm (Information Processing Letters 6, 1977), with the set of
steps behind a term kept as the bits of an integer, so that a step two branches share costs once.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from trainer.costmodel.equation import Use
from trainer.costmodel.registry import uses, uses_by_source

Admits = Callable[[Use], bool]


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps in the order of computing, the leaves they start from, and what they cost."""

    steps: tuple[Use, ...]
    leaves: frozenset[str]
    cost: int


def reachable(known: Iterable[str], admits: Admits) -> set[str]:
    """Return every term that follows from ``known`` by admitted uses, ``known`` included."""
    found = set(known)
    fresh = list(found)
    waiting: dict[int, int] = {}
    readers = uses_by_source()
    while fresh:
        for use in readers.get(fresh.pop(), ()):
            if use.target in found or not admits(use):
                continue
            left = waiting.get(use.index, len(use.sources)) - 1
            waiting[use.index] = left
            if not left:
                found.add(use.target)
                fresh.append(use.target)
    return found


def shortest(asked: str, leaves: Mapping[str, int], admits: Admits) -> Chain | None:
    """Return the cheapest chain of admitted uses to ``asked``, or None if there is none.

    ``leaves`` are the terms that need no step, each with the price of relying on it. Equal costs
    are decided by the order of the registry, so the answer never depends on hashing.
    """
    price = {use.index: use.cost for use in uses()}
    bit_of = {name: len(price) + place for place, name in enumerate(leaves)}
    price.update((bit_of[name], cost) for name, cost in leaves.items())
    heap: list[tuple[int, int, str, int]] = [
        (cost, bit_of[name], name, 1 << bit_of[name]) for name, cost in leaves.items()
    ]
    heapq.heapify(heap)
    behind: dict[str, int] = {}
    by: dict[str, int] = {}
    waiting: dict[int, int] = {}
    while heap:
        cost, index, name, bits = heapq.heappop(heap)
        if name in behind:
            continue
        behind[name], by[name] = bits, index
        if name == asked:
            return _chain(asked, by, cost)
        for use in uses_by_source().get(name, ()):
            if use.target in behind or not admits(use):
                continue
            left = waiting.get(use.index, len(use.sources)) - 1
            waiting[use.index] = left
            if not left:
                together = _union(behind, use.sources) | 1 << use.index
                entry = (_total(together, price), use.index, use.target, together)
                heapq.heappush(heap, entry)
    return None


def _union(behind: Mapping[str, int], names: Collection[str]) -> int:
    bits = 0
    for name in names:
        bits |= behind[name]
    return bits


def _total(bits: int, price: Mapping[int, int]) -> int:
    total = 0
    while bits:
        lowest = bits & -bits
        total += price[lowest.bit_length() - 1]
        bits ^= lowest
    return total


def _chain(asked: str, by: Mapping[str, int], cost: int) -> Chain:
    """Return the steps behind ``asked``, each after the ones it needs."""
    steps: list[Use] = []
    leaves: set[str] = set()
    done: set[str] = set()
    todo = [asked]
    while todo:
        name = todo[-1]
        if name in done:
            todo.pop()
        elif by[name] >= len(uses()):
            leaves.add(name)
            done.add(name)
        else:
            use = uses()[by[name]]
            missing = [source for source in use.sources if source not in done]
            if missing:
                todo.extend(reversed(missing))
            else:
                steps.append(use)
                done.add(name)
    return Chain(tuple(steps), frozenset(leaves), cost)
