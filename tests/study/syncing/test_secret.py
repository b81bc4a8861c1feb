"""The key of a sealed folder: opened by the passphrase, kept if that is wanted."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from trainer.errors import BadInput
from trainer.store.database import Store
from trainer.study.study import Study
from trainer.study.syncing import secret
from trainer.sync.disk import RealDisk
from trainer.sync.seal import KeyFileGone, WrongPassphrase

PASSPHRASE = "nine blue doors"


@pytest.fixture(autouse=True)
def cheap(cheap_seal: None) -> None:
    """Spend little on the derivation."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sync"
    made.mkdir()
    return made


@pytest.fixture
def store(study: Study) -> Store:
    return study.store


def test_the_first_passphrase_seals_an_empty_folder_and_opens_it_elsewhere(
    folder: Path, store: Store
) -> None:
    first, made_of = secret.unlocked(folder, PASSPHRASE, store)
    second, found = secret.unlocked(folder, PASSPHRASE, store)

    assert found == made_of
    assert second.open(first.seal(b"answers")) == b"answers"


def test_a_wrong_passphrase_changes_nothing(folder: Path, store: Store) -> None:
    secret.unlocked(folder, PASSPHRASE, store)
    before = (folder / "key.json").read_bytes()

    with pytest.raises(WrongPassphrase):
        secret.unlocked(folder, "ten blue doors", store)

    assert [each.name for each in folder.iterdir()] == ["key.json"]
    assert (folder / "key.json").read_bytes() == before


def test_what_lies_there_in_plain_is_not_sealed_afterwards(folder: Path, store: Store) -> None:
    (folder / "devices" / "0123456789abcdef").mkdir(parents=True)
    with pytest.raises(BadInput, match="choose a new, empty folder"):
        secret.unlocked(folder, PASSPHRASE, store)
    assert not (folder / "key.json").exists()


def test_a_kept_key_opens_the_folder_without_the_passphrase(
    folder: Path, tmp_path: Path, store: Store
) -> None:
    seal, made_of = secret.unlocked(folder, PASSPHRASE, store)
    with pytest.raises(secret.Locked, match="type the passphrase"):
        secret.kept_seal(folder, tmp_path, store)

    secret.keep(tmp_path, seal, made_of)

    kept = secret.kept_seal(folder, tmp_path, store)
    assert kept is not None
    assert kept.open(seal.seal(b"answers")) == b"answers"
    place = tmp_path / secret.KEPT
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert PASSPHRASE not in place.read_text()


def test_a_forgotten_key_is_asked_for(folder: Path, tmp_path: Path, store: Store) -> None:
    secret.keep(tmp_path, *secret.unlocked(folder, PASSPHRASE, store))
    secret.forget(tmp_path)
    secret.forget(tmp_path)
    with pytest.raises(secret.Locked):
        secret.kept_seal(folder, tmp_path, store)


def test_the_key_of_another_folder_is_not_tried(folder: Path, tmp_path: Path, store: Store) -> None:
    secret.keep(tmp_path, *secret.unlocked(folder, PASSPHRASE, store))
    (folder / "key.json").unlink()
    secret.unlocked(folder, PASSPHRASE, store)  # the same words, another key
    with pytest.raises(secret.Locked):
        secret.kept_seal(folder, tmp_path, store)


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"key": "zz", "key_file": ""}'])
def test_a_kept_key_that_is_damaged_is_asked_for(
    folder: Path, tmp_path: Path, kept: str, store: Store
) -> None:
    secret.unlocked(folder, PASSPHRASE, store)
    (tmp_path / secret.KEPT).write_text(kept)
    with pytest.raises(secret.Locked):
        secret.kept_seal(folder, tmp_path, store)


def test_a_plain_folder_needs_no_key(folder: Path, tmp_path: Path, store: Store) -> None:
    assert secret.kept_seal(folder, tmp_path, store) is None


def test_nothing_is_written_in_plain_where_it_was_to_be_sealed(
    folder: Path, tmp_path: Path, store: Store
) -> None:
    secret.keep(tmp_path, *secret.unlocked(folder, PASSPHRASE, store))
    (folder / "key.json").unlink()
    with pytest.raises(BadInput, match="key file of this sealed folder is gone"):
        secret.kept_seal(folder, tmp_path, store)


def test_a_key_file_that_cannot_be_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(RealDisk, "read", refuse)
    with pytest.raises(BadInput, match="cannot be read: permission denied"):
        secret.unlocked(folder, PASSPHRASE, store)


def test_a_folder_that_was_sealed_is_not_told_in_plain_however_it_came_about(
    folder: Path, tmp_path: Path, store: Store
) -> None:
    secret.unlocked(folder, PASSPHRASE, store)
    secret.note_sealed(store, sealed=True)
    (folder / "devices" / "0123456789abcdef").mkdir(parents=True)
    (folder / "key.json").unlink()

    for attempt in (
        lambda: secret.kept_seal(folder, tmp_path, store),
        lambda: secret.unlocked(folder, PASSPHRASE, store),
    ):
        with pytest.raises(KeyFileGone):
            attempt()

    secret.note_sealed(store, sealed=False)
    assert secret.kept_seal(folder, tmp_path, store) is None


def test_what_an_earlier_version_told_under_a_seal_counts(store: Store) -> None:
    assert not secret.was_sealed(store)
    store.keep_sync_values({"written": {"segment": 1, "is_sealed": True}})
    assert secret.was_sealed(store)
