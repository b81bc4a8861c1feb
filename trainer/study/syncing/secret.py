"""The key of a sealed sync folder on this device: asked for once, kept if the user wants it.

Kept is the folder's key, never the passphrase, in a file that its owner alone may read. The answers
themselves lie beside it in plain: a seal guards what leaves this machine, not what is on it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from trainer.errors import BadInput
from trainer.store.database import Store
from trainer.study.kept import put_file
from trainer.sync.disk import Disk, RealDisk
from trainer.sync.layout import DEVICES
from trainer.sync.seal import (
    KEY_FILE,
    MOST_KEY_FILE_BYTES,
    KeyFileGone,
    Seal,
    new_key,
    opened,
)

KEPT = "sync.key"
"""Its name in the data folder."""


_SEALED = "sealed"


class Locked(BadInput):
    """The folder is sealed, and its passphrase was not given yet."""


def was_sealed(store: Store) -> bool:
    """Return whether the chosen folder is a sealed one: nothing is told into it in plain."""
    noted = store.sync_value(_SEALED)
    return tells_sealed(store) if noted is None else bool(noted)


def tells_sealed(store: Store) -> bool:
    """Return whether what this device told last was sealed."""
    return bool(store.sync_value("written", {}).get("is_sealed"))


def note_sealed(store: Store, *, sealed: bool) -> None:
    """Note whether the chosen folder is a sealed one, whatever becomes of its key file."""
    if store.sync_value(_SEALED) is not sealed:
        store.keep_sync_values({_SEALED: sealed})


def key_file(disk: Disk) -> bytes | None:
    """Return the key file of a sealed folder, None for a folder that is not sealed.

    Raises BadInput for one that cannot be read.
    """
    try:
        return disk.read(KEY_FILE, MOST_KEY_FILE_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadInput(
            f"the folder's key file cannot be read: {(error.strerror or str(error)).lower()}",
            where=KEY_FILE,
            remedy="see to its permissions",
        ) from error


def is_fresh(folder: Path) -> bool:
    """Return whether nobody wrote into ``folder`` yet: what will be there can still be sealed."""
    disk = RealDisk(folder)
    return key_file(disk) is None and not disk.entries(DEVICES)


def unlocked(folder: Path, passphrase: str, store: Store) -> tuple[Seal, bytes]:
    """Return the seal that ``passphrase`` opens, and the key file it was opened in.

    A folder into which nobody wrote yet is sealed with it. Raises WrongPassphrase, KeyFileGone, and
    BadInput for a folder that holds answers in plain. Takes a quarter of a second.
    """
    disk = RealDisk(folder)
    found = key_file(disk)
    if found is not None:
        return opened(found, passphrase), found
    if not is_fresh(folder) and was_sealed(store):
        raise KeyFileGone(KEY_FILE)
    if not is_fresh(folder):
        raise BadInput(
            "this folder holds answers that are not sealed",
            where=str(folder),
            remedy="choose a new, empty folder for sealed ones, on each of your devices",
        )
    made, seal = new_key(passphrase)
    disk.put(KEY_FILE, made)
    return seal, made


def keep(data_dir: Path, seal: Seal, made_of: bytes) -> None:
    """Keep the key of the folder whose key file is ``made_of``. Raises CannotRun."""
    kept = {"key": seal.key.hex(), "key_file": _digest(made_of)}
    put_file(data_dir / KEPT, (json.dumps(kept) + "\n").encode())


def forget(data_dir: Path) -> None:
    """Keep no key any longer."""
    (data_dir / KEPT).unlink(missing_ok=True)


def kept_seal(folder: Path, data_dir: Path, store: Store) -> Seal | None:
    """Return the seal of ``folder`` by the key that is kept; None where it is not sealed.

    Raises Locked where it is and the key is not kept, and KeyFileGone where its key file is gone:
    answers that were to be sealed are not written in plain.
    """
    found = key_file(RealDisk(folder))
    try:
        kept = json.loads((data_dir / KEPT).read_text("ascii"))
        key, made_of = bytes.fromhex(kept["key"]), kept["key_file"]
    except (OSError, ValueError, TypeError, KeyError):
        key, made_of = b"", ""
    if found is None and not key and not was_sealed(store):
        return None
    if found is None:
        raise KeyFileGone(KEY_FILE)
    if made_of != _digest(found):
        raise Locked(
            "this sync folder is sealed with a passphrase",
            where=str(folder),
            remedy="type the passphrase that was chosen on the first device",
        )
    return Seal(key)


def _digest(made_of: bytes) -> str:
    return hashlib.sha256(made_of).hexdigest()
