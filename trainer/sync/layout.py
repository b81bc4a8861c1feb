"""What lies where in a sync folder, and what its names mean.

``triad-sync.json`` tells the folder from any other; ``devices/<device>/`` holds what one device
wrote, and only that device writes there: segments that are closed (``00000001.jsonl.zst``) and the
one that still grows (``00000002.open.jsonl``); ``decks/`` holds the decks they name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trainer.errors import BadInput
from trainer.sync.disk import unreadable
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import KEY_FILE, KeyFileGone

if TYPE_CHECKING:
    from trainer.sync.disk import Disk

FORMAT: Final = 1
MARK: Final = "triad-sync.json"
DEVICES: Final = "devices"
DECKS: Final = "decks"
ABOUT: Final = "device.json"
_MOST_MARK_BYTES: Final = 4096

_DEVICE: Final = re.compile(r"[0-9a-f]{16}")
_SEGMENT: Final = re.compile(r"(?P<number>\d{8})(?P<open>\.open)?\.jsonl(?(open)|\.zst)")
# What engines add to a name when two machines changed one file: Syncthing; Dropbox, Nextcloud and
# ownCloud ("conflicted copy", "conflict"); Google Drive ("(1)").
_CONFLICT: Final = re.compile(
    r"\.sync-conflict-[0-9A-Za-z-]+|[ _-]*\([^()]*(?:conflict|case clash)[^()]*\)|[ _]\(\d+\)",
    re.IGNORECASE,
)


class NotASyncFolder(BadInput):
    """The folder is none of ours, or of a newer version."""


@dataclass(frozen=True, slots=True)
class SegmentName:
    """A segment's file, as its name tells."""

    device: str
    number: int
    is_open: bool
    path: str
    is_conflict: bool = False
    size: int = 0

    @property
    def place(self) -> str:
        """What a seal binds the segment's content to."""
        return f"{self.device}/{self.number}"


def device_folder(device: str) -> str:
    """Return the path of what ``device`` wrote."""
    return f"{DEVICES}/{device}"


def is_device(name: str) -> bool:
    """Return whether ``name`` is one that a device has."""
    return _DEVICE.fullmatch(name) is not None


def segment_path(device: str, number: int, *, is_open: bool) -> str:
    """Return the path of a segment."""
    return f"{device_folder(device)}/{number:08}{'.open.jsonl' if is_open else '.jsonl.zst'}"


def segment_name(device: str, name: str, size: int = 0) -> SegmentName | None:
    """Return what the ``name`` of a file of ``device`` tells, None for no segment."""
    plain = _CONFLICT.sub("", name)
    found = _SEGMENT.fullmatch(plain)
    if found is None or not int(found["number"]):
        return None
    path = f"{device_folder(device)}/{name}"
    return SegmentName(device, int(found["number"]), bool(found["open"]), path, plain != name, size)


def open_folder(disk: Disk, fresh: str, *, is_sealed: bool) -> str:
    """Return the folder's identity; a folder that has none yet becomes a sync folder.

    ``fresh`` is the identity it gets then, ``is_sealed`` whether there is a seal for it. Raises
    NotASyncFolder for one of a newer version or with a damaged mark, which is left alone, CannotRun
    for a mark that cannot be read, and KeyFileGone where it says that all in the folder is sealed,
    and there is no seal.
    """
    try:
        text = disk.read(MARK, _MOST_MARK_BYTES)
    except FileNotFoundError:
        made: dict[str, object] = {"triad-sync": FORMAT, "folder": fresh}
        if is_sealed:
            # The key file may arrive after this one: until then nobody tells anything in plain.
            made["sealed"] = True
        disk.put(MARK, (json.dumps(made) + "\n").encode())
        return fresh
    except OSError as error:
        raise unreadable(MARK, error) from error
    try:
        found = json.loads(text)
        version, folder = found["triad-sync"], found["folder"]
        newer = version > FORMAT
        known, says_sealed = str(folder), found.get("sealed") is True
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotASyncFolder(
            "this file does not say which sync folder it is",
            where=MARK,
            remedy="wait until it is carried over whole, or choose an empty folder",
        ) from error
    if newer:
        raise NotASyncFolder(
            "a newer version of Triad Trainer made this sync folder",
            where=MARK,
            remedy="update Triad Trainer",
        )
    if says_sealed and not is_sealed:
        raise KeyFileGone(KEY_FILE)
    return known


def devices(disk: Disk) -> tuple[list[str], list[Problem]]:
    """Return the devices that wrote into the folder, and what else lies among them."""
    found, problems = [], []
    for entry in disk.entries(DEVICES):
        if entry.is_folder and is_device(entry.name):
            found.append(entry.name)
        else:
            problems.append(_foreign(f"{DEVICES}/{entry.name}"))
    return found, problems


def segments(disk: Disk, device: str) -> tuple[list[SegmentName], list[Problem]]:
    """Return a device's segments in order (of one, copies last), and what else is there."""
    found: list[SegmentName] = []
    problems = []
    for entry in disk.entries(device_folder(device)):
        path = f"{device_folder(device)}/{entry.name}"
        name = segment_name(device, entry.name, entry.size)
        if name is None or entry.is_folder:
            if entry.name != ABOUT and not _CONFLICT.search(entry.name):
                problems.append(_foreign(path))
        elif not entry.is_plain:
            problems.append(
                Problem(
                    Trouble.NOT_PLAIN,
                    path,
                    "this is a link or a pipe and was not opened",
                    "put the file itself there",
                )
            )
        else:
            found.append(name)
    return sorted(found, key=lambda name: (name.number, name.is_conflict, name.is_open)), problems


def has_conflicts(disk: Disk, device: str) -> bool:
    """Return whether two machines wrote files of ``device``: it was copied with its profile."""
    return any(_CONFLICT.search(entry.name) for entry in disk.entries(device_folder(device)))


def _foreign(path: str) -> Problem:
    return Problem(
        Trouble.FOREIGN,
        path,
        "this is none of Triad Trainer's files and was left alone",
        "move it elsewhere if it is yours",
    )
