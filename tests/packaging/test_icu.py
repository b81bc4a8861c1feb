"""ICU's data without what is unused: what stays is byte for byte as it was."""

from __future__ import annotations

import struct

import pytest

from tests.packaging.conftest import Tool

HEAD = struct.pack("<HHBBBB4s", 32, 0x27DA, 0, 0, 0, 0, b"....") + b"CmnD" + bytes(16)


def packed(items: dict[str, bytes]) -> bytes:
    """Return a data file as ICU's own tool lays it out."""
    names_at = 4 + 8 * len(items)
    names = b"".join(name.encode() + b"\0" for name in items)
    start = names_at + len(names)
    start += -start % 16
    entries, bodies, at = b"", b"", names_at
    for name, body in items.items():
        entries += struct.pack("<II", at, start + len(bodies))
        at += len(name) + 1
        bodies += body + bytes(-len(body) % 16)
    table = struct.pack("<I", len(items)) + entries + names
    return HEAD + table + bytes(start - len(table)) + bodies


ITEMS = {
    "icudt78l/cnvalias.icu": b"aliases",
    "icudt78l/coll/root.res": b"order" * 9,
    "icudt78l/curr/en.res": b"Euro",
    "icudt78l/ibm-37.cnv": b"EBCDIC",
    "icudt78l/zone/de.res": b"MEZ",
    "icudt78l/zoneinfo64.res": b"rules" * 20,
}


def test_what_nothing_asks_for_goes_and_the_rest_stays(tool: Tool) -> None:
    kept = {
        name: body
        for name, body in ITEMS.items()
        if not any(each in name for each in ("curr/", ".cnv", "zone/"))
    }
    assert len(kept) == 3
    assert tool("icu").slimmed(packed(ITEMS)) == packed(kept)


@pytest.mark.parametrize("data", [bytes(64), HEAD.replace(b"CmnD", b"Norm") + bytes(64)])
def test_another_form_is_refused(tool: Tool, data: bytes) -> None:
    with pytest.raises(ValueError, match="no common data file of ICU"):
        tool("icu").slimmed(data)
