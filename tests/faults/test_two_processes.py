"""A second program on the same file: reading goes on, writing waits and then says so."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import killing, writes
from trainer.cli import run
from trainer.store.database import Store
from trainer.store.errors import StaleAnswer, StoreLocked
from trainer.study.study import Study

HERE = Path(__file__).parent


@contextmanager
def second(script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a script of this folder until the block ends; it has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(HERE.parents[1])},
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    with process:
        assert process.stdout.readline()
        try:
            yield process
        finally:
            process.stdin.close()
            if process.poll() is None and script == "victim.py":
                process.send_signal(signal.SIGKILL)
            process.stdout.read()


@pytest.fixture
def patient(used: Study) -> Study:
    """The application, which waits a tenth of a second for others."""
    used.store._connection.execute("pragma busy_timeout = 100")
    return used


@pytest.mark.parametrize("name", writes.INSIDE)
def test_a_write_waits_then_says_so(name: str, patient: Study, folder: Path) -> None:
    write = writes.WRITES[name](patient)
    before = writes.everything(patient)
    with second("holder.py", str(folder / killing.FILE), "begin immediate"):
        with pytest.raises(StoreLocked, match="another program is using the database"):
            write()
        assert writes.everything(patient) == before  # Reading goes on.
    write()
    assert writes.everything(patient) != before


def test_a_write_that_need_not_wait_for_long(used: Study, folder: Path) -> None:
    write = writes.answer(used)
    with second("holder.py", str(folder / killing.FILE), "begin immediate", "150"):
        write()
    assert used.store.check_integrity() == ()


def test_a_copy_is_made_while_another_writes(used: Study, folder: Path) -> None:
    with second("holder.py", str(folder / killing.FILE), "begin immediate"):
        writes.backup(used)()
    assert (folder / "backups" / "copy.sqlite").exists()


def test_a_file_that_another_program_keeps_to_itself(folder: Path) -> None:
    path = folder / killing.FILE
    # Others may still read a write-ahead log; only a rollback journal shuts them out.
    with (
        second("holder.py", str(path), "begin exclusive"),
        killing.opened(folder) as study,
    ):
        assert study.store.tally(study.clock.now().date()).total
    _leave_wal(path)
    with (
        second("holder.py", str(path), "begin exclusive"),
        pytest.raises(StoreLocked, match="another program"),
    ):
        Store.open(path, device="x", at=killing.victim.BEGAN, wait_ms=50)


def _leave_wal(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("pragma journal_mode = delete")
    other.close()


def test_the_command_line_reads_while_the_window_writes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with second("victim.py", "answer", str(folder), "41") as window:
        assert window.stdout is not None
        for _ in range(5):
            assert window.stdout.readline().startswith(("answered", "undone"))
            assert run(["--data-dir", str(folder), "stats", "--json"]) == 0
            out, err = capsys.readouterr()
            assert err == ""
            assert json.loads(out)["drills"] == 360
        os.kill(window.pid, signal.SIGKILL)
    with killing.opened(folder) as study:
        assert study.store.check_integrity() == ()


def test_two_that_answer_the_same_drill(used: Study, folder: Path) -> None:
    mine = writes.answer(used)
    with killing.opened(folder) as other:
        session = other.begin()
        while session.next() is not None:
            session.assess(killing.victim.RecallAnswer())
            session.rate(killing.victim.Rating.EASY)
    with pytest.raises(StaleAnswer, match="answered elsewhere"):
        mine()
    assert used.store.check_integrity() == ()
