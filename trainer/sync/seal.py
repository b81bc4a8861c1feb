"""What lies in the sync folder, unreadable to whoever carries it: libsodium through PyNaCl.

A passphrase opens ``key.json`` in the folder (Argon2id, RFC 9106); the random key in there seals
every blob (XChaCha20-Poly1305), each with a nonce of its own and bound to the name of its place:
one put in the place of another is noticed. docs/sync.md says what this protects and what not.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from trainer.errors import BadInput

KEY_FILE = "key.json"
"""Its name in the sync folder."""

MOST_KEY_FILE_BYTES = 4_096
LEAST_PASSPHRASE = 8
"""Fewer characters are guessed at once, whatever the derivation costs."""

_PASSES = 4
_MEMORY_BYTES = 128 * 2**20
"""More than the second choice of RFC 9106 (3 passes, 64 MiB): a quarter of a second, once."""

_MOST_PASSES = 16
_LEAST_MEMORY_BYTES = 8 * 2**20
_MOST_MEMORY_BYTES = 256 * 2**20
"""A key file may ask for so much, no more: it comes from a folder that others write to."""

_KEY_BYTES = 32
_SALT_BYTES = 16


class SealError(BadInput):
    """A blob was not sealed with this key, not for this place, or was changed since."""


class WrongPassphrase(SealError):
    """The passphrase does not open the folder's key."""


class KeyFileGone(SealError):
    """The folder is a sealed one, and its key file is not there."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "the key file of this sealed folder is gone",
            where=where,
            remedy="let it be carried over again, or choose a new, empty folder",
        )


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``key.json`` says: how the passphrase becomes a key, and the key that it opens.

    Raises ValueError or TypeError for what is none.
    """

    triad_sync_key: int
    derivation: str
    passes: int
    memory_bytes: int
    salt: str
    sealed_key: str

    def __post_init__(self) -> None:
        known = self.triad_sync_key == 1 and self.derivation == "argon2id"
        cheap_enough = (
            1 <= self.passes <= _MOST_PASSES
            and _LEAST_MEMORY_BYTES <= self.memory_bytes <= _MOST_MEMORY_BYTES
        )
        if not (known and cheap_enough and len(bytes.fromhex(self.salt)) == _SALT_BYTES):
            raise ValueError(self)
        bytes.fromhex(self.sealed_key)

    @property
    def bound(self) -> str:
        """What cannot be changed in the file without the passphrase."""
        return f"triad-sync key 1\n{self.passes} {self.memory_bytes} {self.salt}"


class Seal:
    """Seals and opens blobs with the key of one sync folder."""

    def __init__(self, key: bytes) -> None:
        from nacl.secret import Aead

        self._box = Aead(key)

    @property
    def key(self) -> bytes:
        """The secret itself, for whoever keeps it between two starts."""
        return bytes(self._box)

    def seal(self, content: bytes, name: str = "") -> bytes:
        """Return ``content`` sealed for the place ``name``, 40 bytes longer than it."""
        return bytes(self._box.encrypt(content, name.encode()))

    def open(self, sealed: bytes, name: str = "") -> bytes:
        """Return what was sealed for the place ``name``. Raises SealError for anything else."""
        from nacl.exceptions import CryptoError

        try:
            return self._box.decrypt(sealed, name.encode())
        except (CryptoError, ValueError) as error:
            raise SealError(
                "this was not sealed with the folder's key, or was changed since", where=name
            ) from error


def new_key(passphrase: str) -> tuple[bytes, Seal]:
    """Return the bytes of a key file that ``passphrase`` opens, and the seal of its new key.

    Takes a quarter of a second and 128 MiB. Raises BadInput for a passphrase that is too short.
    """
    from nacl.utils import random

    if len(passphrase) < LEAST_PASSPHRASE:
        raise BadInput(
            f"a passphrase has at least {LEAST_PASSPHRASE} characters",
            remedy="several words are better still",
        )
    key = random(_KEY_BYTES)
    return _sealed(key, passphrase, random(_SALT_BYTES).hex()), Seal(key)


def _sealed(key: bytes, passphrase: str, salt: str) -> bytes:
    plan = KeyFile(1, "argon2id", _PASSES, _MEMORY_BYTES, salt, "")
    sealed = _box_of(plan, passphrase).seal(key, plan.bound).hex()
    return (json.dumps(asdict(replace(plan, sealed_key=sealed)), indent=2) + "\n").encode()


def opened(key_file: bytes, passphrase: str) -> Seal:
    """Return the seal of the key that ``passphrase`` opens in the bytes of a key file.

    Raises WrongPassphrase, and BadInput for a file that is no key file or from a newer version.
    """
    found = _read(key_file)
    box = _box_of(found, passphrase)
    try:
        return Seal(box.open(bytes.fromhex(found.sealed_key), found.bound))
    except SealError as error:
        raise WrongPassphrase(
            "the passphrase is not that of this sync folder",
            where=KEY_FILE,
            remedy="type the one that was chosen on the first device; nothing was read or written",
        ) from error


def _box_of(plan: KeyFile, passphrase: str) -> Seal:
    import unicodedata

    from nacl.pwhash import argon2id

    # Two keyboards may write the same é in two ways.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    salt = bytes.fromhex(plan.salt)
    return Seal(argon2id.kdf(_KEY_BYTES, typed, salt, plan.passes, plan.memory_bytes))


def _read(key_file: bytes) -> KeyFile:
    try:
        return KeyFile(**json.loads(key_file[: MOST_KEY_FILE_BYTES + 1]))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadInput(
            "this is no key file of this version of Triad Trainer",
            where=KEY_FILE,
            remedy="let it be carried over whole, put back an earlier copy, or update",
        ) from error
