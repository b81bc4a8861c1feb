"""Leave out of ICU's data what Qt never asks for: most of 32 MB.

Qt brings ICU to order texts, to change their case and to know time zones. The data also holds
converters for old encodings, names of units, currencies, languages and regions, transliteration,
and dictionaries for breaking lines. ICU's own tool for this is no part of what Qt ships; its data
file is a table of contents with 16-byte aligned items, which is all that is needed here.
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
from pathlib import Path

UNUSED = (
    *("brkitr/", "curr/", "lang/", "rbnf/", "region/", "translit/", "unit/", "zone/"),
    *(".cnv", ".spp", ".cfu", "unames.icu"),
)
"""Folders and endings of items that are left out."""

_TABLE_ENTRY = struct.Struct("<II")
_COUNT = struct.Struct("<I")
_ALIGNMENT = 16


def slimmed(data: bytes) -> bytes:
    """Return ICU's data file without what is unused. Raises ValueError if it is none we know."""
    header_size, magic = struct.unpack_from("<HH", data)
    if magic != 0x27DA or data[12:16] != b"CmnD":
        raise ValueError("this is no common data file of ICU in little-endian order")
    table = data[header_size:]
    (count,) = _COUNT.unpack_from(table)
    entries = [_TABLE_ENTRY.unpack_from(table, 4 + 8 * at) for at in range(count)]
    ends = [start for _, start in entries[1:]] + [len(table)]
    items = []
    for (name_at, start), end in zip(entries, ends, strict=True):
        name = table[name_at : table.index(b"\0", name_at)]
        if not _is_unused(name.decode("ascii")):
            items.append((name, table[start:end]))
    return data[:header_size] + _table(items)


def _is_unused(name: str) -> bool:
    _, _, inside = name.partition("/")
    return any(
        inside.startswith(each) if each.endswith("/") else inside.endswith(each) for each in UNUSED
    )


def _table(items: list[tuple[bytes, bytes]]) -> bytes:
    names_at = 4 + _TABLE_ENTRY.size * len(items)
    names = b"".join(name + b"\0" for name, _ in items)
    entries, bodies = bytearray(), bytearray()
    start = _aligned(names_at + len(names))
    for name, body in items:
        entries += _TABLE_ENTRY.pack(names_at, start + len(bodies))
        names_at += len(name) + 1
        bodies += body + bytes(-len(body) % _ALIGNMENT)
    head = _COUNT.pack(len(items)) + bytes(entries) + names
    return head + bytes(start - len(head)) + bytes(bodies)


def _aligned(size: int) -> int:
    return size + -size % _ALIGNMENT


def slim(library: Path) -> None:
    """Replace ``libicudata.so.NN`` by one with the used data alone. Needs objcopy, as and ld."""
    version = library.name.rpartition(".")[2]
    with tempfile.TemporaryDirectory() as folder:
        data, source, obj = (Path(folder, name) for name in ("icu.dat", "icu.s", "icu.o"))
        whole = Path(folder, "whole.dat")
        _run("objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(whole))
        data.write_bytes(slimmed(whole.read_bytes()))
        name = f"icudt{version}_dat"
        source.write_text(
            f'.section .rodata\n.balign {_ALIGNMENT}\n.globl {name}\n.type {name}, "object"\n'
            f'{name}:\n.incbin "{data}"\n.size {name}, . - {name}\n'
            '.section .note.GNU-stack, "", "progbits"\n',
            "utf-8",
        )
        _run("as", "-o", str(obj), str(source))
        _run("ld", "-s", "-shared", "-soname", library.name, "-o", str(library), str(obj))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 (fixed tools on files of our own)
