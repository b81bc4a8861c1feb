"""One random history over several devices, and what must hold at its end."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from tests.sync.replicas import Device

DRILLS = 5
MARK = "triad-sync.json"


class History:
    """Devices that answer, sync, are cut off, crash; files that are carried late and in part."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        many = self.chance.randint(2, 6)
        self.devices = [self._device(number) for number in range(many)]
        self.versions: dict[str, list[bytes]] = defaultdict(list)
        """Every state of each file that a device wrote, oldest first."""
        self.writer: dict[str, int] = {}
        """Which machine wrote it last."""
        self.counts = Counter[str]()
        """How often each thing happened."""
        first = self.devices[0]
        first.sync()
        for device in self.devices[1:]:
            device.disk.files[MARK] = first.disk.files[MARK]

    def _device(self, number: int) -> Device:
        return Device(number, self.chance, self.chance.choice((2, DRILLS, DRILLS)))

    # -- what happens ----------------------------------------------------------------------

    def run(self, steps: int) -> None:
        actions = (
            *(self._answer,) * 6,
            *(self._sync,) * 4,
            *(self._carry,) * 6,
            self._take_back,
            self._mark,
            self._set,
            self._adjust,
            self._crash,
            self._restore,
            self._carry_badly,
            self._copy,
        )
        for _ in range(steps):
            action = self.chance.choice(actions)
            self.counts[action.__name__.strip("_")] += 1
            action(self.chance.choice(self.devices))

    def _answer(self, device: Device) -> None:
        device.pass_time()
        for _ in range(self.chance.randint(1, 4)):
            device.answer()

    def _take_back(self, device: Device) -> None:
        device.take_back()

    def _mark(self, device: Device) -> None:
        device.pass_time()
        device.mark()

    def _set(self, device: Device) -> None:
        device.pass_time()
        device.set_something()

    def _adjust(self, device: Device) -> None:
        device.adjust()

    def _sync(self, device: Device) -> None:
        device.sync()
        self._note(device)

    def _crash(self, device: Device) -> None:
        device.sync_and_crash()
        self._note(device)

    def _restore(self, device: Device) -> None:
        """Put a copy of the store back: what was told since is in the device's own files."""
        if self.chance.random() < 0.3:
            device.sync()
            self._note(device)
            kept = device.store._connection.serialize()
            for _ in range(self.chance.randint(0, 3)):
                device.answer()
            device.sync()
            self._note(device)
            device.restore(kept)

    def _copy(self, device: Device) -> None:
        """Copy a profile to another machine, where it goes on as the same device at first."""
        if len(self.devices) < 6 and self.chance.random() < 0.2:
            self.devices.append(device.copied(len(self.devices)))

    def _note(self, device: Device) -> None:
        for path, data in device.disk.files.items():
            if device.owns(path):
                known = self.versions[path]
                if not known or known[-1] != data:
                    known.append(data)
                    self.writer[path] = device.number

    # -- what carries files ------------------------------------------------------------------

    def _carry(self, to: Device) -> None:
        """Carry some files over, each in a state it had at some time, in any order."""
        for path in self._paths(to):
            if self.chance.random() < 0.6:
                versions = self.versions[path]
                data = self.chance.choice((versions[-1], self.chance.choice(versions)))
                self._deliver(to, path, data)

    @staticmethod
    def _deliver(to: Device, path: str, data: bytes) -> None:
        """Put a file into a replica; where two machines wrote it, beside the one that is there."""
        there = to.disk.files.get(path, data)
        if to.owns(path) and there != data:
            name, _, end = path.partition(".")
            path = f"{name}.sync-conflict-20260303-101010-ABCDEFG.{end}"
        to.disk.files[path] = data

    def _carry_badly(self, to: Device) -> None:
        paths = self._paths(to)
        if not paths:
            return
        path = self.chance.choice(paths)
        data = self.versions[path][-1]
        name, _, end = path.rpartition("/")[2].partition(".")
        folder = path.rpartition("/")[0]
        bad = self.chance.randrange(4)
        if bad == 0:
            to.disk.files[path] = data[: self.chance.randrange(len(data))]
        elif bad == 1:
            at = self.chance.randrange(len(data))
            to.disk.files[path] = data[:at] + b"#" + data[at + 1 :]
        elif bad == 2:
            to.disk.files[f"{folder}/{name}.sync-conflict-20260303-101010-ABCDEFG.{end}"] = data
        else:
            to.disk.files.pop(path, None)

    def _paths(self, to: Device) -> list[str]:
        paths = [path for path in self.versions if self.writer[path] != to.number]
        self.chance.shuffle(paths)
        return paths

    # -- what must hold ----------------------------------------------------------------------

    def heal(self) -> None:
        """Let everything arrive, everywhere, in its last state."""
        for device in self.devices:
            device.install(DRILLS)
        for _ in range(4):
            for device in self.devices:
                device.sync()
                self._note(device)
            for device in self.devices:
                self._deliver_all(device)

    def _deliver_all(self, to: Device) -> None:
        for path in [path for path in to.disk.files if "conflict" in path]:
            del to.disk.files[path]
        for path, versions in self.versions.items():
            if self.writer[path] != to.number:
                self._deliver(to, path, versions[-1])

    def check(self) -> None:
        """Assert that all devices are equal, that nothing is missing, that order plays no part."""
        canons = [device.store.canon() for device in self.devices]
        assert len(set(canons)) == 1
        there = {logged.review.id for logged in self.devices[0].store.log()}
        for device in self.devices:
            assert set(device.own) <= there
        for device in self.devices:
            report = device.sync()
            assert (report.sent, report.received, report.states) == (0, 0, 0)
            assert device.store.canon() == canons[0]
        self._check_orders(canons[0])

    def _check_orders(self, canon: bytes) -> None:
        """Merge the same segments into fresh stores, in another order and grouping each."""
        first = self.devices[0].disk.files
        for number in (90, 91):
            fresh = Device(number, self.chance, 0)
            fresh.disk.files[MARK] = first[MARK]
            paths = [path for path in first if path != MARK]
            self.chance.shuffle(paths)
            while paths:
                for path in paths[:3]:
                    fresh.disk.files[path] = first[path]
                del paths[:3]
                fresh.sync()
            assert fresh.store.canon() == canon
