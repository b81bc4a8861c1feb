"""Which machine and which profile on it this is: a copy of the profile is another device."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

_SYSTEM_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_RANDOM = 1 << 40
"""Set in a node number that Python drew because the machine has none (RFC 9562, 6.10)."""


def machine_mark(database: Path, system_ids: tuple[Path, ...] = _SYSTEM_IDS) -> str:
    """Return what stays the same for one database on one machine, and tells nothing about it."""
    text = f"{_system_id(system_ids)}\n{database.resolve()}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _system_id(paths: tuple[Path, ...]) -> str:
    for path in paths:
        try:
            return path.read_text("ascii").strip()
        except (OSError, ValueError):
            continue
    node = uuid.getnode()
    return "" if node & _RANDOM else str(node)
