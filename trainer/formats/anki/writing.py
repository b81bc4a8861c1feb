"""Decks as one of Anki's packages: recall and contrast as notes, the rest as front and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from trainer.domain.deck import Deck, Drill
from trainer.drills.contrast import ContrastKind
from trainer.drills.sides import sides
from trainer.formats.anki import schema
from trainer.formats.anki.database import create
from trainer.formats.markdown_html import html_of
from trainer.formats.steps import EVERY, Step, silent

PictureOf = Callable[[str, str], bytes | None]
"""Takes deck id and the name a text calls a picture; returns its bytes, or None."""

_NOTE = "insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')"
_CARD = "insert into cards values (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_COL = "insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')"
_IMAGE = re.compile(r'(<img src=")([^"]*)(")')
_TAG = re.compile(r"<[^<>]*>")


def write_package(
    target: BinaryIO,
    decks: Sequence[tuple[Deck, Sequence[Drill]]],
    picture: PictureOf,
    at: dt.datetime,
    step: Step = silent,
) -> None:
    """Write ``decks`` to ``target`` as a package that every Anki since 2012 opens.

    ``at`` is now. ``step`` hears of progress and may raise to stop.
    """
    writer = _Writer(picture, at, step)
    with tempfile.TemporaryDirectory(prefix="triad-") as folder:
        collection = Path(folder) / "collection.anki2"
        create(collection, schema.STATEMENTS, writer.rows(decks))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(collection, collection.name)
            names = {str(number): name for number, name in enumerate(writer.pictures)}
            archive.writestr("media", json.dumps(names, ensure_ascii=False))
            for number, data in enumerate(writer.pictures.values()):
                archive.writestr(str(number), data)


@dataclass
class _Writer:
    """Turns drills into rows, and finds the pictures they show."""

    picture: PictureOf
    at: dt.datetime
    step: Step
    pictures: dict[str, bytes] = field(default_factory=dict)

    def rows(
        self, decks: Sequence[tuple[Deck, Sequence[Drill]]]
    ) -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
        at_s = int(self.at.timestamp())
        keys = {deck.id: _deck_key(deck.id) for deck, _ in decks}
        names = [(keys[deck.id], deck.title) for deck, _ in decks]
        yield (
            _COL,
            [
                (
                    at_s,
                    at_s * 1000,
                    at_s * 1000,
                    schema.configuration(),
                    schema.models(at_s),
                    schema.decks(names, at_s),
                    schema.deck_options(at_s),
                )
            ],
        )
        drills = [(deck, drill) for deck, inside in decks for drill in inside]
        yield _NOTE, self._notes(drills, at_s)
        yield (
            _CARD,
            (
                (at_s * 1000 + number, at_s * 1000 + number, keys[deck.id], at_s, number + 1)
                for number, (deck, _) in enumerate(drills)
            ),
        )

    def _notes(
        self, drills: Sequence[tuple[Deck, Drill]], at_s: int
    ) -> Iterator[tuple[object, ...]]:
        for number, (deck, drill) in enumerate(drills):
            if not number % EVERY:
                self.step(number / len(drills), f"{number:,} notes")
            model, fields = _fields(drill)
            texts = [self._html(deck, text) for text in fields]
            first = html.unescape(_TAG.sub("", texts[0])).strip()
            yield (
                at_s * 1000 + number,
                f"triad-{hashlib.sha256(drill.id.encode()).hexdigest()[:14]}",
                model,
                at_s,
                _tags(drill.tags),
                "\x1f".join(texts),
                first,
                int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16),
            )

    def _html(self, deck: Deck, text: str) -> str:
        found = html_of(text).replace("\x1f", "")
        return (
            _IMAGE.sub(lambda match: self._shown(deck, match), found) if "<img" in found else found
        )

    def _shown(self, deck: Deck, match: re.Match[str]) -> str:
        """Return the picture's tag with the name it has in the package."""
        name = unquote(html.unescape(match[2]))
        plain = name.replace("/", "_")
        if plain not in self.pictures:
            data = self.picture(deck.id, name)
            if data is None:
                return match[0]
            self.pictures[plain] = data
        return f"{match[1]}{html.escape(plain)}{match[3]}"


def _fields(drill: Drill) -> tuple[int, tuple[str, ...]]:
    said = sides(drill)
    if drill.kind != "contrast":
        return schema.BASIC, (said.front, said.back, said.why)
    kind = ContrastKind()
    content = kind.read(drill.fields)
    lacks = "\n".join(
        f"- {aspect.facts.label}{f': {phrase}' if phrase else ''}"
        for aspect, phrase in kind.lacks(content).items()
    )
    return schema.CONTRAST, (content.bad, content.good, content.situation, lacks, content.why)


def _tags(tags: Iterable[str]) -> str:
    """Return tags as Anki keeps them: without spaces inside, with one at both ends."""
    words = " ".join("-".join(tag.split()) for tag in tags)
    return f" {words} " if words else ""


def _deck_key(deck_id: str) -> int:
    # Anki's ids are milliseconds of when something was made; a hash in their range will do.
    return 1_500_000_000_000 + int(hashlib.sha256(deck_id.encode()).hexdigest()[:9], 16)
