"""How long readers and writers say how far they are, and how they are stopped."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[float, str], None]
"""Hears of progress (share from 0 to 1, and of what) and may raise to stop the work."""

EVERY = 512
"""After so many cards progress is told: some milliseconds."""


def silent(share: float, what: str) -> None:
    """Hear of progress and do nothing."""
