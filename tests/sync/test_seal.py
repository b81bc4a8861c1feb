"""A passphrase opens the folder's key, and nothing else does."""

from __future__ import annotations

import json
import unicodedata

import pytest

from trainer.errors import BadInput
from trainer.sync import seal as module
from trainer.sync.line import Event, read_line, write_line
from trainer.sync.seal import Seal, SealError, WrongPassphrase, new_key, opened

COST = (module._PASSES, module._MEMORY_BYTES)
PASSPHRASE = "nine blue café doors"


@pytest.fixture(scope="module", autouse=True)
def cheap() -> object:
    """Spend little on the derivation; what it costs in truth is asked for below."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PASSES", 1)
        patch.setattr(module, "_MEMORY_BYTES", 8 * 2**20)
        yield


@pytest.fixture(scope="module")
def made(cheap: object) -> tuple[bytes, Seal]:
    return new_key(PASSPHRASE)


def test_what_was_sealed_on_one_device_opens_on_another(made: tuple[bytes, Seal]) -> None:
    key_file, seal = made

    there = opened(key_file, unicodedata.normalize("NFD", PASSPHRASE))

    assert there.open(seal.seal(b"answers", "devices/a/1"), "devices/a/1") == b"answers"


def test_a_wrong_passphrase_is_told(made: tuple[bytes, Seal]) -> None:
    with pytest.raises(WrongPassphrase, match="not that of this sync folder"):
        opened(made[0], PASSPHRASE + " ")


def test_a_blob_in_the_place_of_another_is_noticed(made: tuple[bytes, Seal]) -> None:
    with pytest.raises(SealError, match="devices/b/1"):
        made[1].open(made[1].seal(b"answers", "devices/a/1"), "devices/b/1")


def test_one_changed_bit_is_noticed_anywhere(made: tuple[bytes, Seal]) -> None:
    sealed = made[1].seal(b"answers")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(SealError):
            made[1].open(changed)


@pytest.mark.parametrize("length", [0, 1, 23, 24, 39])
def test_too_little_is_no_blob(made: tuple[bytes, Seal], length: int) -> None:
    with pytest.raises(SealError):
        made[1].open(made[1].seal(b"")[:length])


def test_the_same_content_is_never_sealed_alike(made: tuple[bytes, Seal]) -> None:
    assert made[1].seal(b"answers") != made[1].seal(b"answers")
    assert len(made[1].seal(b"answers")) == len(b"answers") + 40


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(BadInput, match="at least 8 characters"):
        new_key("1234567")


def test_the_key_file_holds_no_secret_in_plain(made: tuple[bytes, Seal]) -> None:
    key_file, seal = made
    assert PASSPHRASE.encode() not in key_file
    assert seal.key.hex().encode() not in key_file


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("triad_sync_key", 2),
        ("derivation", "none"),
        ("passes", 0),
        ("passes", 10**9),
        ("passes", "1"),
        ("memory_bytes", 2**40),
        ("memory_bytes", 1),
        ("salt", "00"),
        ("salt", "zz" * 16),
        ("sealed_key", "no hex"),
        ("sealed_key", 3),
        ("more", 1),
    ],
)
def test_what_is_no_key_file_is_told(made: tuple[bytes, Seal], name: str, value: object) -> None:
    changed = json.loads(made[0]) | {name: value}
    with pytest.raises(BadInput, match=r"no key file of this version"):
        opened(json.dumps(changed).encode(), PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 4000, b"{}", b"0" * 9000])
def test_a_broken_key_file_is_told(content: bytes) -> None:
    with pytest.raises(BadInput, match="no key file"):
        opened(content, PASSPHRASE)


def test_a_cheaper_derivation_put_into_the_key_file_opens_nothing(made: tuple[bytes, Seal]) -> None:
    changed = json.loads(made[0]) | {"passes": 2}
    with pytest.raises(WrongPassphrase):
        opened(json.dumps(changed).encode(), PASSPHRASE)


def test_an_emptied_key_opens_nothing(made: tuple[bytes, Seal]) -> None:
    changed = json.loads(made[0]) | {"sealed_key": ""}
    with pytest.raises(WrongPassphrase):
        opened(json.dumps(changed).encode(), PASSPHRASE)


def test_guessing_costs_what_the_standard_asks_for() -> None:
    # RFC 9106, section 4, the second recommended choice: 3 passes over 64 MiB.
    assert COST[0] >= 3
    assert COST[1] >= 64 * 2**20


def test_a_line_in_plain_is_no_line_of_a_sealed_folder(made: tuple[bytes, Seal]) -> None:
    event = Event(1, 5, "review", ["x"])
    plain = write_line(event).removesuffix(b"\n")
    sealed = write_line(event, made[1], "a/1").removesuffix(b"\n")

    assert read_line(sealed, made[1], "a/1") == event
    with pytest.raises(SealError, match="not sealed"):
        read_line(plain, made[1], "a/1")
    with pytest.raises(SealError, match="sealed with a passphrase"):
        read_line(sealed)
    with pytest.raises(SealError, match="changed since"):
        read_line(sealed, made[1], "a/2")
