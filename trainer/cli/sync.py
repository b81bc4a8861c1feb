"""``triad sync``: keep this device in step with others through a folder, without a window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.root import NamedFolder, json_option, print_json
from trainer.errors import BadInput
from trainer.places import Places

if TYPE_CHECKING:
    from trainer.study.syncing.here import Here, Standing
    from trainer.study.syncing.report import DeviceStatus, SyncReport
    from trainer.study.syncing.syncing import Step
    from trainer.sync.problem import Problem
    from trainer.sync.seal import Seal

_MOST_PASSPHRASE_BYTES = 4_096
_STEPS = 100


@click.command()
@click.option(
    "--folder",
    type=NamedFolder(file_okay=False, path_type=Path),
    help="Keep in step through this folder from now on.",
)
@click.option("--status", is_flag=True, help="Say how things stood after the last run; do nothing.")
@click.option(
    "--passphrase-file",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Open the folder's seal with the first line of this file (- for standard input); an empty"
    " folder is sealed with it.",
)
@json_option
@click.pass_obj
def sync(
    places: Places, folder: Path | None, status: bool, passphrase_file: Path | None, as_json: bool
) -> int:
    """Tell other devices what was answered here, and take in what was answered there.

    Exit 1 if something in the folder is wrong that does not pass by itself.
    """
    if status and (folder or passphrase_file):
        raise click.UsageError("--status changes nothing and takes neither folder nor passphrase.")
    from trainer.app import open_study
    from trainer.study.syncing.here import Here

    with open_study(places) as study:
        here = Here.of(study)
        if status:
            return _say_status(here.standing(), as_json=as_json)
        if folder is not None:
            here.choose(folder.expanduser().absolute())
        seal = _seal(here, passphrase_file)
        with _progress() as step:
            report = here.run(step, seal)
        found = here.standing().folder
    return _say_report(found, report, as_json=as_json)


@contextmanager
def _progress() -> Iterator[Step]:
    """Show how far it is to whoever sits at the terminal; in a pipe or a timer's log, nothing."""
    if not sys.stderr.isatty():
        yield lambda _share, _word: None
        return
    with click.progressbar(length=_STEPS, item_show_func=_shown, file=sys.stderr) as bar:
        yield lambda share, word: bar.update(round(_STEPS * share) - bar.pos, word)


def _shown(word: str | None) -> str:
    return word or ""


def _seal(here: Here, passphrase_file: Path | None) -> Seal | None:
    """Return the seal that the file's passphrase opens; without a file, ask where one is needed."""
    if passphrase_file is not None:
        return here.unlock(_first_line(passphrase_file), remember=False)
    if here.standing().is_locked and sys.stdin.isatty():
        said = click.prompt("Passphrase of the sync folder", hide_input=True, err=True)
        return here.unlock(said, remember=False)
    return None


def _first_line(path: Path) -> str:
    try:
        if str(path) == "-":
            raw = sys.stdin.buffer.readline(_MOST_PASSPHRASE_BYTES + 1)
        else:
            with path.open("rb") as file:
                raw = file.readline(_MOST_PASSPHRASE_BYTES + 1)
        if len(raw) > _MOST_PASSPHRASE_BYTES:
            raise BadInput("this is too long for a passphrase", where=str(path))
        return raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadInput(
            "the passphrase is not UTF-8 text", where=str(path), remedy="save it with that encoding"
        ) from error


def _say_report(folder: Path | None, report: SyncReport, *, as_json: bool) -> int:
    data = {
        "folder": str(folder),
        "sent": report.sent,
        "received": report.received,
        "rebuilt": report.states,
        "devices": [_device(each) for each in report.devices],
        "problems": [_problem(each) for each in report.problems],
    }
    if as_json:
        print_json(data)
    else:
        click.echo(f"{_events(report.sent)} sent, {report.received:,} received.")
        _say_devices(report.devices, report.problems)
    return _code(report.problems)


def _say_status(standing: Standing, *, as_json: bool) -> int:
    status = standing.status
    data = {
        "folder": str(standing.folder) if standing.folder else None,
        "name": standing.name,
        "sealed": standing.is_sealed,
        "locked": standing.is_locked,
        "last_run": status.last_run.isoformat() if status.last_run else None,
        "untold": status.untold,
        "devices": [_device(each) for each in status.devices] if standing.folder else [],
        "problems": [_problem(each) for each in status.problems],
    }
    if as_json:
        print_json(data)
    elif standing.folder is None:
        click.echo("No sync folder is chosen; choose one: triad sync --folder FOLDER")
    else:
        last = f"{status.last_run:%Y-%m-%d %H:%M} UTC" if status.last_run else "never"
        away = "" if standing.is_there else ", which is not there now"
        click.echo(f"Folder    {standing.folder}{away}")
        click.echo(f"Last run  {last}, {_events(status.untold)} to be sent")
        _say_devices(status.devices, status.problems)
    return _code(status.problems)


def _say_devices(devices: tuple[DeviceStatus, ...], problems: tuple[Problem, ...]) -> None:
    from trainer.study.syncing.choice import shown_names

    names = shown_names(devices)
    for each in devices:
        seen = f"{each.last_seen:%Y-%m-%d %H:%M} UTC" if each.last_seen else "not seen yet"
        me = "  this device" if each.is_self else ""
        click.echo(f"{names[each.id]:<24}  {seen:<20}  {_events(each.events):>16}{me}")
    for problem in problems:
        click.echo(f"triad: {problem}", err=True)


def _events(many: int) -> str:
    return f"{many:,} event{'' if many == 1 else 's'}"


def _code(problems: tuple[Problem, ...]) -> int:
    return 0 if all(problem.is_waiting for problem in problems) else 1


def _device(device: DeviceStatus) -> dict[str, object]:
    return {
        "id": device.id,
        "name": device.name,
        "last_seen": device.last_seen.isoformat() if device.last_seen else None,
        "events": device.events,
        "self": device.is_self,
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "kind": str(problem.trouble),
        "where": problem.where,
        "what": problem.what,
        "remedy": problem.remedy,
        "waiting": problem.is_waiting,
    }
