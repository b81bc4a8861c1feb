"""Starts that did not come through are counted; two in a row ask for care."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.study.starts import NAME, Starts


def begin(folder: Path) -> bool:
    """Begin as a new process does."""
    return Starts(folder).begin()


def test_the_start_after_two_that_failed_is_careful(tmp_path: Path) -> None:
    assert [begin(tmp_path) for _ in range(4)] == [False, False, True, True]


def test_one_that_comes_through_in_between_ends_the_row(tmp_path: Path) -> None:
    begin(tmp_path)
    second = Starts(tmp_path)
    assert not second.begin()
    second.came_through()
    second.came_through()
    assert [begin(tmp_path) for _ in range(3)] == [False, False, True]


def test_the_mark_is_its_owners_alone(tmp_path: Path) -> None:
    begin(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("said", [b"", b"two", b"-3", b"9" * 10_000, "²".encode(), b"1.5"])
def test_a_mark_that_says_nothing_counts_as_none(tmp_path: Path, said: bytes) -> None:
    (tmp_path / NAME).write_bytes(said)
    begin(tmp_path)
    assert (tmp_path / NAME).read_bytes() == (b"1" if len(said) < 100 else b"1" + b"0" * 16)


def test_where_nothing_can_be_noted_the_program_starts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    starts = Starts(tmp_path / "file")
    assert [starts.begin() for _ in range(3)] == [False, False, False]
    starts.came_through()
    told = [record.getMessage() for record in caplog.records]
    assert told[0].startswith("This start could not be noted: ")
    assert told[-1].startswith("The mark of this start could not be taken away: ")
