"""Making a long page piece by piece, so that the window never stands still for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

SLICE_S = 0.008
"""So long it is made before the event loop has its turn."""


class Slices(QObject):
    """Does ``steps`` in their order, some whenever the event loop is idle.

    Which step comes next is asked when the one before is done.
    """

    def __init__(self, parent: QObject, steps: Iterable[Callable[[], object]]) -> None:
        super().__init__(parent)
        self._steps = iter(steps)
        self._is_done = False
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(lambda: self._work(SLICE_S))
        self._turn.start()

    def _work(self, for_s: float) -> None:
        end = time.perf_counter() + for_s
        for step in self._steps:
            step()
            if time.perf_counter() >= end:
                return
        self._is_done = True
        self._turn.stop()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self._is_done

    def finish(self) -> None:
        """Do now what is left."""
        self._work(float("inf"))


def finish(within: QObject) -> None:
    """Make now what is left of all pages ``within``."""
    for each in within.findChildren(Slices):
        each.finish()
