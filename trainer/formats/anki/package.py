"""Anki's packages, ``.apkg`` and ``.colpkg``, of every generation, as decks."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from trainer.formats.anki import wire
from trainer.formats.anki.answers import past_answers
from trainer.formats.anki.collection import Cards
from trainer.formats.anki.database import (
    DatabaseError,
    Foreign,
    NoTable,
    TookTooLong,
    open_foreign,
)
from trainer.formats.anki.fields import Fields
from trainer.formats.anki.media import Media
from trainer.formats.anki.notetypes import BadCollection
from trainer.formats.anki.zipped import Oversized, Package, open_package
from trainer.formats.base import DeckFile
from trainer.formats.bounds import MAX_COLLECTION_BYTES, MAX_QUERY_SECONDS
from trainer.formats.files import unreadable
from trainer.formats.gathering import Gathering
from trainer.formats.steps import Step, silent

_NAMES = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_NEWEST = 3
_UNSOUND = "the collection is damaged; what can be read of it is taken in"
_VERSIONS = range(11, 19)
"""Schemas that are understood; Anki writes 11 into packages for everybody and 18 into its own."""


def read_package(
    path: Path, *, scheduling: bool = False, step: Step = silent
) -> tuple[DeckFile, ...]:
    """Return the decks of the package at ``path``, with what was answered if ``scheduling``.

    Raises UnreadableDeck, in one sentence, where nothing can be used.
    """
    gathering = Gathering(path, "anki", path.stem)
    with open_package(path) as package, tempfile.TemporaryDirectory(prefix="triad-") as folder:
        generation = _generation(package)
        copy = Path(folder) / "collection"
        _unpack(package, generation, copy, step)
        media = Media(package, gathering, newest=generation == _NEWEST)
        fields = Fields(gathering, media.find)
        try:
            with open_foreign(copy, step) as collection, ThreadPoolExecutor(1) as thread:
                # Meanwhile, as it takes as long as a tenth of the reading and is seldom unsound.
                sound = thread.submit(_is_sound, copy)
                _read(
                    collection, gathering, fields, copy.stat().st_size, step, scheduling=scheduling
                )
                if not sound.result():
                    gathering.complain(1, _UNSOUND)
        except TookTooLong as error:
            what = f"this collection keeps the reader busy for more than {MAX_QUERY_SECONDS:.0f} s"
            raise unreadable(path, f"{what}; it was made to") from error
        except (NoTable, BadCollection) as error:
            what = "this collection lacks what a collection of Anki has"
            raise unreadable(path, f"{what}: {error}" if str(error) else what) from error
        except DatabaseError as error:
            raise unreadable(path, f"the collection in this package is damaged: {error}") from error
    return gathering.files()


def _generation(package: Package) -> int:
    """Return which of the collections in the package counts: the others are there to say so."""
    version = 0
    if "meta" in package:
        try:
            version = wire.number(package.read("meta", 4096), 1)
        except (Oversized, wire.BadMessage) as error:
            raise unreadable(package.path, "the part 'meta' of this package is damaged") from error
    if version > _NEWEST:
        raise unreadable(
            package.path,
            "this package is newer than this program; in Anki, export it once more with 'support"
            " older Anki versions'",
        )
    wanted = [version] if version in _NAMES else []
    for generation in (*wanted, 3, 2, 1):
        if _NAMES[generation] in package:
            return generation
    raise unreadable(package.path, "this zip file holds no collection of Anki")


def _unpack(package: Package, generation: int, target: Path, step: Step) -> None:
    name = _NAMES[generation]
    try:
        with target.open("xb") as file:
            for chunk in package.chunks(name, MAX_COLLECTION_BYTES, packed=generation == _NEWEST):
                step(0.0, "unpacking")
                file.write(chunk)
    except Oversized as error:
        what = f"the collection unpacks to more than {MAX_COLLECTION_BYTES >> 20} MiB"
        raise unreadable(package.path, what) from error


def _read(
    collection: Foreign,
    gathering: Gathering,
    fields: Fields,
    size: int,
    step: Step,
    *,
    scheduling: bool,
) -> None:
    _check_version(collection, gathering.path)
    cards = Cards(collection, gathering, fields, size)
    if scheduling:
        try:
            cards.history, left = past_answers(collection)
        except DatabaseError:
            gathering.complain(1, "the log of answers is damaged; it is left out")
            left = 0
        if left:
            gathering.leave_out("answers from long ago", left)
    elif collection.has("revlog") and (
        many := next(collection.rows("select count(*) from revlog"))[0]
    ):
        gathering.leave_out("answers given in Anki (they can be taken over)", many)
    try:
        cards.take(step)
    except DatabaseError:
        if not gathering.count:
            raise
        gathering.complain(gathering.count, "the collection is damaged from here on")


def _is_sound(copy: Path) -> bool:
    with open_foreign(copy, silent) as collection:
        return collection.is_sound()


def _check_version(collection: Foreign, path: Path) -> None:
    if "ver" not in collection.columns("col"):
        raise NoTable("col")
    row = next(collection.rows("select ver from col limit 1"), None)
    version = row[0] if row else None
    if not isinstance(version, int):
        raise BadCollection("ver")
    if version > _VERSIONS[-1]:
        raise unreadable(path, "this collection is of a newer Anki than this program knows")
    if version < _VERSIONS[0]:
        raise unreadable(
            path, "this collection is of an Anki before 2012; export it with a newer one"
        )
