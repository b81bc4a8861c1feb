"""The command itself: what it answers to, and what it says when it cannot run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

import trainer
from tests.cli.conftest import Told, Triad
from trainer import app, cli
from trainer.cli import root
from trainer.cli.root import COMMANDS
from trainer.places import DATA_DIR_VARIABLE, Places, user_places
from trainer.ui import display

ROOT = Path(__file__).parents[2]


# -- what it answers to ------------------------------------------------------------------------


def test_its_version(triad: Triad) -> None:
    told = triad("--version")
    assert (told.code, told.out) == (0, f"Triad Trainer, version {trainer.__version__}\n")


def test_its_help_lists_every_command(triad: Triad) -> None:
    told = triad("--help")
    assert told.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_documented(triad: Triad, name: str) -> None:
    told = triad(name, "--help")
    assert told.code == 0
    assert told.out.startswith(f"Usage: triad {name} ")
    assert f"\n## {name}\n" in (ROOT / "docs" / "command-line.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_json(triad: Triad, name: str) -> None:
    assert "--json" in triad(name, "--help").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("chek",), "No such command 'chek'; did you mean 'check'? See 'triad --help'."),
        (("zebra",), "No such command 'zebra'; the commands are "),
        (("",), "No such command ''; the commands are "),
        (("--zebra",), "No such option '--zebra'. See 'triad --help'."),
        (("stats", "--jsn"), "See 'triad stats --help'."),
        (("stats", "more"), "Got unexpected extra argument"),
        (("check",), "Missing argument 'DECKS...'. See 'triad check --help'."),
        (("import",), "Missing argument 'FILE…'. See 'triad import --help'."),
    ],
)
def test_a_slip_in_the_command_is_refused_in_one_sentence(
    triad: Triad, words: tuple[str, ...], sentence: str
) -> None:
    told = triad(*words)
    assert told.code == 2
    assert sentence in told.sentence


def test_an_error_of_clicks_own_that_is_no_misuse(
    triad: Triad, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise click.ClickException("It did not work")

    monkeypatch.setattr(root.triad, "main", fail)
    told = triad("stats")
    assert (told.code, told.sentence) == (2, "It did not work.")


# -- where it keeps things ---------------------------------------------------------------------


def test_the_data_folder_is_made_when_it_is_needed(triad: Triad, tmp_path: Path) -> None:
    triad("stats")
    assert (tmp_path / "data" / "trainer.sqlite").is_file()


def test_the_data_folder_may_be_named_by_the_variable(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "elsewhere"))
    assert cli.run(["stats"]) == 0
    assert (tmp_path / "elsewhere" / "trainer.sqlite").is_file()


def call(*words: str, capsys: pytest.CaptureFixture[str]) -> Told:
    code = cli.run(list(words))
    return Told(code, *capsys.readouterr())


def test_a_data_folder_that_is_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.touch()
    told = call("--data-dir", str(path), "stats", capsys=capsys)
    assert told.code == 2
    assert "is a file" in told.sentence
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(path))
    told = call("stats", capsys=capsys)
    assert told.code == 2
    assert f"{path}/trainer.sqlite: the database cannot be reached" in told.sentence


@pytest.mark.parametrize("name", ["", " "])
def test_a_data_folder_without_a_name(capsys: pytest.CaptureFixture[str], name: str) -> None:
    told = call("--data-dir", name, "stats", capsys=capsys)
    assert told.code == 2
    assert "'--data-dir': the name of the folder is empty" in told.sentence


def test_an_empty_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, "")
    monkeypatch.chdir(tmp_path)
    assert user_places().data_dir.name == "triad-trainer"


def test_a_data_folder_in_the_home_of_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    told = call("--data-dir", "~no-such-user-4711/x", "stats", capsys=capsys)
    assert told.code == 1
    assert told.sentence.startswith("~no-such-user-4711/x: there is no such home folder")


@pytest.mark.parametrize("command", [("stats",), ("stats", "--json"), ("import",)])
def test_a_corrupt_database(
    triad: Triad, tmp_path: Path, decks: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "trainer.sqlite").write_bytes(b"This is no database. " * 500)
    words = (*command, decks / "good.yaml") if command == ("import",) else command
    told = triad(*words)
    assert told.code == 2
    assert "trainer.sqlite" in told.sentence


# -- without a window --------------------------------------------------------------------------


def test_without_a_display_it_says_the_ways_out(
    triad: Triad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(display, "_loads", lambda _library: True)
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    told = triad()
    assert told.code == 2
    assert "there is no display" in told.sentence
    assert "xvfb-run triad" in told.sentence
    assert "vnc" not in told.sentence


@pytest.mark.parametrize(
    ("words", "wanted"),
    [((), ()), (("--measure-startup",), ("measured",)), (("--safe",), ("safe",))],
)
def test_without_a_command_the_window_opens(
    triad: Triad,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    wanted: tuple[str, ...],
) -> None:
    opened: list[tuple[Places, tuple[str, ...]]] = []

    def window(places: Places, *, measure_startup: bool, safe: bool) -> int:
        asked = {"measured": measure_startup, "safe": safe}
        opened.append((places, tuple(name for name, is_so in asked.items() if is_so)))
        return 7

    monkeypatch.setattr(app, "run_window", window)
    assert triad(*words).code == 7
    assert opened == [(Places(tmp_path / "data"), wanted)]


# -- what the surroundings do ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "no space left on device."),
        (PermissionError(13, "Permission denied", "/x/y"), "/x/y: permission denied."),
        (OSError("Odd"), "odd."),
    ],
)
def test_what_the_system_refuses_is_one_sentence(
    triad: Triad, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("trainer.formats.declared.json_schema", fail)
    told = triad("schema")
    assert (told.code, told.sentence) == (2, sentence)


def test_an_interrupt_ends_it_quietly(triad: Triad, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trainer.formats.declared.json_schema", interrupt)
    told = triad("schema")
    assert (told.code, told.out, told.err.strip()) == (2, "", "")


def test_a_reader_that_goes_away_is_no_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(sys, "stdout", Closed())
    # click puts wrappers in their place; they go when the test does.
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert cli.run(["schema"]) == 0


def test_a_defect_is_not_dressed_up_as_a_sentence(
    triad: Triad, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("trainer.formats.declared.json_schema", defect)
    with pytest.raises(ZeroDivisionError):
        triad("schema")


def test_main_ends_the_process_with_the_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["triad", "chek"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    assert "did you mean 'check'?" in capsys.readouterr().err


def test_main_lets_a_terminal_show_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "latin-1", write_through=True))
    monkeypatch.setattr(sys, "argv", ["triad", "solve", "ttft", "--help"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 0
    sys.stdout.write("≤\n")
    assert raw.getvalue().endswith(b"?\n")


def test_main_leaves_streams_alone_that_are_no_text_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stdout", told)
    monkeypatch.setattr(sys, "argv", ["triad", "--version"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 0
    assert trainer.__version__ in told.getvalue()


def test_a_group_asked_for_a_command_that_is_not_there_has_none() -> None:
    context = click.Context(root.triad)
    assert root.triad.get_command(context, "chek") is None


# -- as a process ------------------------------------------------------------------------------


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m trainer`` as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "trainer", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_real_thing_works_something_out(tmp_path: Path) -> None:
    done = process(
        *("--data-dir", str(tmp_path / "data"), "solve", "monthly_spend", "--json"),
        *("cost_per_token=$0.0012", "tokens_per_day=5M"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["value"] == pytest.approx(180_000)


def test_the_real_thing_without_a_display() -> None:
    done = process(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("triad: there is no display to open the window on; ")
    assert done.stderr.count("\n") == 1


def test_the_demo_opens_without_the_users_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.app.run_demo", lambda *, measure_startup: 3)
    monkeypatch.setattr("trainer.app.run_window", None)
    assert cli.run(["--demo"]) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--demo", "stats"], "--demo opens the window, 'stats' none"),
        (["--safe", "stats"], "--safe opens the window, 'stats' none"),
        (["--data-dir", "x", "--demo"], "--demo has a folder of its own: leave out --data-dir"),
        (["--safe", "--demo"], "--demo has a folder of its own: leave out --safe"),
        (["--measure-startup", "stats"], "--measure-startup goes without 'stats'"),
        (["--measure-startup", "open", "x.yaml"], "--measure-startup goes without 'open'"),
        (["export", "log.csv", "--log", "--deck", "a"], "--log writes the whole log"),
        (["backup", "--list", "--to", "copy.sqlite"], "--list makes no copy"),
    ],
)
def test_what_goes_with_nothing_else(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 2
    assert said in capsys.readouterr().err
