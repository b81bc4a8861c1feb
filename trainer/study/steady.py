"""Long work on a worker without long pauses for everybody else."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 50_000
"""So many new objects are worth being kept out of the collector's way for good."""


@contextmanager
def steady() -> Iterator[None]:
    """Let Python's collector of cycles wait until the block is done.

    It stops every thread, the window's too, for half a second when 100,000 drills are in memory;
    there is nothing for it to find, as drills hold no cycles. Afterwards what is there is set
    aside, so that the next collection need not look through it.
    """
    if not gc.isenabled():
        yield  # a block around this one sees to it
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            gc.freeze()
        gc.enable()
