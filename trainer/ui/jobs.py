"""Work off the window's thread: plain data in, plain data out, cancellable, with progress.

One executor and one long-lived relay object: no QObject per job, so none can be destroyed on the
wrong thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from trainer.errors import CannotRun, TrainerError

Result = TypeVar("Result")


class Cancelled(Exception):
    """Raised inside a job at its next step after the user cancelled it."""


class Ticket:
    """A running job's face: cancel it, ask whether it was cancelled, report progress."""

    def __init__(self, report: Callable[[float, str], None] | None = None) -> None:
        self._cancelled = threading.Event()
        self._report = report

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._cancelled.is_set()

    def step(self, share: float = 0.0, what: str = "") -> None:
        """Report progress (share from 0 to 1). Raises Cancelled when asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._report is not None:
            self._report(share, what)


class Jobs(Protocol):
    """What runs work. The tests have a twin that runs it at once."""

    def run(
        self,
        work: Callable[[Ticket], Result],
        done: Callable[[Result], None],
        failed: Callable[[TrainerError], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> Ticket:
        """Run ``work(ticket)`` and hand its result to ``done`` on the window's thread.

        A TrainerError goes to ``failed``; Cancelled to nobody. All else is a defect: ``failed``
        hears that there was one, and it is raised where the crash dialog meets it.
        """
        ...

    def close(self) -> None:
        """Cancel what runs and wait for it; what is still asked for is cancelled from the start."""
        ...


class _Relay(QObject):
    """Carries calls to the thread it lives on."""

    call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.call.connect(self._carry_out, Qt.ConnectionType.QueuedConnection)

    def _carry_out(self, function: Callable[[], None]) -> None:
        function()


WORKERS = 4
"""So many that what the user waits for finds one free beside the day's copy and what is read."""


class ThreadJobs:
    """Runs work on a small pool of threads."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self._relay = _Relay()
        self._open: dict[Future[Any], Ticket] = {}
        self._is_closed = False

    def run(
        self,
        work: Callable[[Ticket], Result],
        done: Callable[[Result], None],
        failed: Callable[[TrainerError], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> Ticket:
        """Run ``work`` on a thread; see :class:`Jobs`."""

        def report(share: float, what: str) -> None:
            self._relay.call.emit(lambda: tell(share, what))

        def tell(share: float, what: str) -> None:
            # What was on its way when the job was cancelled would show it as running still.
            if progress is not None and not ticket.cancelled:
                progress(share, what)

        ticket = Ticket(report)
        if self._is_closed:
            ticket.cancel()
            return ticket
        future = self._executor.submit(work, ticket)
        self._open[future] = ticket
        future.add_done_callback(
            lambda finished: self._relay.call.emit(
                lambda: self._finish(finished, ticket, done, failed)
            )
        )
        return ticket

    def _finish(
        self,
        future: Future[Any],
        ticket: Ticket,
        done: Callable[[Any], None],
        failed: Callable[[TrainerError], None],
    ) -> None:
        self._open.pop(future, None)
        if ticket.cancelled or future.cancelled():
            return
        deliver(future.result, done, failed)

    @property
    def running(self) -> int:
        """How many jobs have not delivered yet."""
        return len(self._open)

    def close(self) -> None:
        """Cancel what runs and wait for it."""
        self._is_closed = True
        for future, ticket in list(self._open.items()):
            ticket.cancel()
            future.cancel()
        self._executor.shutdown(wait=True)


class InlineJobs:
    """Runs work at once, on the caller's thread: the twin for tests and pictures."""

    def run(
        self,
        work: Callable[[Ticket], Result],
        done: Callable[[Result], None],
        failed: Callable[[TrainerError], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> Ticket:
        """Run ``work`` now; see :class:`Jobs`."""
        ticket = Ticket(progress)
        deliver(lambda: work(ticket), done, failed)
        return ticket

    def close(self) -> None:
        """Nothing runs here that could be closed."""


def deliver(
    outcome: Callable[[], Result],
    done: Callable[[Result], None],
    failed: Callable[[TrainerError], None],
) -> None:
    """Hand the result of ``outcome`` to ``done``, its TrainerError to ``failed``.

    Whoever waits hears of a defect, too, before the crash dialog does: else he would wait for good.
    """
    try:
        result = outcome()
    except Cancelled:
        return
    except TrainerError as error:
        failed(error)
        return
    except Exception:
        failed(CannotRun("this stopped at a defect of the program", remedy="try it once more"))
        raise
    done(result)
