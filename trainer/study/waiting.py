"""What waits in a sitting: thousands of drills, of which an answer changes the first few places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Self, overload

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId


class Waiting(Sequence[QueueEntry]):
    """A queue that never changes: each change makes another, which shares what lies behind it.

    A sitting keeps where it stood before each answer, to take that back. As tuples a thousand
    answers before 7,600 waiting drills held 60 MB.
    """

    __slots__ = ("_at", "_front", "_rest")

    def __init__(
        self, front: tuple[QueueEntry, ...], rest: tuple[QueueEntry, ...] = (), at: int = 0
    ) -> None:
        """First comes ``front``, then ``rest`` from its place ``at``."""
        self._front, self._rest, self._at = front, rest, at

    @classmethod
    def of(cls, entries: Iterable[QueueEntry]) -> Self:
        """Return ``entries`` as they are, waiting."""
        return cls((), tuple(entries))

    def without(self, place: int) -> Waiting:
        """Return what waits once the drill at ``place`` is taken out."""
        front, at = self._until(place + 1)
        return Waiting((*front[:place], *front[place + 1 :]), self._rest, at)

    def with_at(self, place: int, entry: QueueEntry) -> Waiting:
        """Return what waits once ``entry`` is put in at ``place``."""
        front, at = self._until(place)
        return Waiting((*front[:place], entry, *front[place:]), self._rest, at)

    def without_drill(self, drill_id: DrillId | None) -> Waiting:
        """Return what waits without the drill ``drill_id``, if it does."""
        return Waiting.of(entry for entry in self if entry.id != drill_id)

    def _until(self, place: int) -> tuple[tuple[QueueEntry, ...], int]:
        """Return a front that reaches to ``place``, and where the rest begins behind it."""
        at = self._at + max(0, place - len(self._front))
        return self._front + self._rest[self._at : at], at

    def __len__(self) -> int:
        return len(self._front) + len(self._rest) - self._at

    @overload
    def __getitem__(self, place: int) -> QueueEntry: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[QueueEntry, ...]: ...

    def __getitem__(self, place: int | slice) -> QueueEntry | tuple[QueueEntry, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        if not 0 <= place < len(self):
            raise IndexError(place)
        behind = place - len(self._front)
        return self._front[place] if behind < 0 else self._rest[self._at + behind]

    def __iter__(self) -> Iterator[QueueEntry]:
        yield from self._front
        for place in range(self._at, len(self._rest)):
            yield self._rest[place]
