"""Taking in what the devices of a folder wrote, segment by segment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from trainer.store.database import Store
from trainer.store.telling import EVENT_COLUMNS, Here
from trainer.sync.disk import Disk
from trainer.sync.inbox import Read, read_segment
from trainer.sync.layout import SegmentName, segments
from trainer.sync.line import Event
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import Seal
from trainer.sync.segment import content_hash

CHUNK = 5_000
"""So many events are merged at once: some tenths of a second."""

_SUPERSEDED = "superseded"
"""Stands for the hash of a segment that its device told anew later: it is not missed."""

Heard = Callable[[int], None]
"""Hears how many events were merged; may raise to stop."""


@dataclass(slots=True)
class Device:
    """How far the files of one device are read."""

    id: str
    known: dict[int, tuple[int, str]]
    received: int = 0
    problems: list[Problem] = field(default_factory=list)
    by_segment: dict[int, list[Problem]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads segments and merges them into the store. Nothing in the folder is changed."""

    store: Store
    disk: Disk
    seal: Seal | None
    here: Here
    heard: Heard

    def read(self, device_id: str) -> tuple[int, list[Problem]]:
        """Merge what ``device_id`` wrote and was not read; return how much was new, and trouble."""
        names, problems = segments(self.disk, device_id)
        device = Device(device_id, self.store.read_segments(device_id), problems=problems)
        for number, group in groupby(names, key=lambda name: name.number):
            for name in group:
                self._read_one(device, number, name)
        self._name_missing(device, {name.number for name in names})
        for found in device.by_segment.values():
            device.problems += found
        return device.received, device.problems

    def _read_one(self, device: Device, number: int, name: SegmentName) -> None:
        read_to, digest = device.known.get(number, (0, ""))
        if digest and not name.is_conflict:
            return
        read = read_segment(self.disk, name, self.seal, EVENT_COLUMNS)
        if read.is_in_place and read.header is not None and read.header.is_restart:
            self._supersede(device, number)
        self._check(device, read, read_to)
        self._merge(device, read, read_to)
        device.by_segment.setdefault(number, []).extend(read.problems)

    def _check(self, device: Device, read: Read, read_to: int) -> None:
        """Hold a segment against what was read of it, and of the one before it."""
        if not read.is_in_place or read.header is None:
            return
        _, before = device.known.get(read.name.number - 1, (0, ""))
        if before not in {"", _SUPERSEDED, read.header.previous} and read.header.previous:
            read.trouble(
                Trouble.DAMAGED,
                "the segment before this one is not that after which it was written",
                "let both be carried over again from the device that wrote them",
            )
        if read.name.is_open and max((e.number for e in read.events), default=0) < read_to:
            read.trouble(
                Trouble.DAMAGED,
                "this ends before what was read of it earlier",
                "nothing is lost here; it mends itself when that device writes again",
            )

    def _merge(self, device: Device, read: Read, read_to: int) -> None:
        events = read.events
        if read.is_in_place:
            events = [event for event in events if event.number > read_to]
        refused: list[int] = []
        for first in range(0, len(events), CHUNK):
            part = events[first : first + CHUNK]
            told = [event[1:] for event in part]
            merged = self.store.merge(device.id, told, self.here)
            device.received += merged.new
            refused += [part[at].number for at in merged.refused]
            self.heard(device.received)
        for number in refused:
            read.trouble(
                Trouble.DAMAGED,
                f"event {number} states what cannot be, and was left out",
                "update Triad Trainer on both devices",
            )
        self._keep(device, read, read_to, refused)

    def _keep(self, device: Device, read: Read, read_to: int, refused: list[int]) -> None:
        """Keep how far the segment is read, so that it need not be read again."""
        if not read.is_in_place or read.header is None:
            return
        reached = _reached(read.events, read_to or read.header.first - 1, set(refused))
        digest = content_hash(read.content) if read.is_whole else ""
        if (reached, digest) != (read_to, ""):
            self._progress(device, read.name.number, reached, digest)

    def _progress(self, device: Device, number: int, reached: int, digest: str) -> None:
        self.store.merge(device.id, (), self.here, (number, reached, digest))
        device.known[number] = (reached, digest)

    def _supersede(self, device: Device, number: int) -> None:
        """Stop missing what is told anew from segment ``number`` on."""
        for earlier in range(1, number):
            device.by_segment.pop(earlier, None)
            if not device.known.get(earlier, (0, ""))[1]:
                self._progress(device, earlier, 0, _SUPERSEDED)

    def _name_missing(self, device: Device, there: set[int]) -> None:
        read = {number for number, (_, digest) in device.known.items() if digest}
        for number in sorted(set(range(1, max(there, default=0))) - there - read):
            device.problems.append(
                Problem(
                    Trouble.MISSING,
                    f"devices/{device.id}",
                    f"segment {number} is missing; those after it were merged",
                    "wait until it is carried over",
                )
            )


def _reached(events: list[Event], reached: int, refused: set[int]) -> int:
    """Return up to which number all events were merged."""
    for number in sorted(event.number for event in events):
        if number == reached + 1 and number not in refused:
            reached = number
    return reached
