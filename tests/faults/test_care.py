"""Looking after the database, and the commands that do: backup, restore, doctor."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.faults import killing, writes
from trainer.cli import run
from trainer.clock import FrozenClock
from trainer.store import stepping
from trainer.store.restore import check_copy
from trainer.study import backups
from trainer.study.study import Study

NOW = killing.victim.BEGAN + dt.timedelta(days=50)


class Cancelled(Exception):
    pass


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xa5" * 4096)


def triad(folder: Path, *words: str) -> int:
    return run(["--data-dir", str(folder), *words])


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    data = json.loads(capsys.readouterr().out)
    assert isinstance(data, dict)
    return data


def test_a_copy_each_day_and_a_full_check_each_week(folder: Path) -> None:
    database = folder / killing.FILE
    assert backups.copy_is_due(database, NOW)
    first = backups.look_after(database, NOW)
    assert first.copy == backups.copies(database)[0].path
    assert first.problems == ()
    assert backups.look_after(database, NOW + dt.timedelta(hours=23)) == backups.Care(None, None)
    second = backups.look_after(database, NOW + dt.timedelta(days=1))
    assert second.copy
    assert second.problems is None
    assert backups.look_after(database, NOW + dt.timedelta(days=7)).problems == ()
    # A clock that was wrong for a while does not put the check off for years.
    assert backups.look_after(database, NOW - dt.timedelta(days=9)).problems == ()


@pytest.mark.parametrize("checked", ["soon", "2026-01-01", 5])
def test_a_time_of_the_last_check_that_is_none_has_it_checked(
    folder: Path, checked: object
) -> None:
    with killing.opened(folder) as study:
        study.store.put_setting("care.checked_at", checked)
    assert backups.look_after(folder / killing.FILE, NOW).problems == ()


def test_damage_is_found_by_the_weekly_check(folder: Path) -> None:
    with killing.opened(folder) as study:
        study.store._connection.execute("pragma foreign_keys = off")
        study.store._connection.execute("insert into drill_content values (9999, '{}', '[]')")
    assert backups.look_after(folder / killing.FILE, NOW).problems


def test_looking_after_can_be_stopped(folder: Path) -> None:
    def stop(share: float, what: str) -> None:
        raise Cancelled(what)

    with pytest.raises(Cancelled, match="copying"):
        backups.look_after(folder / killing.FILE, NOW, stop)
    assert backups.copies(folder / killing.FILE) == ()


def test_a_large_file_is_looked_after_in_portions_with_rests(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepping, "PAGES", 5)
    monkeypatch.setattr(stepping, "INSTRUCTIONS", 100)
    rests: list[float] = []
    monkeypatch.setattr(backups.time, "sleep", rests.append)
    steps: list[str] = []
    done = backups.look_after(folder / killing.FILE, NOW, lambda _, what: steps.append(what))
    assert done.copy is not None
    assert done.problems == ()
    assert len(rests) == len(steps) - 2 > 20
    assert set(steps) == {"copying the database", "checking the database"}


def test_where_there_is_nothing_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert backups.look_after(tmp_path / "none.sqlite", NOW) == backups.Care(None, None)
    assert not (tmp_path / "none.sqlite").exists()


def test_backup_and_restore(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert triad(folder, "backup", "--list") == 0
    assert capsys.readouterr().err == "0 copies.\n"
    assert triad(folder, "backup", "--json") == 0
    made = said(capsys)
    assert Path(str(made["copy"])).exists()
    assert [each["file"] for each in made["copies"]] == [made["copy"]]  # type: ignore[attr-defined]
    with killing.opened(folder) as study:
        before = writes.everything(study)
        writes.answer(study)()
        after = writes.everything(study)
    elsewhere = tmp_path / "mine.sqlite"
    assert triad(folder, "backup", "--to", str(elsewhere)) == 0
    assert capsys.readouterr().out == f"Copied to {elsewhere}.\n"
    assert triad(folder, "backup", "--list") == 0
    assert "\n1 copy.\n" in capsys.readouterr().out
    assert triad(folder, "restore") == 0
    assert "What was there is kept as" in capsys.readouterr().out
    with killing.opened(folder) as study:
        assert writes.everything(study) == before
        assert triad(folder, "restore", str(elsewhere)) == 2
        assert "another program is using the database" in capsys.readouterr().err
    assert triad(folder, "restore", str(elsewhere), "--json") == 0
    assert said(capsys)["copy"] == str(elsewhere)
    with killing.opened(folder) as study:
        assert writes.everything(study) == after


def test_a_copy_takes_no_other_files_place_unasked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.sqlite"
    mine.write_bytes(b"mine")
    assert triad(folder, "backup", "--to", str(mine)) == 1
    assert capsys.readouterr().err == (
        f"triad: {mine}: this file exists already;"
        " choose a name that is not taken, or replace it with --overwrite.\n"
    )
    assert mine.read_bytes() == b"mine"
    assert triad(folder, "backup", "--to", str(mine), "--overwrite") == 0
    check_copy(mine)
    capsys.readouterr()
    assert triad(folder, "backup", "--list", "--to", str(mine)) == 2
    assert "--list makes no copy and takes no --to" in capsys.readouterr().err
    missing = tmp_path / "no" / "x.sqlite"
    assert triad(folder, "backup", "--to", str(missing)) == 1
    assert "the folder for this file is missing" in capsys.readouterr().err
    assert not missing.parent.exists()


def test_the_database_is_no_place_for_its_copy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = folder / killing.FILE
    inode = database.stat().st_ino
    assert triad(folder, "backup", "--to", str(database), "--overwrite") == 1
    assert "this is the database itself" in capsys.readouterr().err
    assert database.stat().st_ino == inode


def test_restore_without_a_copy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert triad(folder, "restore") == 1
    assert "triad restore FILE" in capsys.readouterr().err


def test_doctor_on_a_sound_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert triad(folder, "doctor") == 0
    assert ", 0 problems." in capsys.readouterr().out
    with killing.opened(folder) as study:
        study.store._connection.execute(
            "update drill_state set difficulty = 9.5 where drill_key = 1"
        )
    assert triad(folder, "doctor", "--rebuild") == 0
    assert "1 memory state was not what the log gives, and now is." in capsys.readouterr().out
    assert triad(folder, "doctor", "--rebuild", "--json") == 0
    assert said(capsys)["rebuilt"] == 0


def test_doctor_counts_what_was_taken_back_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with killing.opened(folder) as study:
        many = len(list(study.store.log()))
        last = study.store.last_review()
        assert last is not None
        study.store.retract(last.id, NOW)
    assert triad(folder, "doctor") == 0
    assert capsys.readouterr().out == f"{many} answers (1 of them taken back), 0 problems.\n"
    assert triad(folder, "doctor", "--json") == 0
    assert said(capsys)["taken_back"] == 1


def test_doctor_tells_of_answers_from_days_to_come(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with killing.opened(folder) as study:
        many = len(list(study.store.log()))
    before = FrozenClock(NOW - dt.timedelta(days=400))
    monkeypatch.setattr("trainer.app.SystemClock", lambda: before)
    assert triad(folder, "doctor") == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{many} answers are dated after tomorrow: a clock was ahead. What is")
    assert triad(folder, "doctor", "--json") == 0
    assert said(capsys)["ahead"] == many


def test_doctor_on_a_broken_reference(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with killing.opened(folder) as study:
        study.store._connection.execute("pragma foreign_keys = off")
        study.store._connection.execute("insert into drill_content values (9999, '{}', '[]')")
    assert triad(folder, "doctor", "--json") == 1
    assert said(capsys)["problems"] == [
        "row 9999 of drill_content refers to a row of drill that is missing"
    ]


@pytest.mark.parametrize("with_copy", [True, False])
def test_doctor_saves_what_can_be_saved(
    folder: Path, capsys: pytest.CaptureFixture[str], with_copy: bool
) -> None:
    with killing.opened(folder) as study:
        if with_copy:
            copy = study.store.keep_copy(NOW)
        writes.answer(study)()
        log = list(study.store.log())
    spoil(folder / killing.FILE)
    assert triad(folder, "doctor") == 1
    err = capsys.readouterr().err
    assert f"{len(log)} answers can be read" in err
    assert ("The newest good copy is" in err) == with_copy
    assert triad(folder, "doctor", "--json") == 1
    assert said(capsys)["newest_copy"] == (str(copy) if with_copy else None)
    assert triad(folder, "doctor", "--salvage") == 0
    out = capsys.readouterr().out
    assert f"{len(log)} answers were readable" in out
    assert ("import your decks again" in out) != with_copy
    with killing.opened(folder) as study:
        assert [item.review for item in study.store.log()] == [item.review for item in log]
        assert bool(study.store.decks()) == with_copy
    assert triad(folder, "doctor", "--json") == 0
    assert said(capsys)["salvaged"] is None


def test_a_sound_file_is_not_replaced_by_an_older_copy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = folder / killing.FILE
    with killing.opened(folder) as study:
        study.store.keep_copy(NOW)
        writes.answer(study)()
        decks, log = study.store.decks(), list(study.store.log())
    assert triad(folder, "doctor", "--salvage") == 0
    assert capsys.readouterr().out.startswith("The database is sound: there is nothing to salvage.")
    assert triad(folder, "doctor", "--salvage", "--json") == 0
    assert said(capsys)["salvaged"] is None
    assert not database.with_name("kept-aside").exists()
    with killing.opened(folder) as study:
        assert (study.store.decks(), list(study.store.log())) == (decks, log)


def test_salvaging_where_there_is_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = folder / "elsewhere"
    assert triad(empty, "doctor", "--salvage") == 2
    assert capsys.readouterr().err.startswith("triad: ")
    assert not (empty / killing.FILE).exists()


def test_a_copy_now_and_where_copies_lie(folder: Path) -> None:
    database = folder / killing.FILE
    assert backups.folder(database) == folder
    copy = backups.back_up(database, NOW)
    assert backups.folder(database) == copy.parent
    assert [each.path for each in backups.copies(database)] == [copy]


def test_the_write_ahead_log_is_settled_by_a_worker(folder: Path, used: Study) -> None:
    writes.answer(used)()
    database = folder / killing.FILE
    before = database.read_bytes()
    backups.settle(database)
    assert database.read_bytes() != before
    writes.answer(used)()


def test_starting_anew_keeps_the_damaged_file(folder: Path) -> None:
    database = folder / killing.FILE
    spoil(database)
    spoilt = database.read_bytes()
    aside = backups.start_anew(database, NOW)
    assert aside.read_bytes() == spoilt
    with killing.opened(folder) as study:
        assert study.store.decks() == ()


def test_an_emptied_file_is_restored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = folder / killing.FILE
    with killing.opened(folder) as study:
        log = list(study.store.log())
        study.store.keep_copy(NOW)
    database.write_bytes(b"")
    assert run(["--data-dir", str(folder), "doctor"]) == 1
    assert run(["--data-dir", str(folder), "doctor", "--salvage"]) == 0
    capsys.readouterr()
    with killing.opened(folder) as study:
        assert list(study.store.log()) == log


def test_a_copy_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = folder / "none.sqlite"
    assert run(["--data-dir", str(folder), "restore", str(copy)]) == 1
    assert capsys.readouterr().err == (
        f"triad: {copy}: there is no such copy; 'triad backup --list' names them.\n"
    )


def test_what_is_no_copy_is_not_restored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = folder / "deck.yaml"
    other.write_text("format: triad-deck/1\n" * 300)
    before = (folder / killing.FILE).read_bytes()
    assert run(["--data-dir", str(folder), "restore", str(other)]) == 1
    err = capsys.readouterr().err
    assert "no database of Triad Trainer; choose another copy" in err
    assert (folder / killing.FILE).read_bytes() == before
