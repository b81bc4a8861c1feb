"""Reads rows from the pages of an SQLite file without SQLite, however damaged the file is.

Only what a leaf page of a table says of itself is needed: no header, no schema, no index, no inner
page. The layout is that of https://www.sqlite.org/fileformat2.html, sections 1.6, 2.1 and 4.1.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE_SIZE: Final = 4096
"""The page size this program's files have had from the first."""

Value = int | float | str | bytes | None
Row = tuple[int, tuple[Value, ...]]
"""A row's key and its columns."""

_LEAF = 0x0D
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LARGEST_LOCAL = PAGE_SIZE - 35
_SMALLEST_LOCAL = (PAGE_SIZE - 12) * 32 // 255 - 23
_INTEGER_SIZES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _Torn(Exception):
    """What stands here is no row."""


class Pages:
    """The pages of a file, and the newer ones that its write-ahead log holds."""

    def __init__(self, path: Path) -> None:
        """Read the file ``path`` and, where there is one, its log. Raises OSError."""
        self._content = path.read_bytes()
        log = path.with_name(path.name + "-wal")
        self._log = log.read_bytes() if log.exists() else b""
        self._newer = {number: start for number, start, current in self._frames() if current}

    def rows(self) -> Iterator[Row]:
        """Yield every row of every leaf page of a table, in no particular order.

        A page that stands in the file and in the log gives its rows more than once.
        """
        for start in range(0, len(self._content), PAGE_SIZE):
            yield from self._leaf_rows(
                self._content[start : start + PAGE_SIZE], 0 if start else 100
            )
        for _, start, _ in self._frames():
            yield from self._leaf_rows(self._log[start : start + PAGE_SIZE], 0)

    def _frames(self) -> Iterator[tuple[int, int, bool]]:
        """Yield number and place of each page in the log, and whether its frame is current.

        A log is written over from its beginning; what is left of before has another salt.
        """
        salt = self._log[16:24]
        step = _FRAME_HEADER + PAGE_SIZE
        for start in range(_LOG_HEADER, len(self._log) - step + 1, step):
            (number,) = struct.unpack_from(">I", self._log, start)
            current = self._log[start + 8 : start + 16] == salt
            yield number, start + _FRAME_HEADER, current

    def _page(self, number: int) -> bytes:
        place = self._newer.get(number)
        if place is not None:
            return self._log[place : place + PAGE_SIZE]
        return self._content[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    def _leaf_rows(self, page: bytes, start: int) -> Iterator[Row]:
        if len(page) < PAGE_SIZE or page[start] != _LEAF:
            return
        (cells,) = struct.unpack_from(">H", page, start + 3)
        for place in range(min(cells, PAGE_SIZE // 2 - 60)):
            (offset,) = struct.unpack_from(">H", page, start + 8 + 2 * place)
            try:
                yield self._row(page, offset)
            except (_Torn, struct.error, IndexError, UnicodeDecodeError):
                continue

    def _row(self, page: bytes, offset: int) -> Row:
        size, offset = _varint(page, offset)
        key, offset = _varint(page, offset)
        local = _local_size(size)
        record = page[offset : offset + local]
        if size > local:
            (following,) = struct.unpack_from(">I", page, offset + local)
            record += self._overflow(following, size - local)
        return key, _columns(record)

    def _overflow(self, number: int, size: int) -> bytes:
        parts = []
        while size > 0:
            page = self._page(number) if number else b""
            if len(page) < PAGE_SIZE:
                raise _Torn
            (number,) = struct.unpack_from(">I", page, 0)
            parts.append(page[4 : 4 + size])
            size -= len(parts[-1])
        return b"".join(parts)


def _local_size(size: int) -> int:
    """Return how many bytes of a record of ``size`` bytes stand on the leaf page itself."""
    if size <= _LARGEST_LOCAL:
        return size
    fitting = _SMALLEST_LOCAL + (size - _SMALLEST_LOCAL) % (PAGE_SIZE - 4)
    return fitting if fitting <= _LARGEST_LOCAL else _SMALLEST_LOCAL


def _varint(data: bytes, offset: int) -> tuple[int, int]:
    """Return the variable-length integer at ``offset`` and where it ends."""
    value = 0
    for end in range(offset + 1, offset + 9):
        byte = data[end - 1]
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, end
    return (value << 8) | data[offset + 8], offset + 9


def _columns(record: bytes) -> tuple[Value, ...]:
    header, offset = _varint(record, 0)
    body = header
    values: list[Value] = []
    while offset < header:
        code, offset = _varint(record, offset)
        if body > len(record):
            raise _Torn
        value, body = _value(record, code, body)
        values.append(value)
    if body != len(record):
        raise _Torn
    return tuple(values)


def _value(record: bytes, code: int, start: int) -> tuple[Value, int]:
    """Return the value of serial type ``code`` at ``start`` and where it ends."""
    if code == 0:
        return None, start
    if code in {8, 9}:
        return code - 8, start
    if code in _INTEGER_SIZES:
        end = start + _INTEGER_SIZES[code]
        return int.from_bytes(record[start:end], "big", signed=True), end
    if code == 7:
        return struct.unpack_from(">d", record, start)[0], start + 8
    if code < 12:
        raise _Torn
    end = start + (code - 12) // 2
    raw = record[start:end]
    return (raw.decode() if code % 2 else raw), end
