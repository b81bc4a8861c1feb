"""Identities that no other device makes: of reviews, and of the device itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.domain.ids import ReviewId
from trainer.store.columns import instant_us

if TYPE_CHECKING:
    import datetime as dt
    import random

_COUNTER_BITS = 12
_RANDOM_BITS = 62


class ReviewIds:
    """Makes UUIDs of version 7 (RFC 9562), each greater than the one before.

    The leading 48 bits are the instant in milliseconds, the next 12 a counter (section 6.2,
    method 1), the rest comes from ``chance``. A clock that stands still or goes back is outrun.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._last_ms = -1
        self._counter = 0

    def next(self, at: dt.datetime) -> ReviewId:
        """Return the identity of something that happened at the aware instant ``at``."""
        now_ms = max(0, instant_us(at) // 1000)
        if now_ms > self._last_ms:
            self._last_ms = now_ms
            # The highest bit starts at 0: room to count up within the millisecond.
            self._counter = self._chance.getrandbits(_COUNTER_BITS - 1)
        else:
            self._counter += 1
            if self._counter >> _COUNTER_BITS:
                self._last_ms += 1
                self._counter = 0
        import uuid  # not before the first answer: it asks the system what it is called

        bits = (self._last_ms << 80) | (0x7 << 76) | (self._counter << 64) | (0b10 << 62)
        return ReviewId(str(uuid.UUID(int=bits | self._chance.getrandbits(_RANDOM_BITS))))


def new_device(chance: random.Random) -> str:
    """Return a name for this device: 16 hexadecimal digits."""
    return f"{chance.getrandbits(64):016x}"
