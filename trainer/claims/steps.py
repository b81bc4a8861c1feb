"""The count of work done, so that a test can hold the reader to linear time without a timer."""

from __future__ import annotations


class Steps:
    """How many elementary looks (at a token, a mark, a lexicon node) a reading has taken so far."""

    __slots__ = ("taken",)

    def __init__(self) -> None:
        self.taken = 0

    def add(self, count: int) -> None:
        """Note ``count`` further looks."""
        self.taken += count
