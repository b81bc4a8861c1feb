"""The log file: rotating, its owner's alone, and without anything a user typed."""

from __future__ import annotations

import errno
import logging
import platform
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trainer import logfile
from trainer.errors import BadInput
from trainer.logfile import LogFile, last_lines, stack, start_log, stop_log

log = logging.getLogger("trainer.tests")
SECRET = "p95 TTFT below 731 ms"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    stop_log()


def written(folder: Path) -> str:
    return (folder / logfile.NAME).read_text("utf-8")


def caught(action: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as found:  # noqa: PT011 (any: what is told of it is the matter)
        action()
    return found.value


def test_a_line_tells_when_where_and_what(tmp_path: Path) -> None:
    start_log(tmp_path)
    log.info("%d drills added", 3)
    line = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO trainer.tests: 3 drills added\n"
    assert re.fullmatch(line, written(tmp_path))


def test_nothing_is_made_before_there_is_something_to_write(tmp_path: Path) -> None:
    start_log(tmp_path / "state")
    log.debug("not told unless asked")
    assert not (tmp_path / "state").exists()


def test_file_and_folder_are_their_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logfile, "MAX_BYTES", 200)
    start_log(tmp_path / "new" / "state")
    for number in range(12):
        log.info("line %d", number)
    folder = tmp_path / "new" / "state"
    assert folder.stat().st_mode & 0o777 == 0o700
    names = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert names == {"triad.log": 0o600, "triad.log.1": 0o600, "triad.log.2": 0o600}


def test_three_files_are_the_most_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logfile, "MAX_BYTES", 1000)
    start_log(tmp_path)
    for number in range(200):
        log.info("line %d", number)
    files = sorted(tmp_path.iterdir())
    assert [each.name for each in files] == ["triad.log", "triad.log.1", "triad.log.2"]
    assert all(each.stat().st_size <= 1000 for each in files)
    assert written(tmp_path).endswith("line 199\n")


def test_verbose_tells_more_and_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start_log(tmp_path, verbose=True)
    log.debug("a detail")
    assert "DEBUG trainer.tests: a detail" in capsys.readouterr().err
    assert "a detail" in written(tmp_path)


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    start_log(tmp_path / "file")
    log.info("lost")
    assert last_lines().startswith("The log file could not be written: ")
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_closed_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk what was not written before is tried once more at the end."""

    def full(_handler: logging.FileHandler) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    start_log(tmp_path)
    log.info("kept")
    [handler] = logging.getLogger("trainer").handlers
    with monkeypatch.context() as on_a_full_disk:
        on_a_full_disk.setattr(logging.FileHandler, "close", full)
        stop_log()
    assert isinstance(handler, LogFile)
    assert "No space left on device" in handler.trouble
    handler.close()


def test_a_log_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / logfile.NAME).mkdir()
    start_log(tmp_path)
    assert last_lines().startswith("The log file could not be read: ")


def test_the_last_lines_are_the_newest(tmp_path: Path) -> None:
    assert last_lines() == "", "no log file at all"
    start_log(tmp_path)
    assert last_lines() == "", "and none written yet"
    for number in range(50):
        log.info("line %d", number)
    lines = last_lines(3).splitlines()
    assert [line.rsplit(": ", 1)[1] for line in lines] == ["line 47", "line 48", "line 49"]


def test_a_second_start_of_the_log_ends_the_first(tmp_path: Path) -> None:
    start_log(tmp_path / "a")
    start_log(tmp_path / "b")
    log.info("here")
    assert not (tmp_path / "a").exists()
    assert "here" in written(tmp_path / "b")


def test_the_home_folder_is_not_named(tmp_path: Path, home: Path) -> None:
    start_log(tmp_path)
    log.info("opened %s", home / "triad")
    assert "opened ~/triad" in written(tmp_path)


def test_a_home_that_is_the_root_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/")
    monkeypatch.setenv("USERPROFILE", "/")
    assert logfile.without_home("/usr/lib") == "/usr/lib"


# -- what is told of an error ------------------------------------------------------------------


def raised(error: BaseException) -> Callable[[], object]:
    def action() -> object:
        raise error

    return action


@pytest.mark.parametrize(
    "action",
    [
        lambda: float(SECRET),
        lambda: {}[SECRET],
        raised(TypeError(SECRET)),
        raised(BadInput(SECRET, where=SECRET)),
        raised(ValueError(SECRET)),
        lambda: Path(f"/nowhere/{SECRET}").read_text("utf-8"),
    ],
)
def test_no_message_that_may_quote_what_was_typed(
    tmp_path: Path, action: Callable[[], object]
) -> None:
    start_log(tmp_path)
    log.error("A defect", exc_info=caught(action))
    told = written(tmp_path)
    assert SECRET not in told
    at, _, rest = told.partition("Z ")  # the milliseconds may be any
    assert at.startswith("2")
    assert "731" not in rest
    assert "test_logfile.py" in rest, "the place is"


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (lambda: 1 // int("0"), "ZeroDivisionError: "),
        (lambda: len(None), "TypeError: object of type 'NoneType' has no len()"),  # type: ignore[arg-type]
        (lambda: None.missing, "AttributeError: 'NoneType' object has no attribute 'missing'"),  # type: ignore[attr-defined]
        (lambda: Path("/nowhere/at/all").read_text("utf-8"), "FileNotFoundError: No such file"),
        (raised(BadInput("x")), "trainer.errors.BadInput (its message is left out"),
    ],
)
def test_what_the_interpreter_says_of_code_is_told(action: Callable[[], object], told: str) -> None:
    assert told in stack(caught(action))


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert stack(TypeError(SECRET)).startswith("TypeError (its message is left out")


def test_causes_come_first_and_each_once() -> None:
    def fail() -> None:
        try:
            {}[SECRET]
        except KeyError as error:
            raise ValueError(SECRET) from error

    error = caught(fail)
    assert error.__cause__ is not None
    error.__cause__.__context__ = error  # a circle, as broken code can make one
    told = stack(error)
    assert SECRET not in told
    assert told.index("KeyError") < told.index("which led to:") < told.index("ValueError")
    assert told.count("ValueError (") == 1


def test_a_context_that_was_put_aside_is_not_told() -> None:
    def fail() -> None:
        try:
            {}[SECRET]
        except KeyError:
            raise ValueError(SECRET) from None

    assert "KeyError (" not in stack(caught(fail))


def test_a_record_without_an_error_tells_none(tmp_path: Path) -> None:
    start_log(tmp_path)
    log.error("nothing is raised now", exc_info=(None, None, None))
    assert written(tmp_path).splitlines()[0].endswith("nothing is raised now")


def test_a_line_that_cannot_be_worded_does_not_stop_the_program(tmp_path: Path) -> None:
    start_log(tmp_path)
    [handler] = logging.getLogger("trainer").handlers
    handler.handle(logging.LogRecord("trainer", logging.INFO, "", 1, "%d", ("no number",), None))
    log.info("later")
    assert written(tmp_path).endswith("later\n")
    assert last_lines().startswith("The log file could not be written: TypeError")


def test_the_system_is_named_wherever_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    told = logfile.versions()
    assert f" on {platform.system()} {platform.release()}, Python 3." in told
    monkeypatch.setattr(logfile.sys, "platform", "win32")
    assert logfile.versions() == told, "asked another way"
