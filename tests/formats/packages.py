"""Packages as Anki writes them, and as nobody should, built from a few words."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)

TABLES = """
    create table col (id integer primary key, crt int, mod int, scm int, ver int, dty int, usn int,
        ls int, conf text, models text, decks text, dconf text, tags text);
    create table notes (id integer primary key, guid text, mid int, mod int, usn int, tags text,
        flds text, sfld int, csum int, flags int, data text);
    create table cards (id integer primary key, nid int, did int, ord int, mod int, usn int,
        type int, queue int, due int, ivl int, factor int, reps int, lapses int, left int,
        odue int, odid int, flags int, data text);
    create table revlog (id integer primary key, cid int, usn int, ease int, ivl int, lastIvl int,
        factor int, time int, type int);
    create index ix_cards_nid on cards (nid);
"""

Note = tuple[object, ...]
"""The note's fields; their number decides which note type it is of unless it is a cloze."""


def model(
    front: str = "{{Front}}",
    back: str = "{{FrontSide}}<hr id=answer>{{Back}}",
    fields: Sequence[str] = ("Front", "Back"),
    kind: int = 0,
    **more: object,
) -> dict[str, object]:
    """Return a note type of schema 11 with one card."""
    return {
        "name": "Type",
        "type": kind,
        "flds": [{"name": name, "ord": index} for index, name in enumerate(fields)],
        "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": front, "afmt": back}],
        **more,
    }


def collection(
    notes: Iterable[Note] = (("front", "back"),),
    *,
    models: object = None,
    decks: object = None,
    ver: object = 11,
    ords: Sequence[int] = (0,),
    tags: object = "",
    guids: Callable[[int], object] = lambda number: f"g{number}",
    revlog: Iterable[Sequence[object]] = (),
    change: str = "",
) -> bytes:
    """Return a collection of schema 11 as SQLite's bytes; ``change`` is SQL run at the end."""
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    as_text = (found if isinstance(found, str) else json.dumps(found) for found in (
        {"1": model()} if models is None else models,
        {"1": {"name": "Deck"}} if decks is None else decks,
    ))  # fmt: skip
    db.execute("insert into col (ver, models, decks) values (?, ?, ?)", (ver, *as_text))
    card = 0
    for number, fields in enumerate(notes, 1):
        flds = fields[0] if len(fields) == 1 else "\x1f".join(map(str, fields))
        db.execute(
            "insert into notes (id, guid, mid, tags, flds) values (?, ?, 1, ?, ?)",
            (number, guids(number), tags, flds),
        )
        for ord_ in ords:
            card += 1
            db.execute(
                "insert into cards (id, nid, did, ord, queue, odid) values (?, ?, 1, ?, 0, 0)",
                (card, number, ord_),
            )
    db.executemany(
        "insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)"
        " values (?, ?, 0, ?, 1, 1, ?, 900, ?)",
        revlog,
    )
    db.executescript(change)
    db.commit()
    raw = db.serialize()
    db.close()
    return raw


def package(
    path: Path,
    raw: bytes | None = None,
    media: Mapping[str, bytes] | None = None,
    *,
    media_map: bytes | None = None,
    more: Mapping[str, bytes] | None = None,
    name: str = "collection.anki2",
) -> Path:
    """Write a package of the first generation around a collection and return its path."""
    media = media or {}
    names = {str(number): each for number, each in enumerate(media)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, collection() if raw is None else raw)
        archive.writestr("media", json.dumps(names) if media_map is None else media_map)
        for number, data in enumerate(media.values()):
            archive.writestr(str(number), data)
        for member, data in (more or {}).items():
            archive.writestr(member, data)
    return path
