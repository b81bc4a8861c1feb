"""The deck that ``triad new`` writes: every kind once, with comments."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

from trainer.errors import BadInput, CannotRun
from trainer.formats.yaml_tree import plain_scalar
from trainer.places import shipped

Opener = Callable[[str, int], int]
"""Opens a path with flags, as ``open`` wants it."""


def write_starter(path: Path, today: dt.date, opener: Opener | None = None) -> str:
    """Write a commented deck to ``path``, opened by ``opener``, and return its id.

    Raises BadInput for a file that exists, and CannotRun for one that cannot be written.
    """
    text, deck_id = starter_text(path, today)
    try:
        with open(path, "x", encoding="utf-8", newline="\n", opener=opener) as file:
            file.write(text)
    except FileExistsError as error:
        what = "this is a folder" if path.is_dir() else "this file exists already"
        raise BadInput(what, where=str(path), remedy="choose a name that is not taken") from error
    except FileNotFoundError as error:
        remedy = "make it first, or choose another"
        raise BadInput("the folder for this file is missing", where=str(path), remedy=remedy) from (
            error
        )
    except OSError as error:
        what = f"this file cannot be written: {(error.strerror or str(error)).lower()}"
        raise CannotRun(what, where=str(path), remedy="choose another place") from error
    return deck_id


def starter_text(path: Path, today: dt.date) -> tuple[str, str]:
    """Return the starter deck named after ``path``, and its id. Pure but for the template."""
    deck_id = _id_of(path.stem)
    text = (shipped("resources") / "starter" / "deck.yaml").read_text("utf-8")
    title = " ".join(re.sub(r"[^\w]+", " ", path.stem).split()) or "My deck"
    parts = {
        "@FILE@": "".join(char if char.isprintable() else "?" for char in path.name),
        "@ID@": deck_id if plain_scalar(deck_id) == deck_id else f'"{deck_id}"',
        "@TITLE@": json.dumps(title[:1].upper() + title[1:], ensure_ascii=False),
        "@MONTH@": f"{today:%Y-%m}",
    }
    return re.sub("|".join(parts), lambda found: parts[found[0]], text), deck_id


def _id_of(stem: str) -> str:
    """Return ``stem`` as an id may be written."""
    word = re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("._-")[:80]
    return word or "my-deck"
