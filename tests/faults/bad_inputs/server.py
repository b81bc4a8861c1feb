"""Imports bad inputs, each in a process forked for it, and reports what that came to.

Run as a program: reads a line of JSON (``input``, ``data``, ``options``) and answers with one.
What a process opened, whether it reached for the network, how long it took and how much memory it
needed above what it began with are part of the answer.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import socket
import sys
import time
from pathlib import Path
from typing import Any

TOO_LONG_S = 30
_MIB = 1024


def main() -> None:
    """Answer requests until there are none."""
    _warm_up()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_forked(json.loads(line))) + "\n")
        sys.stdout.flush()


def _warm_up() -> None:
    """Load what an import needs, so that each is measured above an idle program."""
    import markdown_it  # noqa: F401
    import pydantic  # noqa: F401
    import ruamel.yaml  # noqa: F401
    import sqlite_utils  # noqa: F401
    import zstandard  # noqa: F401

    from trainer import app, cli  # noqa: F401
    from trainer.cli import importing  # noqa: F401
    from trainer.cli import signs as lines
    from trainer.formats import reading, table_deck, yaml_deck  # noqa: F401
    from trainer.formats.anki import package, text  # noqa: F401
    from trainer.formats.markdown import deck  # noqa: F401
    from trainer.study import installing  # noqa: F401

    lines.ALONE_S = 3600.0  # what is said shall not depend on how fast a machine is


def _forked(request: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            out.write(json.dumps(_imported(request)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    return json.loads(said) if said else {"died": status}


def _imported(request: dict[str, Any]) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_CPU, (TOO_LONG_S, TOO_LONG_S))
    opened: set[str] = set()
    reached: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str):
            opened.add(arguments[0])
        elif event in {"socket.getaddrinfo", "socket.connect", "os.system", "subprocess.Popen"} or (
            event == "socket.__new__" and arguments[1] in {socket.AF_INET, socket.AF_INET6}
        ):
            reached.append(event)

    sys.addaudithook(watch)
    from trainer.cli import run

    out, err = io.StringIO(), io.StringIO()
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        words = ["--data-dir", request["data"], "import", request["input"], "--json"]
        code = run([*words, *request["options"]])
    after = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "code": code,
        "out": out.getvalue(),
        "err": err.getvalue(),
        "seconds": time.perf_counter() - began,
        "cpu_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "mib": (after.ru_maxrss - before.ru_maxrss) / _MIB,
        "opened": sorted(opened),
        "reached": reached,
        "stored": _stored(Path(request["data"])),
    }


def _stored(data: Path) -> dict[str, Any]:
    """Return what is in the collection afterwards."""
    from trainer.app import open_study
    from trainer.places import Places

    with open_study(Places(data)) as study:
        drills = study.store.drills()
        return {
            "sound": not study.store.check_integrity(),
            "before": [drill.id for drill in drills if drill.deck_id == "before"],
            "reviews": sum(review.review.device != "anki" for review in study.store.log()),
            "new": [
                [drill.id, json.dumps(drill.fields, ensure_ascii=False), list(drill.tags)]
                for drill in drills
                if drill.deck_id != "before"
            ],
            "titles": [deck.title for deck in study.store.decks()],
        }


if __name__ == "__main__":
    main()
