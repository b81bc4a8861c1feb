"""Drive the real window of an installed program by its keys, on a display of our own."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workshop import Failed, lacking, run

_PATIENCE_S = 90.0
_LOOK_EVERY_S = 0.5


@contextmanager
def display() -> Iterator[str]:
    """Run a virtual screen and yield its name."""
    read, write = os.pipe()
    server = subprocess.Popen(  # noqa: S603 (a tool of the system)
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],  # noqa: S607
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def window(command: Sequence[str | Path], surroundings: dict[str, str]) -> Iterator[str]:
    """Start the program on a display of its own and yield the display; quit it. Raises Failed."""
    with display() as screen:
        around = {**os.environ, **surroundings, **on(screen)}
        around.pop("WAYLAND_DISPLAY", None)
        program = subprocess.Popen(  # noqa: S603 (what was just installed)
            [str(word) for word in command], env=around, stderr=subprocess.PIPE, text=True
        )
        try:
            title = ("--onlyvisible", "--name", "Triad Trainer")
            run("xdotool", "search", "--sync", *title, DISPLAY=screen)
            yield screen
            _key(screen, "ctrl+q")
            if program.wait(timeout=_PATIENCE_S) != 0:
                raise Failed(f"the window ended with {program.returncode}")
        finally:
            program.kill()
            _, said = program.communicate()
        if "Traceback" in said:
            raise Failed(f"in the window something went wrong:\n{said}")


def on(screen: str) -> dict[str, str]:
    """Return what a program must find around it to be shown on ``screen``."""
    return {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}


def press_until(
    screen: str, is_done: Callable[[], object], picture: Path, *, wait_s: float = 0.0
) -> None:
    """Press Enter until what it leads to is stored; ``picture`` is taken before. Raises Failed.

    From the first run on one key starts the first drill, shows its answer, takes its rating, and
    agrees to an import. The window of another process tells nobody when it listens; ``wait_s``
    passes before the first time.
    """
    time.sleep(wait_s)
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE_S:
        _picture(screen, picture)
        _key(screen, "Return")
        time.sleep(_LOOK_EVERY_S)
        if is_done():
            return
    raise Failed(f"nothing was stored in {_PATIENCE_S:.0f} s; {picture} shows the window")


def _key(screen: str, keys: str) -> None:
    run("xdotool", "key", keys, DISPLAY=screen)


def _picture(screen: str, path: Path) -> None:
    if not lacking("import"):
        run("import", "-window", "root", path, DISPLAY=screen)
