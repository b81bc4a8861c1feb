"""Taking in what the devices of a folder wrote, segment by segment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from trainer.store.database import Store
from trainer.store.merging import Reached
from trainer.store.telling import EVENT_COLUMNS, Here
from trainer.sync.disk import Disk
from trainer.sync.inbox import Read, read_segment
from trainer.sync.layout import SegmentName, segments
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import Seal
from trainer.sync.segment import content_hash

CHUNK = 5_000
"""So many events are merged at once: some tenths of a second."""

Heard = Callable[[int], None]
"""Hears how many events were merged; may raise to stop."""


@dataclass(slots=True)
class Device:
    """How the files of one device are read."""

    id: str
    known: dict[int, Reached]
    received: int = 0
    problems: list[Problem] = field(default_factory=list)
    by_segment: dict[int, list[Problem]] = field(default_factory=dict)

    def reached(self, number: int) -> Reached:
        """Return how the segment ``number`` was read before."""
        return self.known.get(number, Reached(number))


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
        for name in names:
            self._read_one(device, name)
        self._name_missing(device, {name.number for name in names})
        for found in device.by_segment.values():
            device.problems += found
        return device.received, device.problems

    def _read_one(self, device: Device, name: SegmentName) -> None:
        before = device.reached(name.number)
        if not name.is_conflict and before.makes_needless(name.size, is_open=name.is_open):
            return
        read = read_segment(self.disk, name, self.seal, EVENT_COLUMNS)
        if read.is_in_place and read.header is not None and read.header.is_restart:
            self._supersede(device, name.number)
        digest = content_hash(read.content)
        if digest != before.hash or read.problems:
            self._check(device, read)
            refused = self._merge(device, read)
            if read.is_in_place and not refused:
                self._keep(device, read, digest)
        device.by_segment.setdefault(name.number, []).extend(read.problems)

    def _check(self, device: Device, read: Read) -> None:
        """Hold a segment against what was read of it, and of the one before it."""
        if not read.is_in_place or read.header is None:
            return
        before = device.reached(read.name.number - 1)
        if before.is_done and read.header.previous not in {"", before.hash}:
            read.trouble(
                Trouble.DAMAGED,
                "the segment before this one is not that after which it was written",
                "let both be carried over again from the device that wrote them",
            )
        if read.last < device.reached(read.name.number).read_to:
            read.trouble(
                Trouble.DAMAGED,
                "this ends before what was read of it earlier",
                "nothing is lost here; it mends itself when that device writes again",
            )

    def _merge(self, device: Device, read: Read) -> int:
        """Merge all of a segment's events; return how many of them cannot be."""
        refused: list[int] = []
        for first in range(0, len(read.events), CHUNK):
            part = read.events[first : first + CHUNK]
            merged = self.store.merge(device.id, [event[1:] for event in part], self.here)
            device.received += merged.new
            refused += [part[at].number for at in merged.refused]
            self.heard(device.received)
        for number in refused:
            read.trouble(
                Trouble.DAMAGED,
                f"event {number} states what cannot be, and was left out",
                "update Triad Trainer on both devices",
            )
        return len(refused)

    def _keep(self, device: Device, read: Read, digest: str) -> None:
        """Keep how the segment was read, so that it need not be read or merged again."""
        number = read.name.number
        last = max(read.last, device.reached(number).read_to)
        self._reach(device, Reached(number, last, read.name.size, digest, read.is_whole))

    def _reach(self, device: Device, reached: Reached) -> None:
        if device.known.get(reached.segment) != reached:
            self.store.merge(device.id, (), self.here, reached)
            device.known[reached.segment] = reached

    def _supersede(self, device: Device, number: int) -> None:
        """Stop missing what is told anew from segment ``number`` on."""
        for earlier in range(1, number):
            device.by_segment.pop(earlier, None)
            if not device.reached(earlier).is_done:
                self._reach(device, Reached(earlier, is_done=True))

    def _name_missing(self, device: Device, there: set[int]) -> None:
        read = {reached.segment for reached in device.known.values() if reached.is_done}
        for number in sorted(set(range(1, max(there, default=0))) - there - read):
            device.problems.append(
                Problem(
                    Trouble.MISSING,
                    f"devices/{device.id}",
                    f"segment {number} is missing; those after it were merged",
                    "wait until it is carried over",
                )
            )
