"""Running long calculations in a process of their own.

The FSRS library holds Python's lock while it fits or simulates: 0.5 s for 130,000 answers, in
which a thread would freeze the window. A process can be stopped at any moment, too.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from trainer.errors import CannotRun, TrainerError
from trainer.logfile import stack
from trainer.study.steady import steady

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")
Step = Callable[[float, str], None]

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.05
_READY = 8
"""So much may be made ahead of whoever takes it."""


class EndedEarly(CannotRun):
    """The process ended without a result: the system stopped it, for want of memory perhaps."""


def apart(work: Callable[..., Result], *arguments: object, step: Step) -> Result:
    """Return ``work(*arguments, step)``, run in a process of its own.

    ``work`` is a function of a module; what goes in and comes out is plain data. ``step`` is
    called on this thread with what the other side reports, and at least every twentieth of a
    second; when it raises, the process is stopped. Raises what ``work`` raises as TrainerError,
    and EndedEarly.
    """
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    # One way is enough, and makes a pipe; two ways would make a pair of sockets.
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(there, work, arguments), daemon=True)
    process.start()
    there.close()
    try:
        result: Result = _followed(here, step)
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()
    return result


def _followed(pipe: Connection, step: Step) -> Any:
    said = (0.0, "")
    while True:
        if not pipe.poll(_LOOK_EVERY_S):
            step(*said)
            continue
        try:
            what, *values = pipe.recv()
        except EOFError as error:
            raise EndedEarly("the calculation was stopped", remedy="try it again") from error
        if what == "step":
            said = (values[0], values[1])
            step(*said)
        elif what == "done":
            return values[0]
        elif what == "failed":
            raise _rebuilt(*values)
        else:
            log.error("A defect in a process apart:\n%s", values[1])
            raise RuntimeError(values[0])


def _rebuilt(kind: type[TrainerError], what: str, where: str, remedy: str) -> TrainerError:
    # Leaves of the tree take other arguments than they keep, so unpickling would call them wrongly.
    error = kind.__new__(kind)
    TrainerError.__init__(error, what, where=where, remedy=remedy)
    return error


def serve(pipe: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    """Run ``work`` and send what it reports, returns or raises: the other process's side."""

    def report(share: float, what: str) -> None:
        pipe.send(("step", share, what))

    try:
        result = work(*arguments, report)
    except TrainerError as error:
        pipe.send(("failed", type(error), error.what, error.where, error.remedy))
    except Exception as error:  # noqa: BLE001 (a defect: it is raised again on the other side)
        pipe.send(("defect", traceback.format_exc(), stack(error)))
    else:
        pipe.send(("done", result))
    pipe.close()


def streamed(work: Callable[..., Iterable[Result]], *arguments: object) -> Generator[Result]:
    """Yield what ``work(*arguments)`` yields in a process of its own, some of it ahead.

    ``work`` is a function of a module; what goes in and comes out is plain data. The process is
    ended with the generator. Ends early where it ends early, or where the system lets none begin:
    the caller knows how much was to come.
    """
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=serve_stream, args=(there, work, arguments), daemon=True)
    try:
        process.start()
    except OSError:  # no room for a further process
        here.close()
        return
    finally:
        there.close()
    try:
        with suppress(EOFError):
            while True:
                yield here.recv()
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def serve_stream(
    pipe: Connection, work: Callable[..., Iterable[object]], arguments: tuple[object, ...]
) -> None:
    """Run ``work`` and send what it yields: the other process's side."""
    from multiprocessing.reduction import ForkingPickler

    # Packed it takes a tenth of the memory.
    ready: Queue[memoryview | None] = Queue(_READY)

    def make() -> None:
        try:
            for each in work(*arguments):
                ready.put(ForkingPickler.dumps(each))
        finally:
            ready.put(None)

    Thread(target=make, daemon=True).start()
    # The other side may be gone, or about to go since both were interrupted from a terminal.
    with suppress(BrokenPipeError, KeyboardInterrupt), steady():
        while (packed := ready.get()) is not None:
            pipe.send_bytes(packed)
    pipe.close()
