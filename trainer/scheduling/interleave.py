"""Mixing kinds and topics, so that what comes next is not always more of the same.

Practice that mixes kinds is harder and is retained better than practice in blocks (Rohrer and
Taylor 2007, Instructional Science 35, 481-498); an order is changed only as far as that needs.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")

Traits = tuple[str, ...]
"""What an item is alike by, the most important first: its kind, its topic. "" is like nothing."""

LONGEST_RUN = 2
"""So many alike may follow each other."""

_KIND_AND_TOPIC = 2
"""What drills are alike by."""


def interleave(
    items: Sequence[Item],
    *,
    traits: Callable[[Item], Traits],
    recent: Sequence[Traits] = (),
) -> tuple[Item, ...]:
    """Return ``items`` with no more than two alike in a row, where that is possible.

    Items of the same traits keep their order, and each place takes the earliest item that still
    lets the rest come out. ``recent`` are the traits that went before. Where one is too common
    the runs come at the end; where not all traits can be helped, the earlier ones are.
    """
    mix = _Mix(items, traits, recent)
    return _mended(mix.mixed(), traits, tuple(recent[-2:]), mix.first_bad)


class _Mix(Generic[Item]):
    """What waits by traits, how often each trait is left, and what went before.

    Thousands may wait, so each step looks at the heads of the queues alone, the earliest first.
    """

    def __init__(
        self, items: Sequence[Item], traits: Callable[[Item], Traits], recent: Sequence[Traits]
    ) -> None:
        self.waiting: dict[Traits, deque[tuple[int, Item]]] = {}
        for place, item in enumerate(items):
            self.waiting.setdefault(traits(item), deque()).append((place, item))
        self.heads = sorted((queue[0][0], each) for each, queue in self.waiting.items())
        self.total = len(items)
        self.depth = max(map(len, self.waiting), default=0)
        self.left: list[Counter[str]] = [Counter() for _ in range(self.depth)]
        for each, queue in self.waiting.items():
            for at, trait in enumerate(each):
                if trait:
                    self.left[at][trait] += len(queue)
        self.most = [self._most(at) for at in range(self.depth)]
        self.tails = [_tail([each[at] for each in recent]) for at in range(self.depth)]
        self.first_bad: int | None = None
        """The place of the first item that is the third alike in a row."""

    def mixed(self) -> tuple[Item, ...]:
        """Return everything in its order."""
        result: list[Item] = []
        while self.heads:
            place = self._choose()
            chosen = self.heads.pop(place)[1]
            queue = self.waiting[chosen]
            result.append(queue.popleft()[1])
            if queue:
                insort(self.heads, (queue[0][0], chosen))
            self.total -= 1
            for at, trait in enumerate(chosen):
                run = self._run(at, trait)
                self.tails[at] = (trait, run)
                if trait:
                    self.left[at][trait] -= 1
                    if run > LONGEST_RUN and self.first_bad is None:
                        self.first_bad = len(result) - 1
        return tuple(result)

    def _choose(self) -> int:
        """Return the place among the heads of what comes next."""
        full = [trait if trait and run >= LONGEST_RUN else None for trait, run in self.tails]
        pressing = [self._pressing(at) for at in range(self.depth)]
        helped = [each is None or self._helps(at, each) for at, each in enumerate(pressing)]
        # From what helps all traits down to what helps the first alone.
        for deep in range(self.depth, 0, -1):
            if all(helped[:deep]):
                place = self._first(full[:deep], pressing[:deep])
                if place is not None:
                    return place
        for deep in range(self.depth, 0, -1):
            place = self._first(full[:deep], [None] * deep)
            if place is not None:
                return place
        return 0

    def _first(self, full: Sequence[str | None], pressing: Sequence[str | None]) -> int | None:
        """Return the first head whose traits may come next and are what presses; None if none is.

        ``full`` holds, for each trait, the one that stands as often as it may. Where nothing
        presses, whatever else comes next leaves room for the rest: the commonest has it.
        """
        if len(full) != _KIND_AND_TOPIC:
            wanted = list(zip(full, pressing, strict=True))
            for place, (_, each) in enumerate(self.heads):
                if all(_may(trait, *want) for trait, want in zip(each, wanted, strict=False)):
                    return place
            return None
        # The same, written out: with thousands of drills nearly all of the time goes here.
        (full_kind, full_topic), (kind, topic) = full, pressing
        for place, (_, each) in enumerate(self.heads):
            if (
                each[0] != full_kind
                and each[1] != full_topic
                and (kind is None or each[0] == kind)
                and (topic is None or each[1] == topic)
            ):
                return place
        return None

    def _helps(self, at: int, trait: str) -> bool:
        """Return whether ``trait`` may come next and what is left can then still come out."""
        stands = self._run(at, trait)
        return stands <= LONGEST_RUN and self._has_room(self.left[at][trait] - 1, stands)

    def _pressing(self, at: int) -> str | None:
        """Return the trait that can only come out if it comes now; None if there is none.

        It is the commonest one; how common that is at most is known from before.
        """
        trait, many, others = self.most[at]
        if self._has_room(many):
            return None
        now = self.left[at][trait]
        # While it is commoner than any other was, no other need be looked at.
        self.most[at] = trait, now, others
        if now <= others:
            self.most[at] = self._most(at)
        return None if self._has_room(self.most[at][1]) else self.most[at][0]

    def _most(self, at: int) -> tuple[str, int, int]:
        """Return the commonest trait that is left, how many there are of it and of the next."""
        left = self.left[at]
        trait = max(left, key=left.__getitem__, default="")
        others = max((many for each, many in left.items() if each != trait), default=0)
        return trait, left[trait], others

    def _has_room(self, many: int, stands: int = 0) -> bool:
        """Return whether ``many`` of one trait, after one item more, need not stand three in a row.

        With n others there are n + 1 gaps of two places each; the gap before the first other is
        partly taken by the run that ``stands`` already.
        """
        return many <= LONGEST_RUN * (self.total - 1 - many + 1) - stands

    def _run(self, at: int, trait: str) -> int:
        """Return how many of ``trait`` would stand in a row after one more."""
        last, run = self.tails[at]
        return run + 1 if trait == last else 1


def _may(trait: str, full: str | None, pressing: str | None) -> bool:
    return trait != full and (pressing is None or trait == pressing)


def _mended(
    items: tuple[Item, ...],
    traits: Callable[[Item], Traits],
    recent: tuple[Traits, ...],
    bad: int | None,
) -> tuple[Item, ...]:
    """Return ``items`` with three alike, of which ``bad`` is the last, searched out of them.

    Going by one trait at a time the mix can end in a corner where two traits are in each other's
    way: a few per cent of small, uneven queues. They stay as they are where a short search finds
    nothing better, and where there are none (``bad`` is None).
    """
    if bad is None:
        return items
    start = max(0, bad - SEARCH_BACK)
    before = (*recent, *map(traits, items[max(0, start - 2) : start]))[-2:]
    found = _search(items[start : start + 2 * SEARCH_BACK], traits, before)
    if found is None:
        return items
    return (*items[:start], *found, *items[start + 2 * SEARCH_BACK :])


SEARCH_BACK = 30
SEARCH_STEPS = 3000


def _search(
    items: Sequence[Item], traits: Callable[[Item], Traits], before: tuple[Traits, ...]
) -> list[Item] | None:
    """Return an order of ``items`` without three alike, None if there is none or it takes long."""
    waiting: dict[Traits, deque[Item]] = {}
    for item in items:
        waiting.setdefault(traits(item), deque()).append(item)
    names = list(waiting)
    if any(_is_too_common([traits(item)[at] for item in items]) for at in range(len(names[0]))):
        return None
    dead: set[tuple[tuple[int, ...], tuple[Traits, ...]]] = set()

    def follow(counts: tuple[int, ...], last: tuple[Traits, ...]) -> list[Traits] | None:
        if not any(counts):
            return []
        if (counts, last) in dead or len(dead) > SEARCH_STEPS:
            return None
        for at, name in enumerate(names):
            if counts[at] and not (len(last) == 2 and _three_alike(*last, name)):
                fewer = (*counts[:at], counts[at] - 1, *counts[at + 1 :])
                rest = follow(fewer, (*last, name)[-2:])
                if rest is not None:
                    return [name, *rest]
        dead.add((counts, last))
        return None

    order = follow(tuple(len(waiting[name]) for name in names), before)
    return None if order is None else [waiting[name].popleft() for name in order]


def _is_too_common(named: Sequence[str]) -> bool:
    """Return whether one trait must stand three in a row, whatever the order."""
    counts = Counter(trait for trait in named if trait)
    return any(many > LONGEST_RUN * (len(named) - many + 1) for many in counts.values())


def _three_alike(first: Traits, second: Traits, third: Traits) -> bool:
    return any(a == b == c != "" for a, b, c in zip(first, second, third, strict=True))


def _tail(recent: Sequence[str]) -> tuple[str, int]:
    """Return the last trait and how many of it stand at the end, two at most."""
    if not recent:
        return "", 0
    run = 2 if len(recent) > 1 and recent[-2] == recent[-1] else 1
    return recent[-1], run
