"""Which folder keeps this device in step with others, and what it is called there."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.store.database import Store
from trainer.study.syncing.report import DeviceStatus

_FOLDER = "chosen_folder"
_NAME = "chosen_name"
MOST_NAME = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """The sync ``folder``, None for none; ``name`` is what the other devices show."""

    folder: Path | None
    name: str


def chosen(store: Store) -> Choice:
    """Return what was chosen; a device without a name has that of the machine."""
    folder, name = store.sync_value(_FOLDER, ""), store.sync_value(_NAME, "")
    return Choice(Path(folder) if folder else None, (name or platform.node())[:MOST_NAME])


def choose_folder(store: Store, folder: Path | None) -> None:
    """Keep in step through ``folder`` from now on, or through none."""
    store.keep_sync_values({_FOLDER: str(folder) if folder else ""})


def choose_name(store: Store, name: str) -> None:
    """Be called ``name`` on the other devices; an empty one is the machine's."""
    store.keep_sync_values({_NAME: name.strip()[:MOST_NAME]})


def shown_names(devices: Sequence[DeviceStatus]) -> dict[str, str]:
    """Return what each device is called, by its id; of two of one name each with its own digits."""
    names = {each.id: each.name or "a device" for each in devices}
    often = Counter(names.values())
    return {
        key: name if often[name] == 1 and name != "a device" else f"{name} {key[:8]}"
        for key, name in names.items()
    }
