"""The log file of the commands: counts of imports, the place of a defect, more with --verbose."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from trainer.cli import run
from trainer.logfile import NAME


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log file of the data folder that the fixture ``triad`` uses."""
    return tmp_path / "data" / "state" / NAME


def test_an_import_is_counted(triad: Triad, decks: Path, log: Path) -> None:
    assert triad("import", decks / "good.yaml").code == 0
    lines = log.read_text("utf-8").splitlines()
    assert any("Schema: m" in line and line.endswith(", was a new file") for line in lines)
    assert any("Import: decks 1, answers 0, added " in line for line in lines)
    assert not logging.getLogger("trainer").handlers, "closed with the command"


def test_a_command_that_changes_nothing_leaves_no_log(triad: Triad, log: Path) -> None:
    assert triad("terms").code == 0
    assert not log.exists()


def test_verbose_tells_it_on_stderr(triad: Triad, decks: Path) -> None:
    told = triad("--verbose", "import", decks / "good.yaml")
    assert told.code == 0
    assert "INFO trainer.study.installing: Import: " in told.err


def test_the_log_of_the_users_own_data_lies_in_the_state_folder(
    home: Path, decks: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRIAD_DATA_DIR")
    assert run(["import", str(decks / "good.yaml")]) == 0
    found = list(home.rglob(NAME))
    assert len(found) == 1
    assert "triad-trainer" in found[0].parts
    capsys.readouterr()


def test_a_defect_of_a_command_is_in_the_log(
    triad: Triad, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "sixteen quokkas"

    def defect() -> None:
        raise KeyError(typed)

    monkeypatch.setattr("trainer.formats.declared.json_schema", defect)
    with pytest.raises(KeyError):
        triad("schema")
    told = log.read_text("utf-8")
    assert "A defect ended" in told
    assert "in defect" in told
    assert typed not in told


def test_a_slip_of_the_users_is_not(triad: Triad, log: Path) -> None:
    assert triad("solve", "no-such-term").code != 0
    assert not log.exists()
