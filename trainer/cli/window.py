"""The start that most starts are: the window, and no command. It needs no reader of commands.

click takes some 10 ms to be imported and to read an empty line, so what is plainly a start of the
window is read here. Whatever else was typed goes to click, which does it or says what is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from trainer.errors import TrainerError
from trainer.places import Places, user_places

_COMPLETION = "_TRIAD_COMPLETE"
"""Set by a shell that asks click for completions."""

_FLAGS = ("--measure-startup", "--safe", "--verbose")
_FOLDER = "--data-dir"


class Window(NamedTuple):
    """A window that is wanted, and how."""

    data_dir: Path | None = None
    measure_startup: bool = False
    safe: bool = False
    verbose: bool = False


def plainly_a_window(words: Sequence[str]) -> Window | None:
    """Return the window that ``words`` ask for; None where they may mean anything else."""
    if _COMPLETION in os.environ:
        return None
    data_dir, flags, rest = None, set(), list(words)
    while rest:
        word = rest.pop(0)
        if word in _FLAGS:
            flags.add(word)
        elif word == _FOLDER and rest and _is_plainly_a_folder(rest[0]):
            data_dir = Path(rest.pop(0))
        else:
            return None
    return Window(data_dir, *(flag in flags for flag in _FLAGS))


def _is_plainly_a_folder(name: str) -> bool:
    if not name.strip() or name.startswith("-"):
        return False
    return not os.path.lexists(name) or (Path(name).is_dir() and os.access(name, os.R_OK))


def open_window(wanted: Window) -> int:
    """Open the window and return the exit code when it is closed. Raises what running it does."""
    from trainer.logfile import start_log

    places = user_places(wanted.data_dir)
    start_log(places.state_dir, verbose=wanted.verbose)
    with noting_defects():
        return run(places, wanted)


def run(places: Places, wanted: Window) -> int:
    """Open the window on ``places``, whose log is begun."""
    from trainer.app import run_window

    return run_window(places, measure_startup=wanted.measure_startup, safe=wanted.safe)


@contextmanager
def noting_defects(*expected: type[BaseException]) -> Iterator[None]:
    """Note in the log file where a defect lies that ends the block, and close that file.

    What is ``expected`` beside our own errors and the system's is none.
    """
    none: tuple[type[BaseException], ...] = (*expected, TrainerError, OSError)
    try:
        yield
    except none:
        raise
    except Exception:
        import logging

        logging.getLogger(__name__).exception("A defect ended 'triad'")
        raise
    finally:
        from trainer.logfile import stop_log

        stop_log()
