"""The devices of a sync folder: how they call themselves, when each was last seen."""

from __future__ import annotations

import datetime as dt
import json

from trainer import __version__
from trainer.domain.stamps import HIGHEST, stamp_ms
from trainer.errors import BadInput
from trainer.store.database import Store
from trainer.study.syncing.report import DeviceStatus
from trainer.sync.disk import Disk
from trainer.sync.layout import ABOUT, device_folder
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import Seal

_MOST_BYTES = 4096
_LONGEST_NAME = 80
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_EVERY_MS = 3_600_000
"""So often a device that has nothing to tell says that it is still there."""


def instant(ms: int | None) -> dt.datetime | None:
    """Return the instant ``ms`` milliseconds after 1970, as far as there is one."""
    try:
        return None if ms is None else _EPOCH + dt.timedelta(milliseconds=ms)
    except OverflowError:
        return None


def devices(store: Store, name: str) -> tuple[DeviceStatus, ...]:
    """Return this device, called ``name``, and all others that were seen."""
    told = store.sync_value("written", {}).get("number", 0)
    own = DeviceStatus(
        store.device, name, instant(store.sync_value("last_run")), told, is_self=True
    )
    former = set(store.sync_value("former", []))
    others = (
        DeviceStatus(each.id, each.name, instant(max(each.seen_ms, stamp_ms(each.stamp)) or None),
                     each.events)
        for each in store.known_devices() if each.id not in former or each.events
    )  # fmt: skip
    return (own, *others)


def put_about(
    store: Store, disk: Disk, seal: Seal | None, about: dict[str, object], now_ms: int
) -> None:
    """Say in the folder what this device is ``about``, and now and then that it is there."""
    path = f"{device_folder(store.device)}/{ABOUT}"
    about = {**about, "version": __version__, "device": store.device}
    last = store.sync_value("about", {})
    at = last.pop("at", 0) if last else 0
    if about == last and at <= now_ms < at + _EVERY_MS:
        return
    data = (json.dumps({**about, "at": now_ms}) + "\n").encode()
    disk.put(path, data if seal is None else seal.seal(data, path))
    store.keep_sync_values({"about": {**about, "at": now_ms}})


def read_about(disk: Disk, seal: Seal | None, device: str) -> dict[str, object]:
    """Return what a device says about itself, nothing where it says nothing.

    Raises BadInput, OSError, ValueError for what is damaged.
    """
    path = f"{device_folder(device)}/{ABOUT}"
    try:
        data = disk.read(path, _MOST_BYTES)
    except FileNotFoundError:
        return {}
    found = json.loads(data if seal is None else seal.open(data, path))
    if not isinstance(found, dict):
        raise BadInput("this does not say how the device is called", where=path)
    json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be stored
    return found


def read_abouts(store: Store, disk: Disk, seal: Seal | None, found: list[str]) -> list[Problem]:
    """Keep how other devices call themselves and when they said so; return what is unreadable."""
    problems = []
    for device in found:
        try:
            about = read_about(disk, seal, device)
        except UNREADABLE:
            problems.append(
                Problem(
                    Trouble.DAMAGED,
                    f"{device_folder(device)}/{ABOUT}",
                    "this does not say how the device is called",
                    "it is written anew when that device is in step next time",
                )
            )
        else:
            name, at = about.get("name"), about.get("at")
            if isinstance(name, str) and isinstance(at, int):
                shown = "".join(filter(str.isprintable, name[:_LONGEST_NAME]))
                store.name_device(device, shown, max(0, min(at, HIGHEST)))
    return problems


UNREADABLE = (BadInput, OSError, ValueError, RecursionError)
"""What ``read_about`` raises."""
