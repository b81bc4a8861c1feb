"""Progress cards: a few numbers that a member of a cohort signs and shares. Never an answer.

A card is a small JSON file, named for the key that signs it (Ed25519, by PyNaCl): nobody else can
write or change a card in its owner's name. What a name means is for the cohort to know: anybody may
call himself Ada, and the first digits of the key tell two of them apart.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from trainer.errors import BadInput

SUFFIX = ".card.json"
MOST_CARD_BYTES = 8_192
MOST_NAME = 40
SEED_BYTES = 32
"""What a member keeps secret."""

DIMENSIONS = ("latency", "cost", "quality")
_VERSION = 1
_PURPOSE = "triad-card 1\n"
"""A signature under a card is none under anything else."""

_MOST_DAYS = 100_000


class CardError(BadInput):
    """A card that nobody can have signed as it stands."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a member shows. Shares lie between 0 and 1; None where there is nothing to count.

    ``day`` is the study day of the numbers, ``readiness`` the share of each dimension's drills that
    would be known on it, ``calibration`` the share of the 80 % intervals that held the truth,
    ``streak`` the days in a row. Raises ValueError or TypeError for what is none.
    """

    name: str
    day: dt.date
    readiness: Mapping[str, float | None]
    calibration: float | None
    streak: int

    def __post_init__(self) -> None:
        named = self.name.strip() and self.name.isprintable() and len(self.name) <= MOST_NAME
        if not named or set(self.readiness) != set(DIMENSIONS):
            raise ValueError(self)
        shares = (self.calibration, *self.readiness.values())
        if not all(share is None or 0.0 <= share <= 1.0 for share in shares):
            raise ValueError(self)
        if type(self.streak) is not int or not 0 <= self.streak <= _MOST_DAYS:
            raise ValueError(self)


@dataclass(frozen=True, slots=True)
class Signed:
    """A card and the public key (64 hexadecimal digits) of the member who signed it."""

    card: Card
    member: str

    @property
    def mark(self) -> str:
        """The first digits of the key: what tells two members of one name apart."""
        return self.member[:8]


def new_seed() -> bytes:
    """Return the secret with which a new member signs."""
    from nacl.utils import random

    return random(SEED_BYTES)


def member_of(seed: bytes) -> str:
    """Return the public key of the member who keeps ``seed``."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(seed).verify_key).hex()


def card_name(member: str) -> str:
    """Return what the file of ``member``'s card is called."""
    return f"{member}{SUFFIX}"


def signed(card: Card, seed: bytes) -> bytes:
    """Return the file of ``card``, signed with ``seed``."""
    from nacl.signing import SigningKey

    key = SigningKey(seed)
    fields = {**asdict(card), "day": card.day.isoformat()}
    data = {
        "triad_card": _VERSION,
        "card": fields,
        "member": bytes(key.verify_key).hex(),
        "signature": key.sign(_canonical(fields)).signature.hex(),
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def verified(content: bytes, file_name: str) -> Signed:
    """Return the card in the file ``file_name``. Raises CardError, which says what is wrong."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        data = _read(content)
        member, fields = data["member"], data["card"]
        key = VerifyKey(_key_bytes(member))
        signature = bytes.fromhex(data["signature"])
        message = _canonical(fields)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CardError(
            "this is no progress card", where=file_name, remedy="have it shared again"
        ) from error
    if file_name != card_name(member):
        raise CardError(
            "this card lies under the name of another member",
            where=file_name,
            remedy="delete it; its owner's own card is named for his key",
        )
    try:
        key.verify(message, signature)
    except (CryptoError, ValueError) as error:
        raise CardError(
            "this card was changed after it was signed, or never was",
            where=file_name,
            remedy="do not believe it; its owner can share it again",
        ) from error
    return Signed(_card(fields, file_name), member)


def _key_bytes(member: str) -> bytes:
    """Return the key of a member. In capitals or with spaces the same would be another one."""
    key = bytes.fromhex(member)
    if member != key.hex():
        raise ValueError(member)
    return key


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_CARD_BYTES:
        raise ValueError(len(content))
    data = json.loads(content)
    if not (isinstance(data, dict) and isinstance(data["card"], dict)):
        raise TypeError(data)
    if data["triad_card"] != _VERSION:
        raise ValueError(data["triad_card"])
    return data


def _card(fields: Mapping[str, Any], file_name: str) -> Card:
    """Return the card that ``fields`` hold; those that a newer version added are left out."""
    try:
        return Card(
            fields["name"],
            dt.date.fromisoformat(fields["day"]),
            {each: fields["readiness"][each] for each in DIMENSIONS},
            fields["calibration"],
            fields["streak"],
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CardError(
            "this card holds numbers that cannot be",
            where=file_name,
            remedy="its owner can share it again with a current version",
        ) from error


def _canonical(fields: Mapping[str, Any]) -> bytes:
    """Return the one way to write ``fields`` that is signed."""
    return (_PURPOSE + json.dumps(fields, sort_keys=True, allow_nan=False)).encode()
