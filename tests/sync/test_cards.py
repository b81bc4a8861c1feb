"""Progress cards: signed by their owner, and believed only as signed."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from trainer.sync import cards
from trainer.sync.cards import Card, CardError, card_name, member_of, new_seed, signed, verified

SEED, OTHER = b"\x01" * 32, b"\x02" * 32
DAY = dt.date(2026, 11, 24)
CARD = Card("Ada", DAY, {"latency": 0.75, "cost": 0.5, "quality": None}, 0.8125, 12)
NAME = card_name(member_of(SEED))


def resigned(**fields: Any) -> bytes:
    """Return CARD's file with ``fields`` put in and honestly signed: by a strange version."""
    from nacl.signing import SigningKey

    data = json.loads(signed(CARD, SEED))
    data["card"] |= fields
    data["signature"] = SigningKey(SEED).sign(cards._canonical(data["card"])).signature.hex()
    return json.dumps(data).encode()


def edited(**fields: Any) -> bytes:
    return json.dumps(json.loads(signed(CARD, SEED)) | fields).encode()


def test_a_card_says_elsewhere_what_its_owner_signed() -> None:
    found = verified(signed(CARD, SEED), NAME)

    assert found.card == CARD
    assert found.member == member_of(SEED)
    assert found.mark == found.member[:8]


def test_a_card_holds_a_few_numbers_and_no_answers() -> None:
    assert set(json.loads(signed(CARD, SEED))["card"]) == {
        "name", "day", "readiness", "calibration", "streak",
    }  # fmt: skip


def test_every_new_member_has_a_key_of_his_own() -> None:
    assert member_of(new_seed()) != member_of(new_seed())


def test_a_number_that_was_changed_is_noticed() -> None:
    changed = signed(CARD, SEED).replace(b"0.75", b"0.95")
    with pytest.raises(CardError, match="changed after it was signed"):
        verified(changed, NAME)


def test_nobody_signs_in_the_name_of_another() -> None:
    forged = json.loads(signed(CARD, OTHER)) | {"member": member_of(SEED)}
    with pytest.raises(CardError, match="changed after it was signed, or never was"):
        verified(json.dumps(forged).encode(), NAME)


def test_a_card_in_the_place_of_anothers_is_noticed() -> None:
    with pytest.raises(CardError, match="under the name of another member"):
        verified(signed(CARD, OTHER), NAME)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"[1]",
        b"{}",
        b"\xff\xfe",
        b"[" * 5000,
        b" " * 9000,
        edited(triad_card=2),
        edited(card=[]),
        edited(member="00"),
        edited(member="zz" * 32),
        edited(member=3),
        edited(member=NAME.removesuffix(".card.json").upper()),
        edited(member=f"{NAME.removesuffix('.card.json')} "),
        edited(signature=None),
        edited(card={"streak": float("nan")}),
    ],
)
def test_what_is_no_card_is_told(content: bytes) -> None:
    with pytest.raises(CardError, match="no progress card"):
        verified(content, NAME)


def test_a_signature_of_another_length_is_none() -> None:
    with pytest.raises(CardError, match="never was"):
        verified(edited(signature="00"), NAME)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "  "},
        {"name": "a" * 41},
        {"name": "Ada\u202e"},
        {"name": 7},
        {"day": "yesterday"},
        {"day": 5},
        {"readiness": {"latency": 0.5}},
        {"readiness": None},
        {"readiness": {"latency": 1.5, "cost": 0.5, "quality": 0.5}},
        {"calibration": -0.1},
        {"calibration": "0.8"},
        {"streak": -1},
        {"streak": 10**9},
        {"streak": 1.5},
        {"streak": True},
    ],
)
def test_numbers_that_cannot_be_are_told_though_signed(fields: dict[str, Any]) -> None:
    with pytest.raises(CardError, match="numbers that cannot be"):
        verified(resigned(**fields), NAME)


def test_what_a_newer_version_adds_is_left_out() -> None:
    assert verified(resigned(motto="onward"), NAME).card == CARD


def test_a_card_without_its_dimensions_is_none() -> None:
    with pytest.raises(ValueError, match="Ada"):
        Card("Ada", DAY, {"latency": 0.5}, None, 0)
