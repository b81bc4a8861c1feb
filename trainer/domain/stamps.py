"""Hybrid logical clocks: when something happened, in an order that no wrong clock breaks.

A stamp is one whole number: milliseconds from 1970, then 15 bits that count within one
(Kulkarni and others, *Logical Physical Clocks*, 2014). Stamps of one device only ever grow.
"""

from __future__ import annotations

from typing import Final

COUNTER_BITS: Final = 15
FURTHEST_AHEAD_MS: Final = 24 * 3600 * 1000
"""A stamp seen further ahead of this machine's clock is merged, but does not set the clock.

A clock that is hours wrong is a wrong time zone, and following it keeps cause before effect; one
that is a week wrong would, followed by everybody, put every later change a week ahead as well.
"""
BELIEVED_AHEAD_MS: Final = 366 * 24 * 3600 * 1000
"""A change from further ahead is not taken over: no later one would ever stand against it."""
HIGHEST: Final = 2**63 - 1


def stamp_of(ms: int) -> int:
    """Return the first stamp of the millisecond ``ms``; an instant before 1970 counts as 1970."""
    return max(0, ms) << COUNTER_BITS


def stamp_ms(stamp: int) -> int:
    """Return the milliseconds from 1970 of ``stamp``."""
    return stamp >> COUNTER_BITS


class StampClock:
    """Gives out stamps, each greater than the last and than those it was shown."""

    def __init__(self, last: int = 0) -> None:
        self.last = last

    def next(self, ms: int) -> int:
        """Return the stamp of something that happened at ``ms`` by this machine's clock."""
        self.last = max(self.last + 1, stamp_of(ms))
        return self.last

    def take_in(self, seen: int, now_ms: int) -> None:
        """Make the next stamp greater than ``seen``, unless that is too far ahead of ``now_ms``."""
        if stamp_ms(seen) <= now_ms + FURTHEST_AHEAD_MS:
            self.last = max(self.last, seen)
