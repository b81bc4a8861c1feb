"""Making a long page piece by piece, so that the window never stands still for it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

FIRST_S = 0.02
"""So long the page is made before it is seen for the first time."""

SLICE_S = 0.008
"""So long it is made before the event loop has its turn."""


class Slices(QObject):
    """Does ``steps`` in their order: some at once, some whenever the event loop is idle.

    Where it is not ``urgent``, all of them wait for that.
    """

    def __init__(
        self, parent: QObject, steps: Iterable[Callable[[], object]], *, urgent: bool = True
    ) -> None:
        super().__init__(parent)
        self._steps = deque(steps)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(lambda: self._work(SLICE_S))
        self._turn.start()
        if urgent:
            self._work(FIRST_S)

    def _work(self, for_s: float) -> None:
        end = time.perf_counter() + for_s
        while self._steps:
            self._steps.popleft()()
            if time.perf_counter() >= end:
                return
        self._turn.stop()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return not self._steps

    def finish(self) -> None:
        """Do now what is left."""
        self._work(float("inf"))


def finish(within: QObject) -> None:
    """Make now what is left of all pages ``within``."""
    for each in within.findChildren(Slices):
        each.finish()


def once_painted(receiver: QObject, do: Callable[[], object]) -> None:
    """Call ``do`` once what is being put on screen is painted, if ``receiver`` is there by then.

    Not after 0 ms: that is an event in the queue, and comes before the painting.
    """
    QTimer.singleShot(1, receiver, do)
