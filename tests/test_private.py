"""Whatever the program makes for itself is its user's alone, even where the umask hides nothing."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.formats.packages import PNG
from trainer.app import open_study
from trainer.cli import run
from trainer.clock import FrozenClock
from trainer.places import Places, make_folder
from trainer.study import backups
from trainer.study.kept import put_file
from trainer.study.starts import Starts
from trainer.study.syncing.here import Here
from trainer.ui.deck_folder import DeckFolder
from trainer.ui.jobs import InlineJobs
from trainer.ui.single_instance import SingleInstance

DECKS = Path(__file__).parent / "data" / "decks"


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    """Modes are what the program says, and nothing that the surroundings take away."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """Return what somebody else may look into, with its mode."""
    return [
        f"{each.relative_to(folder)} {each.stat().st_mode & 0o777:o}"
        for each in (folder, *folder.rglob("*"))
        if each.stat().st_mode & 0o077
    ]


def test_what_the_commands_make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "new" / "data"
    deck = tmp_path / "deck.md"
    deck.write_text("Q: Is this seen? ![a](a.png)\nA: It is.\n", "utf-8")
    (tmp_path / "a.png").write_bytes(PNG)
    for words in (
        ["import", str(DECKS / "good.yaml"), str(deck)],
        ["backup"],
        ["restore"],
        ["doctor", "--rebuild"],
    ):
        assert run(["--verbose", "--data-dir", str(data), *words]) == 0
    capsys.readouterr()
    made = {each.relative_to(data).parts[0] for each in data.rglob("*")}
    assert made >= {"trainer.sqlite", "backups", "kept-aside", "state", "installed"}
    assert list(data.rglob("pictures/*"))
    assert open_to_others(tmp_path / "new") == []


def test_what_the_window_makes(
    tmp_path: Path, clock: FrozenClock, rng: random.Random, qapp: QApplication
) -> None:
    data = tmp_path / "new" / "data"
    first = SingleInstance(data)
    assert first.claim()
    Starts(Places(data).state_dir).begin()
    with open_study(Places(data), clock, rng) as study:
        DeckFolder(qapp, study, InlineJobs()).new_deck()
        assert (data / "trainer.sqlite-wal").exists()
        assert list(data.glob("decks/*.yaml"))
        assert open_to_others(tmp_path / "new") == []
    first.release()


def test_what_is_told_to_other_devices(
    tmp_path: Path, clock: FrozenClock, rng: random.Random
) -> None:
    folder = tmp_path / "sync"
    folder.mkdir(0o700)
    with open_study(Places(tmp_path / "data"), clock, rng) as study:
        study.install(study.plan(study.read_deck(DECKS / "good.yaml")))
        here = Here.of(study)
        here.choose(folder)
        here.unlock("correct horse battery", remember=True)
        for theme in ("dark", "light"):
            study.change_setting("theme", theme)
            here.run(lambda *_: None)
    assert {each.suffix for each in folder.rglob("*.*")} >= {".json", ".jsonl", ".zst"}
    assert open_to_others(tmp_path / "data") == open_to_others(folder) == []


def test_what_is_kept_of_a_damaged_file(
    tmp_path: Path, clock: FrozenClock, rng: random.Random
) -> None:
    data = tmp_path / "data"
    with open_study(Places(data), clock, rng) as study:
        study.store.keep_copy(clock.now())
    (data / "trainer.sqlite").write_bytes(b"damaged " * 5_000)
    (data / "trainer.sqlite-wal").write_bytes(b"also damaged")
    backups.salvage(data / "trainer.sqlite", clock.now(), device="x")
    assert list(data.glob("kept-aside/*-wal"))
    assert open_to_others(data) == []


# -- what is the user's choice -----------------------------------------------------------------


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_what_is_given_out_is_as_open_as_the_user_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], umask: int, mode: int
) -> None:
    os.umask(umask)
    data = ["--data-dir", str(tmp_path / "data")]
    assert run([*data, "import", str(DECKS / "good.yaml")]) == 0
    for name in ("out.csv", "out.yaml", "out.apkg"):
        assert run([*data, "export", str(tmp_path / name)]) == 0
    assert run(["new", str(tmp_path / "new.yaml")]) == 0
    capsys.readouterr()
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("*.*")}
    assert modes == dict.fromkeys(("out.csv", "out.yaml", "out.apkg", "new.yaml"), mode)


def test_a_file_of_the_users_that_is_written_anew_stays_as_open_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("old", "utf-8")
    path.chmod(0o640)
    put_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_is_there_stays_as_open_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(0o755)
    make_folder(tmp_path / "shared" / "a" / "b")
    modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.rglob("*")}
    assert modes == {"shared": 0o755, "a": 0o700, "b": 0o700}


def test_a_file_in_the_way_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        make_folder(tmp_path / "file" / "a")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "file")
