"""Things with a place in a text, in order, to be asked what lies between two positions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Anything from token ``start`` up to (not with) token ``end``."""

    @property
    def start(self) -> int:
        """The first token."""
        ...

    @property
    def end(self) -> int:
        """The token behind the last."""
        ...


Item = TypeVar("Item", bound=Placed)


class Row(Generic[Item]):
    """Placed things that do not overlap, added from left to right."""

    __slots__ = ("begun", "ended", "found", "starts")

    def __init__(self) -> None:
        self.found: list[Item] = []
        self.starts: list[int] = []
        self.begun: dict[int, Item] = {}
        self.ended: dict[int, Item] = {}

    def add(self, item: Item) -> None:
        """Add ``item``, which begins after all others."""
        self.found.append(item)
        self.starts.append(item.start)
        self.begun[item.start] = item
        self.ended[item.end] = item

    def between(self, start: int, end: int) -> list[Item]:
        """Return what lies wholly between two positions, in order."""
        low, high = bisect_left(self.starts, start), bisect_right(self.starts, end)
        return [item for item in self.found[low:high] if item.end <= end]
