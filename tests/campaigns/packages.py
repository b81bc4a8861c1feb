"""Small packages around a piece of data that a campaign changes: so that a fuzzer gets past zip."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile

_TABLES = """
    create table col (id integer primary key, crt int, mod int, scm int, ver int, dty int, usn int,
        ls int, conf text, models text, decks text, dconf text, tags text);
    create table notes (id integer primary key, guid text, mid int, mod int, usn int, tags text,
        flds text, sfld int, csum int, flags int, data text);
    create table cards (id integer primary key, nid int, did int, ord int, mod int, usn int,
        type int, queue int, due int, ivl int, factor int, reps int, lapses int, left int,
        odue int, odid int, flags int, data text);
    create table revlog (id integer primary key, cid int, usn int, ease int, ivl int, lastIvl int,
        factor int, time int, type int);
"""


def package_of(data: bytes) -> bytes:
    """Return a package whose models, decks, fields, tags and media come out of ``data``."""
    parts = (data.decode("utf-8", "replace").split("\x00") + [""] * 6)[:6]
    front, back, fields, tags, decks, media = parts
    model = {
        "name": "m",
        "type": len(data) % 2,
        "flds": [{"name": name, "ord": index} for index, name in enumerate(("F", "B", "Text"))],
        "tmpls": [{"name": "c", "ord": 0, "qfmt": front, "afmt": back}],
    }
    db = sqlite3.connect(":memory:")
    db.executescript(_TABLES)
    db.execute(
        "insert into col (ver, models, decks) values (11, ?, ?)",
        (json.dumps({"1": model}), decks or '{"1": {"name": "D"}}'),
    )
    db.execute(
        "insert into notes (id, guid, mid, tags, flds) values (1, 'g', 1, ?, ?)", (tags, fields)
    )
    db.execute("insert into cards (id, nid, did, ord, queue, odid) values (1, 1, 1, 0, 0, 0)")
    db.execute("insert into revlog values (1700000000000, 1, 0, 3, 1, 1, 2500, 900, 1)")
    db.commit()
    raw = db.serialize()
    db.close()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("collection.anki2", raw)
        archive.writestr("media", media or '{"0": "a.png"}')
        archive.writestr("0", b"\x89PNG\r\n\x1a\n" + bytes(40))
    return packed.getvalue()
