"""``triad self-test`` says whether this copy of the program has all it needs."""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

import click

import trainer
from trainer.cli.root import json_option, print_json
from trainer.errors import TrainerError
from trainer.logfile import stop_log
from trainer.places import Places, shipped

_DISTRIBUTION = "triad-trainer"


class SelfTestFailed(TrainerError):
    """This copy of the program is not whole, or does not get on with its surroundings."""

    exit_code = 1


@click.command("self-test")
@json_option
def self_test(as_json: bool) -> None:
    """Check this copy of the program: load every deck, show every screen.

    Needs no display and leaves your own data alone. Exit 1 with a sentence if something is wrong.
    """
    stop_log()  # it lies in the user's folders
    began = time.monotonic()
    told = {**_versions(), "folders": _folders(), **_tried()}
    told["seconds"] = round(time.monotonic() - began, 1)
    if as_json:
        print_json(told)
    else:
        click.echo("\n".join(_lines(told)))


def _versions() -> dict[str, object]:
    with _step("reading the versions"):
        return {
            "version": trainer.__version__,
            "form": "bundle" if getattr(sys, "frozen", False) else "package",
            "python": platform.python_version(),
            "system": platform.platform(),
            "dependencies": {name: metadata.version(name) for name in _dependencies()},
        }


def _dependencies() -> list[str]:
    """Return the names of the libraries that running needs; the tests' are optional ones."""
    declared = metadata.requires(_DISTRIBUTION) or []
    names = (re.match(r"[\w.-]+", each) for each in declared if "extra ==" not in each)
    return sorted({found[0] for found in names if found}, key=str.lower)


def _folders() -> dict[str, str]:
    folders = {name: shipped(name) for name in ("resources", "decks")}
    for name, folder in folders.items():
        if not folder.is_dir():
            raise SelfTestFailed(
                "this folder of the program is missing",
                where=str(folder),
                remedy=f"install Triad Trainer again, with its {name}",
            )
    return {name: str(folder) for name, folder in folders.items()}


def _load_all() -> int:
    """Import every module and return how many: a bundle may lack one that is seldom used."""
    found = [each.name for each in pkgutil.walk_packages(trainer.__path__, "trainer.")]
    for name in found:
        if not name.endswith("__main__"):
            importlib.import_module(name)
    return len(found)


def _tried() -> dict[str, object]:
    """Use the program in a folder that is gone afterwards; return what there was to use."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with _step("loading the program"):
        modules = _load_all()
    with _step("calculating in a process of its own"):
        from trainer.study.apart import apart

        apart(_calculated, step=_ignore)
    # Windows holds a closed database for a moment; what is left there is the system's to clear.
    with tempfile.TemporaryDirectory(prefix="triad-self-test-", ignore_cleanup_errors=True) as home:
        return {"modules": modules, **_used(Places(Path(home)))}


def _used(places: Places) -> dict[str, object]:
    from trainer.app import open_study
    from trainer.store.connection import sqlite_version
    from trainer.ui.tour import qt_version, toured

    with (
        _step("opening a new database"),
        open_study(places, rng=random.Random(1)) as study,  # noqa: S311 (no secret)
    ):
        screens = toured(study)
        decks = {str(deck.id): len(study.store.drills(deck.id)) for deck in study.store.decks()}
        problems = study.store.check_integrity()
        if problems:
            raise SelfTestFailed(problems[0], where="the new database")
    return {"qt": qt_version(), "sqlite": sqlite_version(), "decks": decks, "screens": screens}


def _calculated(step: Callable[[float, str], None]) -> int:
    step(1.0, "")
    return os.getpid()


def _ignore(_share: float, _what: str) -> None:
    """Report progress to nobody."""


@contextmanager
def _step(what: str) -> Iterator[None]:
    """Say of whatever goes wrong inside that it did while ``what``. Raises SelfTestFailed."""
    try:
        yield
    except SelfTestFailed:
        raise
    except Exception as error:
        said = str(error) if isinstance(error, TrainerError) else f"{type(error).__name__}: {error}"
        raise SelfTestFailed(f"the self-test failed while {what}: {said}") from error


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"Triad Trainer {told['version']} ({told['form']}) on {told['system']}"
    yield f"Python {told['python']}, Qt {told['qt']}, SQLite {told['sqlite']}"
    yield ", ".join(f"{name} {version}" for name, version in told["dependencies"].items())
    for name, folder in told["folders"].items():
        yield f"{name}: {folder}"
    drills = sum(told["decks"].values())
    yield (
        f"{told['modules']} modules loaded, {len(told['decks'])} decks with {drills} drills"
        f" installed, {len(told['screens'])} screens shown: all is well ({told['seconds']} s)."
    )
