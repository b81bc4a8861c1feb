"""The log file: what the program did, for whoever has to find out what went wrong.

It holds versions, counts and the places of errors in our code. It never holds what was typed, what
stands in a deck, or the user's name: the message of an exception is left out unless the
interpreter worded it about code, and the home folder is written ``~``.
"""

from __future__ import annotations

import dis
import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from trainer import __version__
from trainer.places import make_folder, private

NAME = "triad.log"
MAX_BYTES = 256 * 1024
OLDER_FILES = 2
"""Besides the newest so many are kept: three files of 256 KiB at most."""

_ROOT = "trainer"
_FORM = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s"

_OF_CODE = (
    *(ArithmeticError, AttributeError, ImportError, MemoryError, NameError, RecursionError),
    TypeError,
)
"""Their messages speak of code; that of a ValueError or a KeyError quotes what was handed in."""

_RAISE = dis.opmap["RAISE_VARARGS"]


class _Form(logging.Formatter):
    """One line a record, in UTC; an exception follows as places in code."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__(_FORM, "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return without_home(super().format(record))

    def formatException(  # noqa: N802 (logging's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return stack(ei[1]) if ei[1] is not None else ""


class LogFile(logging.FileHandler):
    """A small rotating file, its owner's alone, made with its first line.

    Where it cannot be written the program goes on without; ``trouble`` says why.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / NAME, encoding="utf-8", delay=True, errors="backslashreplace")
        self.trouble = ""
        self.setFormatter(_Form())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; the first one makes the file, which may be what cannot be done."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, before which there is a new file if this one would get too long.

        Inside of this, logging hands to ``handleError`` whatever goes wrong.
        """
        line = super().format(record)
        size = Path(self.baseFilename).stat().st_size
        if size and size + len(line.encode(errors="replace")) >= MAX_BYTES:
            self._turn_over()
        return line

    def _turn_over(self) -> None:
        # Not loaded at every start: with it come the modules of sockets and pickles.
        from logging.handlers import RotatingFileHandler

        self.close()
        turning = RotatingFileHandler(self.baseFilename, backupCount=OLDER_FILES, delay=True)
        turning.doRollover()
        turning.close()
        self.stream = self._open()

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        make_folder(path.parent)
        return open(path, "a", encoding=self.encoding, errors=self.errors, opener=private)

    def close(self) -> None:
        """Write what is left and close; on a full disk that is lost, as each line was before."""
        try:
            super().close()
        except OSError:
            self._keep_trouble()

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Keep why the line was not written; logging asks for this inside its ``except``."""
        self._keep_trouble()

    def _keep_trouble(self) -> None:
        error = traceback.format_exc().splitlines()[-1]
        self.trouble = without_home(f"The log file could not be written: {error}")


def start_log(folder: Path, *, verbose: bool = False) -> None:
    """Write to the log file in ``folder`` from now on; ``verbose`` tells more, on stderr too.

    Nothing is made before there is something to write.
    """
    stop_log()
    root = logging.getLogger(_ROOT)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    root.addHandler(LogFile(folder))
    if verbose:
        aloud = logging.StreamHandler()
        aloud.setFormatter(_Form())
        root.addHandler(aloud)


def stop_log() -> None:
    """Close the log file, if there is one."""
    root = logging.getLogger(_ROOT)
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()


def last_lines(count: int = 40) -> str:
    """Return the newest lines of the log file, or why there are none; "" without a log file."""
    files = [each for each in logging.getLogger(_ROOT).handlers if isinstance(each, LogFile)]
    return files[0].trouble or _tail(Path(files[0].baseFilename), count) if files else ""


def _tail(path: Path, count: int) -> str:
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"The log file could not be read: {error.strerror}"
    return "\n".join(lines[-count:])


def versions() -> str:
    """Return the program's version and what it runs on."""
    python = sys.version.split(maxsplit=1)[0]
    return f"Triad Trainer {__version__} on {_system()}, Python {python}"


def _system() -> str:
    if sys.platform == "win32":
        import platform

        return f"{platform.system()} {platform.release()}"
    here = os.uname()  # what ``platform`` tells, without loading it
    return f"{here.sysname} {here.release}"


def without_home(text: str) -> str:
    """Return ``text`` with the home folder, which tells the user's name, written ``~``."""
    home = os.path.expanduser("~")  # noqa: PTH111 (Path.home() raises where there is none)
    return text.replace(home, "~") if len(home) > 1 else text


def stack(error: BaseException) -> str:
    """Return where ``error`` and what led to it were raised, without what users typed."""
    return without_home("\n".join(_stacks(error, set())))


def _stacks(error: BaseException, seen: set[int]) -> Iterator[str]:
    """Yield the stack of ``error`` after those of its causes, each once."""
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _stacks(before, seen)
        yield "which led to:"
    yield "".join(traceback.format_tb(error.__traceback__)) + _told(error)


def _told(error: BaseException) -> str:
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    if isinstance(error, _OF_CODE) and not _was_worded(error.__traceback__):
        return f"{name}: {error}"
    return f"{name} (its message is left out: it may quote what was typed)"


def _was_worded(trace: TracebackType | None) -> bool:
    """Return whether a ``raise`` made the error, whose words can be anything then."""
    if trace is None:
        return True
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_code[trace.tb_lasti] == _RAISE
