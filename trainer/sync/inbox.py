"""Reading what another device wrote: what is good comes out, what is not is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from trainer.sync.disk import NotPlain
from trainer.sync.line import BrokenLine, Event, events_at_once, is_marker, read_line
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import SealError
from trainer.sync.segment import (
    MOST_FILE_BYTES,
    BrokenSegment,
    Columns,
    Header,
    NewerSegment,
    content_hash,
    opened,
    read_header,
)

if TYPE_CHECKING:
    from trainer.sync.disk import Disk
    from trainer.sync.layout import SegmentName
    from trainer.sync.seal import Seal


@dataclass(slots=True)
class Read:
    """What came out of one file.

    ``content`` is all of it, unpacked, and ``digest`` its hash. ``are_rows``: each of its events
    was found to be a row that can be stored.
    """

    name: SegmentName
    content: bytes = b""
    digest: str = ""
    are_rows: bool = False
    header: Header | None = None
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether this is a closed segment without any fault, in its own place."""
        return self.is_in_place and not self.name.is_open and not self.problems

    @property
    def last(self) -> int:
        """The number of the last event, 0 where there is none."""
        return max(map(itemgetter(0), self.events), default=0)

    @property
    def is_in_place(self) -> bool:
        """Whether the segment is the one that its file's name says."""
        name, header = self.name, self.header
        return (
            header is not None
            and not name.is_conflict
            and (header.device, header.segment) == (name.device, name.number)
        )

    def trouble(self, trouble: Trouble, what: str, remedy: str, line: int = 0) -> None:
        """Note that something is wrong."""
        where = f"{self.name.path}, line {line}" if line else self.name.path
        self.problems.append(Problem(trouble, where, what, remedy))


_LEAST_LINE_BYTES = 20
"""No line of ours is so short."""
_MOST_NAMED = 50
"""So many bad lines of one segment are named one by one."""
_CARRY = "let it be carried over again from the device that wrote it"


def read_segment(disk: Disk, name: SegmentName, seal: Seal | None, columns: Columns) -> Read:
    """Return what is in the segment ``name``. Never raises for what others wrote.

    The values of each event stand in the order of ``columns``.
    """
    read = Read(name)
    content = _content(disk, read, seal)
    if content is None:
        return read
    read.content, read.digest = content, content_hash(content)
    if name.is_conflict:
        read.trouble(
            Trouble.CONFLICT_COPY,
            "two versions of one file met here; what this one holds was merged",
            "delete it once no device is missing anything",
        )
    _read_lines(read, content, seal)
    if read.header is not None and not name.is_conflict and not read.is_in_place:
        read.trouble(
            Trouble.DUPLICATED,
            f"this is segment {read.header.segment} of {read.header.device} in another place",
            "what it holds was merged; delete it, or put it in its place",
        )
    _name_gap(read)
    if read.header is not None and read.header.columns != columns:
        _arrange(read, read.header.columns, columns)
    return read


def _name_gap(read: Read) -> None:
    """Say that events between others are not there, where nothing else says why."""
    if read.header is None or not read.is_in_place or read.problems:
        return
    first = read.header.first
    there = {event.number for event in read.events if event.number >= first}
    missing = read.last - first + 1 - len(there)
    if missing > 0:
        read.trouble(
            Trouble.MISSING,
            f"{missing} of its events are not there; the others were merged",
            "wait until it is carried over whole, or let it be carried again",
        )


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
    if content.count(b"\n") > 1 + len(content) // _LEAST_LINE_BYTES:
        read.trouble(Trouble.DAMAGED, "this is no segment", _CARRY)
        return
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
    if seal is None:
        # What came out of a closed segment without a word was held against its hash.
        are_sound = not read.name.is_open and not read.problems
        if (events := events_at_once(lines[1:], are_sound=are_sound)) is not None:
            read.events = events
            return
    before, left = len(read.problems), 0
    for place, line in enumerate(lines[1:], 2):
        _read_line(read, line, place, seal)
        if len(read.problems) - before > _MOST_NAMED:
            read.problems.pop()
            left += 1
    if left:
        read.trouble(Trouble.DAMAGED, f"{left:,} more of its lines cannot be read", _CARRY)


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


def _arrange(read: Read, theirs: Columns, ours: Columns) -> None:
    """Put the values of another version's events in our order, leaving out what is unknown."""
    places: dict[str, list[int]] = {}
    for kind, names in ours.items():
        listed = theirs.get(kind, ())
        if set(names) <= set(listed):
            places[kind] = [listed.index(name) for name in names]
    events, left = [], 0
    for event in read.events:
        place = places.get(event.type)
        if place is None or len(event.values) != len(theirs[event.type]):
            left += 1
        else:
            events.append(event._replace(values=[event.values[at] for at in place]))
    read.events = events
    if left:
        read.trouble(
            Trouble.NEWER,
            f"another version of Triad Trainer wrote {left:,} of these events",
            "update Triad Trainer; they are read then",
        )
