"""Running long calculations in a process of their own.

The FSRS library holds Python's lock while it fits or simulates: 0.5 s for 130,000 answers, in
which a thread would freeze the window. A process can be stopped at any moment, too.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from trainer.errors import CannotRun, TrainerError
from trainer.logfile import stack

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")
Step = Callable[[float, str], None]

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.05


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
