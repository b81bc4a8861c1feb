"""Signs of life from a long command, and stopping it without leaving anything half done."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType
    from typing import Self

WATCHED_S, ALONE_S = 3.0, 10.0
"""So often a line on stderr says how far it is: at a terminal, and in a pipe or a log."""


class Signs:
    """A step for readers and writers that says every few seconds how far it is.

    The lines are written beside the work: one file alone may take long.
    """

    def __init__(self, every_s: float = 0.0) -> None:
        self._every_s = every_s or (WATCHED_S if sys.stderr.isatty() else ALONE_S)
        self._heard = "beginning"
        self._is_stopped = False
        self._is_over = threading.Event()
        self._teller = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        self._teller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._teller.join()

    def __call__(self, share: float, what: str) -> None:
        """Hear of progress. Raises KeyboardInterrupt if the user wants to stop."""
        if self._is_stopped:
            raise KeyboardInterrupt
        self._heard = f"{100 * share:.0f} %, {what}"

    def _tell(self) -> None:
        while not self._is_over.wait(self._every_s):
            click.echo(f"triad: {self._heard}", err=True)

    @contextmanager
    def stopping_between_steps(self) -> Iterator[None]:
        """Let Ctrl+C stop what is in the block at its next step alone, so not in its last one."""

        def note(_number: int, _frame: FrameType | None) -> None:
            self._is_stopped = True

        before = signal.signal(signal.SIGINT, note)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
