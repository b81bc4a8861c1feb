"""Reading what another device wrote: what is good comes out, what is not is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.sync.disk import NotPlain
from trainer.sync.line import BrokenLine, Event, is_marker, read_line
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import SealError
from trainer.sync.segment import (
    MOST_FILE_BYTES,
    BrokenSegment,
    Header,
    NewerSegment,
    opened,
    read_header,
)

if TYPE_CHECKING:
    from trainer.sync.disk import Disk
    from trainer.sync.layout import SegmentName
    from trainer.sync.seal import Seal


@dataclass(slots=True)
class Read:
    """What came out of one file. ``is_whole``: a closed segment without any fault."""

    name: SegmentName
    header: Header | None = None
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_whole: bool = False

    def trouble(self, trouble: Trouble, what: str, remedy: str, line: int = 0) -> None:
        """Note that something is wrong."""
        where = f"{self.name.path}, line {line}" if line else self.name.path
        self.problems.append(Problem(trouble, where, what, remedy))


_CARRY = "let it be carried over again from the device that wrote it"


def read_segment(disk: Disk, name: SegmentName, seal: Seal | None) -> Read:
    """Return what is in the segment ``name``. Never raises for what others wrote."""
    read = Read(name)
    content = _content(disk, read, seal)
    if content is None:
        return read
    is_sound = not read.problems
    if name.is_conflict:
        read.trouble(
            Trouble.CONFLICT_COPY,
            "two versions of one file met here; what this one holds was merged",
            "delete it once no device is missing anything",
        )
    _read_lines(read, content, seal)
    read.is_whole = is_sound and not name.is_open and not read.problems
    return read


def _content(disk: Disk, read: Read, seal: Seal | None) -> bytes | None:
    name = read.name
    try:
        file = disk.read(name.path, MOST_FILE_BYTES)
        return file if name.is_open else opened(file, seal, name.place)
    except NotPlain as error:
        read.trouble(Trouble.TOO_LARGE, error.what, "it was not read; " + _CARRY)
    except SealError:
        read.trouble(
            Trouble.SEALED,
            "this was sealed with another passphrase, or was changed since",
            "use one passphrase on all devices, or " + _CARRY,
        )
    except BrokenSegment as error:
        read.trouble(Trouble.DAMAGED, error.what, _CARRY)
        return error.content
    except OSError as error:
        read.trouble(
            Trouble.UNREADABLE,
            f"this cannot be read ({(error.strerror or str(error)).lower()})",
            "see to its permissions and to the disk",
        )
    return None


def _read_lines(read: Read, content: bytes, seal: Seal | None) -> None:
    *lines, rest = content.split(b"\n")
    if rest:
        read.trouble(
            Trouble.HALF_WRITTEN,
            "the last line is not yet there whole",
            "it is read when it has arrived",
            len(lines) + 1,
        )
    if not lines:
        return
    try:
        read.header = read_header(lines[0])
    except NewerSegment as error:
        read.trouble(Trouble.NEWER, error.what, "update Triad Trainer")
        return
    except BrokenLine:
        read.trouble(Trouble.DAMAGED, "the first line is not as it was written", _CARRY, 1)
    for place, line in enumerate(lines[1:], 2):
        _read_line(read, line, place, seal)


def _read_line(read: Read, line: bytes, place: int, seal: Seal | None) -> None:
    try:
        read.events.append(read_line(line, seal, read.name.place))
    except SealError:
        read.trouble(
            Trouble.SEALED,
            "this line was sealed with another passphrase, or was changed since",
            "use one passphrase on all devices, or " + _CARRY,
            place,
        )
    except BrokenLine:
        if is_marker(line):
            read.trouble(
                Trouble.CONFLICT_COPY,
                "git left its marks where two versions of one file met; both were merged",
                "take the version of the device that wrote it: git checkout --theirs",
                place,
            )
        else:
            read.trouble(Trouble.DAMAGED, "this line is not as it was written", _CARRY, place)
