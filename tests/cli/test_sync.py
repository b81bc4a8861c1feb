"""``triad sync``: two devices and a folder, by words alone."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from tests.study.learner import GOOD, answer, deck_text, install
from trainer.app import open_study
from trainer.places import Places


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sync"
    made.mkdir()
    return made


@pytest.fixture
def passphrase(tmp_path: Path, cheap_seal: None) -> Path:
    """Return a file with a passphrase whose derivation costs little."""
    path = tmp_path / "passphrase"
    path.write_text("nine blue doors\n")
    return path


def answered(data_dir: Path) -> int:
    with open_study(Places(data_dir)) as study:
        return sum(1 for _ in study.store.log())


def practise(data_dir: Path) -> None:
    with open_study(Places(data_dir)) as study:
        install(study, deck_text("a", "b"))
        session = study.begin()
        session.next()
        answer(session, GOOD)


def test_what_one_device_answered_the_other_receives(
    triad: Triad, folder: Path, tmp_path: Path
) -> None:
    laptop, desktop = tmp_path / "laptop", tmp_path / "desktop"
    practise(laptop)

    sent = triad("--data-dir", laptop, "sync", "--folder", folder, "--json")
    received = triad("--data-dir", desktop, "sync", "--folder", folder, "--json")

    assert (sent.code, received.code) == (0, 0)
    assert sent.data["sent"] >= 1
    assert received.data["received"] == sent.data["sent"]
    assert received.data["folder"] == str(folder)
    assert received.data["problems"] == []
    assert [each["self"] for each in received.data["devices"]].count(True) == 1
    assert len(received.data["devices"]) == 2
    assert answered(desktop) == 1


def test_the_folder_is_remembered_and_told(triad: Triad, folder: Path, tmp_path: Path) -> None:
    assert triad("--data-dir", tmp_path / "a", "sync", "--status", "--json").data["folder"] is None
    practise(tmp_path / "a")
    triad("--data-dir", tmp_path / "a", "sync", "--folder", folder)

    again = triad("--data-dir", tmp_path / "a", "sync")
    status = triad("--data-dir", tmp_path / "a", "sync", "--status")

    assert again.out.startswith("0 events sent, 0 received.\n")
    assert "this device" in again.out
    assert f"Folder    {folder}\n" in status.out
    assert "0 events to be sent" in status.out
    data = triad("--data-dir", tmp_path / "a", "sync", "--status", "--json").data
    assert data["last_run"] is not None
    assert (data["sealed"], data["locked"], data["untold"]) == (False, False, 0)


def test_without_a_folder_the_way_out_is_told(triad: Triad) -> None:
    assert "triad sync --folder" in triad("sync").sentence
    assert "triad sync --folder" in triad("sync", "--status").out


def test_a_folder_that_is_missing_is_named_and_not_made(triad: Triad, folder: Path) -> None:
    told = triad("sync", "--folder", folder / "missing")
    assert told.code == 1
    assert "there is no such folder" in told.sentence
    triad("sync", "--folder", folder)
    (folder / "triad-sync.json").unlink()
    for each in sorted(folder.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    folder.rmdir()
    gone = triad("sync")
    assert gone.code == 2
    assert "the sync folder is not there" in gone.sentence
    assert "which is not there now" in triad("sync", "--status").out


def test_status_takes_nothing_else(triad: Triad, folder: Path) -> None:
    assert triad("sync", "--status", "--folder", folder).code == 2


def test_what_is_wrong_in_the_folder_is_named(triad: Triad, folder: Path, tmp_path: Path) -> None:
    practise(tmp_path / "a")
    triad("--data-dir", tmp_path / "a", "sync", "--folder", folder)
    (written,) = folder.glob("devices/*/*.jsonl")
    head, line = written.read_bytes().split(b"\n", 1)
    written.write_bytes(head + b"\n" + line.replace(b"0", b"1", 1))

    told = triad("sync", "--folder", folder)
    data = triad("sync", "--json")

    assert told.code == 1
    assert written.name in told.err
    assert data.data["problems"][0]["kind"] == "damaged"
    assert data.data["problems"][0]["waiting"] is False
    assert triad("sync", "--status").code == 1


def test_a_line_still_under_way_is_no_fault(triad: Triad, folder: Path, tmp_path: Path) -> None:
    practise(tmp_path / "a")
    triad("--data-dir", tmp_path / "a", "sync", "--folder", folder)
    (written,) = folder.glob("devices/*/*.jsonl")
    written.write_bytes(written.read_bytes()[:-7])

    told = triad("sync", "--folder", folder, "--json")

    assert told.code == 0
    assert told.data["problems"][0]["kind"] == "half-written"


def test_a_passphrase_seals_an_empty_folder_and_opens_it_elsewhere(
    triad: Triad, folder: Path, passphrase: Path, tmp_path: Path
) -> None:
    practise(tmp_path / "a")
    sealed = ("sync", "--folder", folder, "--passphrase-file")
    assert triad("--data-dir", tmp_path / "a", *sealed, passphrase).code == 0
    assert (folder / "key.json").exists()

    locked = triad("--data-dir", tmp_path / "b", "sync", "--folder", folder)
    assert "sealed with a passphrase" in locked.sentence
    assert answered(tmp_path / "b") == 0
    assert triad("--data-dir", tmp_path / "b", "sync", "--status", "--json").data["locked"]

    assert triad("--data-dir", tmp_path / "b", *sealed, passphrase).code == 0
    assert answered(tmp_path / "b") == 1


def test_a_wrong_passphrase_says_so_and_changes_nothing(
    triad: Triad, folder: Path, passphrase: Path, tmp_path: Path
) -> None:
    practise(tmp_path / "a")
    sealed = ("sync", "--folder", folder, "--passphrase-file")
    triad("--data-dir", tmp_path / "a", *sealed, passphrase)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    passphrase.write_text("ten blue doors")

    told = triad("--data-dir", tmp_path / "b", *sealed, passphrase)

    assert told.code == 1
    assert "the passphrase is not that of this sync folder" in told.sentence
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert answered(tmp_path / "b") == 0


class Terminal(io.TextIOWrapper):
    """Standard input as a person has it."""

    def isatty(self) -> bool:
        return True


def test_a_person_is_asked_for_the_passphrase(
    triad: Triad, folder: Path, passphrase: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    triad("--data-dir", tmp_path / "a", "sync", "--folder", folder, "--passphrase-file", passphrase)
    monkeypatch.setattr("sys.stdin", Terminal(io.BytesIO()))
    monkeypatch.setattr("click.prompt", lambda *_, **__: "nine blue doors")

    assert triad("--data-dir", tmp_path / "b", "sync", "--folder", folder).code == 0


def test_a_passphrase_may_come_from_another_program(
    triad: Triad, folder: Path, passphrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.BytesIO("nine blue döörs\r\nmore\n".encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(said))
    assert triad("sync", "--folder", folder, "--passphrase-file", "-").code == 0
    passphrase.write_text("nine blue döörs", "utf-8-sig")
    assert triad("sync", "--passphrase-file", passphrase).code == 0


@pytest.mark.parametrize("content", [b"\xff\xfe\n", b"a" * 5000, b"short\n"])
def test_what_is_no_passphrase_is_told(
    triad: Triad, folder: Path, passphrase: Path, content: bytes
) -> None:
    passphrase.write_bytes(content)
    told = triad("sync", "--folder", folder, "--passphrase-file", passphrase)
    assert told.code == 1
    assert "passphrase" in told.sentence
    assert json.loads(triad("sync", "--status", "--json").out)["sealed"] is False


def test_a_passphrase_file_that_is_missing_is_told(triad: Triad, folder: Path) -> None:
    told = triad("sync", "--folder", folder, "--passphrase-file", folder / "none")
    assert told.code == 2
    assert "no such file" in told.sentence


def test_at_a_terminal_it_shows_how_far_it_is(
    triad: Triad, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practise(tmp_path / "a")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    shown = triad("--data-dir", tmp_path / "a", "sync", "--folder", folder)

    assert "telling other devices" in shown.err
    assert shown.out.startswith("2 events sent")
