"""One device's side of a sync: its folder, its key, one run at a time."""

from __future__ import annotations

import random
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.study.learner import GOOD, answer, deck_text, install
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.errors import BadInput, CannotRun
from trainer.places import Places
from trainer.study.cohort.choice import choose_folder as join
from trainer.study.study import Study
from trainer.study.syncing import here as module
from trainer.study.syncing.choice import shown_names
from trainer.study.syncing.here import Busy, Here
from trainer.study.syncing.report import DeviceStatus
from trainer.study.syncing.secret import Locked
from trainer.sync.problem import Trouble
from trainer.sync.seal import KeyFileGone, WrongPassphrase


def quiet(*_: object) -> None:
    """Hear of progress, and say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sync"
    made.mkdir()
    return made


@pytest.fixture
def devices(tmp_path: Path, clock: FrozenClock) -> Iterator[tuple[Study, Study]]:
    """Two devices with one deck."""
    with ExitStack() as stack:
        opened = [
            stack.enter_context(open_study(Places(tmp_path / name), clock, random.Random(seed)))
            for seed, name in enumerate(("laptop", "desktop"))
        ]
        for each in opened:
            install(each, deck_text("a", "b", "c"))
        yield opened[0], opened[1]


@pytest.fixture
def sealed(cheap_seal: None) -> str:
    """Return a passphrase whose derivation costs little."""
    return "nine blue doors"


def answered(study: Study) -> int:
    return sum(1 for _ in study.store.log())


def practise(study: Study, many: int) -> None:
    session = study.begin()
    session.next()
    for _ in range(many):
        answer(session, GOOD)


def test_what_is_answered_on_one_device_is_known_on_the_other(
    devices: tuple[Study, Study], folder: Path
) -> None:
    laptop, desktop = devices
    Here.of(laptop).choose(folder)
    Here.of(desktop).choose(folder)
    Here.of(laptop).rename("laptop")
    practise(laptop, 2)

    sent = Here.of(laptop).run(quiet)
    received = Here.of(desktop).run(quiet)

    assert sent.sent >= 2
    assert received.received >= 2
    assert answered(desktop) == 2
    standing = Here.of(desktop).standing()
    assert standing.folder == folder
    assert standing.is_there
    assert not standing.is_sealed
    assert len(standing.status.devices) == 2


def test_a_device_without_a_folder_is_told_how_to_choose_one(study: Study) -> None:
    assert Here.of(study).standing().folder is None
    with pytest.raises(BadInput, match="no sync folder is chosen"):
        Here.of(study).run(quiet)


def test_a_folder_that_is_gone_is_not_made_anew(study: Study, folder: Path) -> None:
    Here.of(study).choose(folder)
    folder.rmdir()

    assert not Here.of(study).standing().is_there
    with pytest.raises(CannotRun, match="is not there"):
        Here.of(study).run(quiet)
    assert not folder.exists()


def test_a_folder_in_use_for_decks_is_refused(study: Study, folder: Path) -> None:
    join(study.store, folder)
    with pytest.raises(BadInput, match="in use"):
        Here.of(study).choose(folder)
    with pytest.raises(BadInput, match="in use"):
        Here.of(study).choose(study.data_dir)
    with pytest.raises(BadInput, match="no such folder"):
        Here.of(study).choose(folder / "missing")


def test_stopping_leaves_everything_where_it_is(study: Study, folder: Path) -> None:
    install(study, deck_text("a"))
    practise(study, 1)
    Here.of(study).choose(folder)
    Here.of(study).run(quiet)
    Here.of(study).stop()

    assert Here.of(study).standing().folder is None
    assert (folder / "devices").is_dir()
    assert answered(study) == 1


def test_a_device_is_called_as_the_user_says(study: Study) -> None:
    assert Here.of(study).standing().name
    Here.of(study).rename(f" {'a' * 50} ")
    assert Here.of(study).standing().name == "a" * 40


def test_a_sealed_folder_holds_no_answer_in_plain(
    devices: tuple[Study, Study], folder: Path, sealed: str
) -> None:
    laptop, desktop = devices
    for each in devices:
        Here.of(each).choose(folder)
        Here.of(each).unlock(sealed, remember=True)
    practise(laptop, 2)

    Here.of(laptop).run(quiet)
    report = Here.of(desktop).run(quiet)

    assert answered(desktop) == 2
    assert report.problems == ()
    for path in (folder / "devices").rglob("*.jsonl"):
        # With its quotes: those three letters alone come up in sealed text by chance.
        assert b'"d/a"' not in path.read_bytes()
    assert Here.of(desktop).standing().is_sealed


def test_a_wrong_passphrase_changes_nothing(
    devices: tuple[Study, Study], folder: Path, sealed: str
) -> None:
    laptop, desktop = devices
    Here.of(laptop).choose(folder)
    Here.of(laptop).unlock(sealed, remember=True)
    practise(laptop, 1)
    Here.of(laptop).run(quiet)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    Here.of(desktop).choose(folder)

    with pytest.raises(WrongPassphrase):
        Here.of(desktop).unlock("ten blue doors", remember=True)
    with pytest.raises(Locked):
        Here.of(desktop).run(quiet)

    standing = Here.of(desktop).standing()
    assert standing.is_sealed
    assert standing.is_locked
    assert answered(desktop) == 0
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_passphrase_that_is_not_kept_counts_for_the_run_it_is_given_to(
    devices: tuple[Study, Study], folder: Path, sealed: str
) -> None:
    laptop, _ = devices
    Here.of(laptop).choose(folder)
    seal = Here.of(laptop).unlock(sealed, remember=False)

    Here.of(laptop).run(quiet, seal)

    assert not Here.of(laptop).standing(seal).is_locked
    assert Here.of(laptop).standing().is_locked


def test_another_folder_has_another_key(study: Study, tmp_path: Path, sealed: str) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    Here.of(study).choose(first)
    Here.of(study).unlock(sealed, remember=True)
    Here.of(study).choose(first)  # the same one: nothing is forgotten
    assert not Here.of(study).standing().is_locked

    Here.of(study).choose(second)

    assert not Here.of(study).standing().is_sealed
    Here.of(study).run(quiet)
    assert not (second / "key.json").exists()


def test_a_sealed_folder_stays_sealed_when_its_key_file_is_gone(
    study: Study, folder: Path, sealed: str
) -> None:
    install(study, deck_text("a"))
    here = Here.of(study)
    here.choose(folder)
    here.run(quiet, here.unlock(sealed, remember=False))
    key = (folder / "key.json").read_bytes()
    (folder / "key.json").unlink()
    practise(study, 1)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    for _ in range(2):
        with pytest.raises(KeyFileGone, match="carried over again"):
            here.run(quiet)
        assert not here.standing().is_locked  # no passphrase would help
        with pytest.raises(BadInput):
            here.unlock(sealed, remember=False)
        here.stop()  # whoever chooses it anew did not say that all may be in plain
        here.choose(folder)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    (folder / "key.json").write_bytes(key)
    report = here.run(quiet, here.unlock(sealed, remember=False))
    assert (report.sent, report.problems) == (1, ())


def test_a_folder_that_cannot_be_read_can_be_left(study: Study, folder: Path) -> None:
    here = Here.of(study)
    here.choose(folder)
    (folder / "devices").symlink_to("devices")
    standing = here.standing()
    assert (standing.is_there, standing.is_sealed, standing.is_fresh) == (True, False, False)
    here.stop()


def test_a_mark_that_arrives_before_the_key_file_keeps_all_from_being_told_in_plain(
    devices: tuple[Study, Study], folder: Path, sealed: str
) -> None:
    laptop, desktop = map(Here.of, devices)
    laptop.choose(folder)
    laptop.run(quiet, laptop.unlock(sealed, remember=False))
    (folder / "key.json").unlink()
    desktop.choose(folder)

    with pytest.raises(KeyFileGone):
        desktop.run(quiet)

    assert [each.name for each in (folder / "devices").iterdir()] == [laptop.device]


def test_one_run_at_a_time(study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Here.of(study)
    here.choose(folder)
    with here._alone(), pytest.raises(Busy, match="already"):
        here.run(quiet)
    assert stat.S_IMODE((study.data_dir / module.LOCK).stat().st_mode) == 0o600
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with here._alone():
        assert module._took(0)
    here.run(quiet)


def test_two_devices_of_one_name_are_told_apart() -> None:
    found = [
        DeviceStatus(f"{at}123456789abcdef", name, None, 0)
        for at, name in enumerate(("vm", "vm", "laptop", ""))
    ]
    assert list(shown_names(found).values()) == [
        "vm 01234567", "vm 11234567", "laptop", "a device 31234567",
    ]  # fmt: skip


def test_a_line_that_is_gone_is_named_until_it_is_back(
    devices: tuple[Study, Study], folder: Path
) -> None:
    laptop, desktop = devices
    for each in devices:
        Here.of(each).choose(folder)
    practise(laptop, 3)
    Here.of(laptop).run(quiet)
    (written,) = (folder / "devices" / laptop.store.device).glob("*.open.jsonl")
    whole = written.read_bytes()
    lines = whole.split(b"\n")
    written.write_bytes(b"\n".join(lines[:-3] + lines[-2:]))

    for _ in range(2):
        (problem,) = Here.of(desktop).run(quiet).problems
        assert problem.trouble is Trouble.MISSING
        assert "1 of its events are not there" in problem.what
    written.write_bytes(whole)

    assert Here.of(desktop).run(quiet).problems == ()
    assert answered(desktop) == 3


def test_what_may_arrive_is_watched_and_not_ones_own(
    devices: tuple[Study, Study], folder: Path
) -> None:
    laptop, desktop = devices
    for each in devices:
        Here.of(each).choose(folder)
    assert Here.of(laptop).watched() == ()  # nobody wrote yet
    practise(laptop, 1)
    practise(desktop, 1)
    Here.of(laptop).run(quiet)
    Here.of(desktop).run(quiet)
    (folder / "devices" / "notes.txt").touch()

    there = folder / "devices" / desktop.store.device
    assert set(Here.of(laptop).watched()) == {
        folder / "devices",
        there,
        *there.glob("*.open.jsonl"),
    }
