"""Writing a device's own events: lines at the end of the open segment, closed when it is full."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from trainer.sync.layout import segment_path
from trainer.sync.line import Event, write_line
from trainer.sync.segment import (
    MOST_FILE_BYTES,
    Columns,
    Header,
    close,
    content_hash,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer.sync.disk import Disk
    from trainer.sync.seal import Seal

CLOSE_AT_BYTES: Final = 256 << 10
"""An open segment so large is closed: engines carry small changes of small files best."""

Told = tuple[int, str, list[Any]]
"""An event that has no number yet: stamp, type, values."""


@dataclass(frozen=True, slots=True)
class Written:
    """How far a device has written: kept in its store, held against its files at each start.

    ``segment`` is the open one (or the next to be begun), ``number`` the last event's,
    ``previous`` the hash of the last closed segment's content, ``is_restart`` whether the open
    segment says so. All zero before anything was written.
    """

    segment: int = 0
    number: int = 0
    previous: str = ""
    is_restart: bool = False


class Outbox:
    """The files of this device in a sync folder."""

    def __init__(
        self, disk: Disk, device: str, columns: Columns, seal: Seal | None, written: Written
    ) -> None:
        self._disk = disk
        self._device = device
        self._columns = columns
        self._seal = seal
        self.written = written

    def tell(self, events: Iterable[Told]) -> Written:
        """Write ``events`` durably and return how far that went. Raises CannotRun."""
        now = self.written
        if not now.segment:
            now = replace(now, segment=1)
        place = f"{self._device}/{now.segment}"
        lines = []
        for stamp, kind, values in events:
            now = replace(now, number=now.number + 1)
            lines.append(write_line(Event(now.number, stamp, kind, values), self._seal, place))
        if lines:
            first = now.number - len(lines) + 1
            now = self._add(now, first, b"".join(lines))
        self.written = now
        return now

    def _add(self, now: Written, first: int, data: bytes) -> Written:
        path = segment_path(self._device, now.segment, is_open=True)
        try:
            tail = self._disk.read(path, MOST_FILE_BYTES)
        except FileNotFoundError:
            tail = b""
        begun = tail or self._header(now, first)
        if len(begun) + len(data) >= CLOSE_AT_BYTES:
            return self._close(now, begun + data)
        if tail:
            self._disk.append(path, data)
        else:
            self._disk.put(path, begun + data)
        return now

    def _header(self, now: Written, first: int) -> bytes:
        return Header(
            self._device, now.segment, first, now.previous, now.is_restart, self._columns
        ).line()

    def _close(self, now: Written, content: bytes) -> Written:
        place = f"{self._device}/{now.segment}"
        path = segment_path(self._device, now.segment, is_open=False)
        self._disk.put(path, close(content, self._seal, place))
        self._disk.remove(segment_path(self._device, now.segment, is_open=True))
        return Written(now.segment + 1, now.number, content_hash(content))
