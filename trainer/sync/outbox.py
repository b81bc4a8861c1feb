"""Writing a device's own events: lines at the end of the open segment, closed when it is full.

Nothing else writes these files. What is found in them is held against what the store says was
written (``Written``), so that files that were lost, or a store that was put back from a copy, are
noticed before anything is added.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import CannotRun
from trainer.sync.disk import NotPlain
from trainer.sync.inbox import read_segment
from trainer.sync.layout import segment_path, segments
from trainer.sync.line import Event, write_line
from trainer.sync.segment import MOST_FILE_BYTES, Columns, Header, close, content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer.sync.disk import Disk
    from trainer.sync.layout import SegmentName
    from trainer.sync.seal import Seal

CLOSE_AT_BYTES: Final = 256 << 10
"""An open segment so large is closed: engines carry small changes of small files best."""

_FURTHEST: Final = 100_000
"""No older copy of a store is so many segments behind its files."""

Told = tuple[int, str, list[Any]]
"""An event that has no number yet: stamp, type, values."""


@dataclass(frozen=True, slots=True)
class Written:
    """How far a device has written: kept in its store, held against its files at each start.

    ``segment`` is the open one (or the next to be begun), 0 before the first; ``first`` the first
    that still matters, ``number`` the last event's, ``previous`` the hash of the last closed
    segment's content. ``size`` and ``digest`` are those of the open segment's file.
    """

    segment: int = 0
    first: int = 1
    number: int = 0
    previous: str = ""
    size: int = 0
    digest: str = ""
    is_sealed: bool = False


class Standing(enum.Enum):
    """How a device's files stand to what its store says."""

    AS_WRITTEN = "as written"
    AHEAD = "ahead"
    """They hold more: the store is an older copy, or a crash came between file and store."""
    LOST = "lost"
    """Something is missing or was changed: all is to be told anew, in segments after these."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """The files of this device in a sync folder. ``columns`` names the values of its events."""

    disk: Disk
    device: str
    columns: Columns
    seal: Seal | None

    def standing(self, written: Written) -> Standing:
        """Return how the files stand to ``written``. Reads the open segment alone."""
        names = self._names(written)
        there = {name.number for name in names}
        last = max(there, default=0)
        if written.segment and written.is_sealed != (self.seal is not None):
            return Standing.LOST
        if not set(range(written.first, written.segment)) <= there:
            return Standing.LOST
        begun = self._begun(names, written.segment)
        if written.size and content_hash(begun[: written.size]) != written.digest:
            return Standing.LOST
        is_same = last <= written.segment and len(begun) == written.size
        return Standing.AS_WRITTEN if is_same else Standing.AHEAD

    def _names(self, written: Written) -> list[SegmentName]:
        """Return this device's segments; what was never told of is one if its header says so.

        Anybody can put a file with a high number here, after which all would be told anew.
        """
        names, _ = segments(self.disk, self.device)
        end = written.segment + _FURTHEST
        return [
            name
            for name in names
            if name.number <= written.segment or (name.number < end and self._is_own(name))
        ]

    def _is_own(self, name: SegmentName) -> bool:
        header = read_segment(self.disk, name, self.seal, self.columns).header
        return header is not None and (header.device, header.segment) == (name.device, name.number)

    def _begun(self, names: list[SegmentName], segment: int) -> bytes:
        """Return the content of a segment, be it open or closed; nothing if there is none."""
        found = [name for name in names if name.number == segment and not name.is_conflict]
        if not found:
            return b""
        return read_segment(self.disk, found[0], self.seal, self.columns).content

    def tell(self, events: Iterable[Told], written: Written) -> Written:
        """Write ``events`` durably after ``written``; return how far that went.

        Raises CannotRun.
        """
        now = replace(written, is_sealed=self.seal is not None)
        if not now.segment:
            now = replace(now, segment=1)
        place = f"{self.device}/{now.segment}"
        lines = [
            write_line(Event(number, *event), self.seal, place)
            for number, event in enumerate(events, now.number + 1)
        ]
        first, now = now.number + 1, replace(now, number=now.number + len(lines))
        return self._add(now, first, b"".join(lines))

    def _add(self, now: Written, first: int, data: bytes) -> Written:
        path = segment_path(self.device, now.segment, is_open=True)
        tail = self._tail(path) if now.size else b""
        whole = (tail or self._header(now, first)) + data
        if len(whole) >= CLOSE_AT_BYTES:
            return self._close(now, whole)
        if tail:
            self.disk.append(path, data)
        else:
            self.disk.put(path, whole)
        return replace(now, size=len(whole), digest=content_hash(whole))

    def _tail(self, path: str) -> bytes:
        try:
            return self.disk.read(path, MOST_FILE_BYTES)
        except (OSError, NotPlain) as error:
            raise CannotRun(
                "a file of this device cannot be read any more",
                where=path,
                remedy="sync once more; what was told is told anew if need be",
            ) from error

    def _header(self, now: Written, first: int) -> bytes:
        restarts = now.first == now.segment
        header = Header(self.device, now.segment, first, now.previous, restarts, self.columns)
        return header.line()

    def _close(self, now: Written, content: bytes) -> Written:
        path = segment_path(self.device, now.segment, is_open=False)
        self.disk.put(path, close(content, self.seal, f"{self.device}/{now.segment}"))
        self.disk.remove(segment_path(self.device, now.segment, is_open=True))
        return replace(
            now, segment=now.segment + 1, previous=content_hash(content), size=0, digest=""
        )

    def anew(self, written: Written) -> Written:
        """Return where to tell everything anew: after all that is there or ever was.

        Files that are sealed otherwise than now would stay readable, or unreadable, and go.
        """
        names = self._names(written)
        last = max((name.number for name in names), default=0)
        if written.segment and written.is_sealed != (self.seal is not None):
            for name in names:
                self.disk.remove(name.path)
        segment = max(last, written.segment) + 1
        return Written(segment, segment, written.number, is_sealed=self.seal is not None)

    def after_files(self, written: Written) -> Written | None:
        """Return where to go on after all that is in the files; None if they are not sound.

        An open segment is closed. A half-written line at its end, which nobody can have read, is
        left out.
        """
        names = self._names(written)
        last = min(names, key=lambda name: (-name.number, name.is_open))
        read = read_segment(self.disk, last, self.seal, self.columns)
        if read.header is None or any(not each.is_waiting for each in read.problems):
            return None
        numbers = [event.number for event in read.events]
        number = max(numbers, default=read.header.first - 1)
        now = replace(written, segment=last.number, number=number, is_sealed=self.seal is not None)
        content = read.content[: read.content.rfind(b"\n") + 1]
        if last.is_open:
            return self._close(now, content)
        self.disk.remove(segment_path(self.device, last.number, is_open=True))
        return replace(
            now, segment=last.number + 1, previous=content_hash(content), size=0, digest=""
        )
