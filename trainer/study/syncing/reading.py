"""Taking in what the devices of a folder wrote, segment by segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain

from trainer.errors import CannotRun
from trainer.store.database import Store
from trainer.store.merging import Reached
from trainer.store.telling import Here
from trainer.study.syncing.ahead import MUCH_BYTES, reads
from trainer.study.syncing.shared import FROM_AHEAD, refusals
from trainer.sync.disk import Disk
from trainer.sync.inbox import Read
from trainer.sync.layout import SegmentName, device_folder, segments
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import Seal

AT_ONCE = 40_000
"""So many events are merged in a transaction: less than a second, some 60 MB."""

_TOLD_ANEW = 0
"""No segment has this number: how a device tells anew is kept under it."""
_MOST_NAMED = 50
"""So many events of one segment that are left out are named one by one."""
_SET_CLOCKS = "set the clocks of both devices"
_UPDATE = "update Triad Trainer on both devices"

Heard = Callable[[int, float], None]
"""Hears how many events were new, and how much was read of all (0 to 1); may raise to stop."""


@dataclass(slots=True)
class Device:
    """How the files of one device are read."""

    id: str
    known: dict[int, Reached]
    received: int = 0
    share: float = 0.0
    """How much of what is to be read was read, 0 to 1."""
    problems: list[Problem] = field(default_factory=list)
    by_segment: dict[int, list[list[Problem]]] = field(default_factory=dict)
    waiting: list[tuple[Read, Reached | None]] = field(default_factory=list)
    """What was read and is not merged yet, each with how far it is read then."""

    @property
    def told_anew_from(self) -> int:
        """The segment from which on the device tells everything anew; 0 where it never did."""
        return self.known.get(_TOLD_ANEW, Reached(_TOLD_ANEW)).read_to

    def reached(self, number: int) -> Reached:
        """Return how the segment ``number`` was read before."""
        found = self.known.get(number, Reached(number))
        if number < self.told_anew_from and not found.is_done:
            return Reached(number, is_done=True)
        return found


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
        try:
            names, problems = segments(self.disk, device_id)
        except CannotRun as error:
            where = device_folder(device_id)
            return 0, [Problem(Trouble.UNREADABLE, where, error.what, error.remedy)]
        device = Device(device_id, self.store.read_segments(device_id), problems=problems)
        self._read_all(device, [name for name in names if self._is_unread(device, name)])
        self._name_missing(device, {name.number for name in names})
        for found in device.by_segment.values():
            device.problems += chain.from_iterable(found)
        return device.received, device.problems

    def _read_all(self, device: Device, names: list[SegmentName]) -> None:
        total = sum(name.size for name in names)
        if total > MUCH_BYTES:
            self.store.expect_much()
        done = 0
        with closing(reads(self.disk, names, self.seal)) as all_read:
            for read in all_read:
                done += read.name.size
                device.share = done / max(total, 1)
                # What was read before it may have made it needless.
                if self._is_unread(device, read.name):
                    self._take(device, read)
        if device.waiting:
            self._flush(device)
        self.store.expect_no_more()

    @staticmethod
    def _is_unread(device: Device, name: SegmentName) -> bool:
        before = device.reached(name.number)
        return name.is_conflict or not before.makes_needless(name.size, is_open=name.is_open)

    def _take(self, device: Device, read: Read) -> None:
        name = read.name
        # In a sealed folder the header alone proves nothing: anybody can write one.
        is_its_own = read.is_in_place and (self.seal is None or bool(read.events))
        if is_its_own and read.header is not None and read.header.is_restart:
            self._supersede(device, name.number)
        if read.digest != device.reached(name.number).hash or read.problems:
            self._check(device, read)
            self._queue(device, read)
        read.content = b""
        device.by_segment.setdefault(name.number, []).append(read.problems)

    def _queue(self, device: Device, read: Read) -> None:
        """Have a segment merged with its neighbours: fewer transactions write less."""
        name, reached = read.name, None
        if read.is_in_place:
            last = max(read.last, device.reached(name.number).read_to)
            reached = Reached(name.number, last, name.size, read.digest, read.is_whole)
            device.known[name.number] = reached
        device.waiting.append((read, reached))
        # The first ones are not waited for, as long as those after them are being read.
        enough = AT_ONCE if device.received else AT_ONCE // 4
        if sum(len(each.events) for each, _ in device.waiting) >= enough:
            self._flush(device)

    def _flush(self, device: Device) -> None:
        """Merge what waits, then keep how far each segment is read that had no fault in it."""
        events = [event for read, _ in device.waiting for event in read.events]
        wrong = refusals(events, self.here.now_ms)
        are_rows = not wrong and all(read.are_rows for read, _ in device.waiting)
        told = [event[1:] for event in events]
        for at in wrong:
            told[at] = (events[at].stamp, "", [])
        merged = self.store.merge(device.id, told, self.here, are_rows=are_rows)
        device.received += merged.new
        refused, first, good = merged.refused, 0, []
        for read, reached in device.waiting:
            end = first + len(read.events)
            faults = refused[bisect_left(refused, first) : bisect_left(refused, end)]
            for at in faults[:_MOST_NAMED]:
                why = wrong.get(at, "it states what cannot be")
                remedy = _SET_CLOCKS if why == FROM_AHEAD else _UPDATE
                what = f"event {events[at].number} was left out: {why}"
                read.trouble(Trouble.DAMAGED, what, remedy)
            if len(faults) > _MOST_NAMED:
                more = f"{len(faults) - _MOST_NAMED:,} more of its events were left out"
                read.trouble(Trouble.DAMAGED, more, _UPDATE)
            if reached is not None and not faults:
                good.append(reached)
            first = end
        self.store.keep_reached(device.id, good)
        device.waiting.clear()
        self.heard(device.received, device.share)

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

    def _supersede(self, device: Device, number: int) -> None:
        """Stop missing what is told anew from segment ``number`` on."""
        if number <= device.told_anew_from:
            return
        for earlier in [each for each in device.by_segment if each < number]:
            del device.by_segment[earlier]
        device.known[_TOLD_ANEW] = Reached(_TOLD_ANEW, number, is_done=True)
        self.store.keep_reached(device.id, [device.known[_TOLD_ANEW]])

    def _name_missing(self, device: Device, there: set[int]) -> None:
        """Name what is not there before the last segment that is one: a mere name is none."""
        last = max((number for number, each in device.known.items() if each.hash), default=0)
        done = {number for number, each in device.known.items() if each.is_done}
        for first, end in gaps(there | done, max(1, device.told_anew_from), last):
            one = first == end
            which = f"segment {first} is" if one else f"segments {first:,} to {end:,} are"
            device.problems.append(
                Problem(
                    Trouble.MISSING,
                    device_folder(device.id),
                    f"{which} missing; those after {'it' if one else 'them'} were merged",
                    "wait until it is carried over" if one else "wait until they are carried over",
                )
            )


def gaps(there: set[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last number of each gap in ``there`` from ``first`` to ``last``."""
    for number in sorted(each for each in {*there, last + 1} if first <= each <= last + 1):
        if number > first:
            yield first, number - 1
        first = number + 1
