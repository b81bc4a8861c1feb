"""As much of Protocol Buffers as Anki's packages need: fields of a message, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

Value = int | bytes


class BadMessage(ValueError):
    """The bytes are no message."""


def fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """Yield number and value of each field: whole numbers, or bytes for all else.

    Raises BadMessage.
    """
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == 2:
            size, at = _varint(data, at)
        elif kind in {1, 5}:
            size = 8 if kind == 1 else 4
        else:
            raise BadMessage(f"wire type {kind}")
        if at + size > len(data):
            raise BadMessage("cut short")
        yield number, data[at : at + size]
        at += size


def number(data: bytes, wanted: int) -> int:
    """Return the last whole number under field ``wanted``, 0 where there is none."""
    found = 0
    for field, value in fields(data):
        if field == wanted and isinstance(value, int):
            found = value
    return found


def text(data: bytes, wanted: int) -> str:
    """Return the last text under field ``wanted``, "" where there is none."""
    found = b""
    for field, value in fields(data):
        if field == wanted and isinstance(value, bytes):
            found = value
    return found.decode("utf-8", "replace")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise BadMessage("cut short")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
