"""A segment: its header line, its lines, and the file it becomes when it is closed."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import BadInput
from trainer.sync.line import BrokenLine, checked, summed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.sync.seal import Seal

VERSION: Final = 1
MOST_CONTENT_BYTES: Final = 32 << 20
"""We close segments at some megabytes; what unpacks to more is none of ours."""
MOST_FILE_BYTES: Final = MOST_CONTENT_BYTES
_LEVEL: Final = 6
_MAX_WINDOW_BYTES: Final = 8 << 20

# RFC 8878, 3.1.2: a frame that every reader of Zstandard skips. Ours says what is to come out.
_SKIPPABLE: Final = 0x184D2A50
_MOST_FACTS_BYTES: Final = 1024

Columns = dict[str, tuple[str, ...]]


class BrokenSegment(BadInput):
    """A closed segment that is not as it was written. ``content`` is what could be unpacked."""

    def __init__(self, what: str, content: bytes = b"") -> None:
        super().__init__(what)
        self.content = content


class NewerSegment(BadInput):
    """A segment that a newer version wrote."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a segment.

    ``first`` is the number of its first event; ``previous`` the SHA-256 of the content of the
    segment before it; ``is_restart`` says that the device tells everything anew from here, so that
    what went before may be missing. ``columns`` names the values of each type of event.
    """

    device: str
    segment: int
    first: int
    previous: str
    is_restart: bool
    columns: Columns

    def line(self) -> bytes:
        """Return the line, with its checksum."""
        body = {
            "triad-sync": VERSION,
            "device": self.device,
            "segment": self.segment,
            "first": self.first,
            "previous": self.previous,
            "restart": self.is_restart,
            "columns": self.columns,
        }
        return summed(json.dumps(body, separators=(",", ":")))


def read_header(line: bytes) -> Header:
    """Return the header in a ``line`` without its newline. Raises BrokenLine, NewerSegment."""
    found = checked(line)
    version = found.get("triad-sync")
    if type(version) is not int:
        raise BrokenLine("this line is no header of a segment")
    if version > VERSION:
        raise NewerSegment("a newer version of Triad Trainer wrote this")
    try:
        return _header(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenLine("this line is no header of a segment") from error


def _header(found: Mapping[str, Any]) -> Header:
    columns = {str(name): tuple(map(str, listed)) for name, listed in found["columns"].items()}
    header = Header(
        found["device"],
        found["segment"],
        found["first"],
        found["previous"],
        found["restart"],
        columns,
    )
    kinds = (str, int, int, str, bool)
    values = (header.device, header.segment, header.first, header.previous, header.is_restart)
    if tuple(map(type, values)) != kinds:
        raise TypeError(values)
    return header


def content_hash(content: bytes) -> str:
    """Return what the next segment's header calls this one's content."""
    return hashlib.sha256(content).hexdigest()


def close(content: bytes, seal: Seal | None, place: str) -> bytes:
    """Return the file that a segment's ``content`` becomes: Zstandard, sealed if there is a seal.

    In front stands a frame that says how much comes out, in how many lines, with which hash.
    """
    import zstandard

    facts = {
        "lines": content.count(b"\n"),
        "bytes": len(content),
        "sha256": content_hash(content),
    }
    told = json.dumps(facts).encode()
    packed = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(content)
    whole = struct.pack("<II", _SKIPPABLE, len(told)) + told + packed
    return whole if seal is None else seal.seal(whole, place)


def opened(file: bytes, seal: Seal | None, place: str) -> bytes:
    """Return the content of a closed segment, in bounded room. Raises BrokenSegment, SealError."""
    if seal is not None:
        file = seal.open(file, place)
    if len(file) < 8:
        raise BrokenSegment("this segment is cut off")
    magic, length = struct.unpack_from("<II", file)
    if magic != _SKIPPABLE or length > _MOST_FACTS_BYTES:
        raise BrokenSegment("this is no closed segment, or it is sealed with a passphrase")
    try:
        facts = json.loads(file[8 : 8 + length])
        size, digest, lines = facts["bytes"], facts["sha256"], facts["lines"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenSegment("the beginning of this segment is damaged") from error
    content = unpacked(file[8 + length :])
    if (len(content), content.count(b"\n"), content_hash(content)) != (size, lines, digest):
        raise BrokenSegment("this segment is cut off or was changed", content)
    return content


def unpacked(packed: bytes) -> bytes:
    """Return as much as comes out of a Zstandard frame, at most a segment's fill."""
    import io

    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES)
    parts: list[bytes] = []
    left = MOST_CONTENT_BYTES
    with unpacker.stream_reader(io.BytesIO(packed)) as reader:
        while left:
            try:
                part = reader.read(min(left, 1 << 20))
            except zstandard.ZstdError:
                break  # What came out before is held against the hash, and then line by line.
            if not part:
                break
            parts.append(part)
            left -= len(part)
    return b"".join(parts)
