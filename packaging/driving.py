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


def answer_one_drill(
    command: Sequence[str | Path],
    surroundings: dict[str, str],
    answers: Callable[[], int],
    picture: Path,
) -> None:
    """Start the program, begin, answer the first drill, take its rating, quit. Raises Failed.

    ``answers`` counts those that are stored; ``picture`` is taken of the verdict.
    """
    with display() as screen:
        around = {**os.environ, **surroundings, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        around.pop("WAYLAND_DISPLAY", None)
        program = subprocess.Popen(  # noqa: S603 (what was just installed)
            [str(word) for word in command], env=around, stderr=subprocess.PIPE, text=True
        )
        try:
            _answer(screen, answers, picture)
            _key(screen, "ctrl+q")
            if program.wait(timeout=_PATIENCE_S) != 0:
                raise Failed(f"the window ended with {program.returncode}")
        finally:
            program.kill()
            _, said = program.communicate()
        if "Traceback" in said:
            raise Failed(f"in the window something went wrong:\n{said}")


def _answer(screen: str, answers: Callable[[], int], picture: Path) -> None:
    run("xdotool", "search", "--sync", "--onlyvisible", "--name", "Triad Trainer", DISPLAY=screen)
    # One key starts the first drill, shows its answer and takes the rating. The window of another
    # process tells nobody when it listens: the key is pressed again until the answer is stored.
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE_S:
        _picture(screen, picture)
        _key(screen, "Return")
        time.sleep(_LOOK_EVERY_S)
        if answers():
            return
    raise Failed(f"no answer was stored in {_PATIENCE_S:.0f} s; {picture} shows the window")


def _key(screen: str, keys: str) -> None:
    run("xdotool", "key", keys, DISPLAY=screen)


def _picture(screen: str, path: Path) -> None:
    if not lacking("import"):
        run("import", "-window", "root", path, DISPLAY=screen)
