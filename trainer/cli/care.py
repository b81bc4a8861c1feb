"""``triad backup``, ``triad restore`` and ``triad doctor``: keeping the answers safe."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.root import json_option, print_json
from trainer.cli.targets import check_target, overwrite_option
from trainer.clock import SystemClock
from trainer.errors import BadInput
from trainer.places import Places

if TYPE_CHECKING:
    from trainer.study.backups import Damage


@click.command()
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the copy to this file and leave the folder of copies alone.",
)
@click.option("--list", "only_list", is_flag=True, help="List the copies there are; make none.")
@overwrite_option
@json_option
@click.pass_obj
def backup(
    places: Places, target: Path | None, only_list: bool, overwrite: bool, as_json: bool
) -> None:
    """Copy the database, whole and checked, while it may be in use."""
    from trainer.app import open_study
    from trainer.cli.reading import open_to_read
    from trainer.study.backups import copies

    if only_list and target is not None:
        raise click.UsageError("--list makes no copy and takes no --to.")
    if target is not None:
        _check_copy_target(places, target, overwrite=overwrite)
        with open_to_read(places) as study:
            study.store.backup_to(target.absolute())
    elif not only_list:
        with open_study(places) as study:
            target = study.store.keep_copy(study.clock.now())
    found = copies(places.database)
    if as_json:
        print_json(
            {
                "copy": None if only_list else str(target),
                "copies": [
                    {
                        "file": str(copy.path),
                        "made_at": copy.made_at.isoformat(),
                        "before": copy.before,
                    }
                    for copy in found
                ],
            }
        )
    elif only_list:
        for copy in found:
            why = f"  before {copy.before}" if copy.before else ""
            click.echo(f"{copy.made_at:%Y-%m-%d %H:%M} UTC  {copy.path}{why}")
        click.echo(f"{_counted(len(found), 'copy', 'copies')}.", err=not found)
    else:
        click.echo(f"Copied to {target}.")


def _check_copy_target(places: Places, target: Path, *, overwrite: bool) -> None:
    check_target(target, overwrite=overwrite)
    if target.exists() and places.database.exists() and target.samefile(places.database):
        # A copy in the place of the file that is in use would part that from its write-ahead log.
        raise BadInput(
            "this is the database itself", where=str(target), remedy="choose another name"
        )


@click.command()
@click.argument("copy", required=False, type=click.Path(dir_okay=False, path_type=Path))
@json_option
@click.pass_obj
def restore(places: Places, copy: Path | None, as_json: bool) -> None:
    """Put COPY (by default the newest good one) in the database's place.

    The file that was there is kept aside.
    """
    from trainer.study.backups import restore as put_back

    if copy is not None and not copy.exists():
        raise BadInput(
            "there is no such copy", where=str(copy), remedy="'triad backup --list' names them"
        )
    used, aside = put_back(places.database, SystemClock().now(), copy and copy.absolute())
    if as_json:
        print_json({"copy": str(used), "kept_aside": str(aside) if aside else None})
    else:
        kept = f" What was there is kept as {aside}." if aside else ""
        click.echo(f"Restored {used}.{kept}")


@click.command()
@click.option(
    "--rebuild", is_flag=True, help="Compute all memory states anew from the log of answers."
)
@click.option(
    "--salvage",
    is_flag=True,
    help="Replace a damaged file by the newest copy plus every answer that can be read in it.",
)
@json_option
@click.pass_obj
def doctor(places: Places, rebuild: bool, salvage: bool, as_json: bool) -> int:
    """Check the whole database; mend it where asked to. Exit 1 if something is wrong."""
    from trainer.app import open_study
    from trainer.cli.reading import open_to_read
    from trainer.store.errors import StoreCorrupt

    saved = _salvage(places) if salvage and not _is_sound(places) else None
    opened = open_study if rebuild or saved else open_to_read
    try:
        with opened(places) as study:
            changed = study.store.rebuild(study.scheduler) if rebuild or saved else None
            problems = study.store.check_integrity()
            tomorrow = study.clock.now() + dt.timedelta(days=1)
            log = [
                (each.retracted_at is not None, each.review.at > tomorrow)
                for each in study.store.log()
            ]
    except StoreCorrupt as error:
        if as_json:
            print_json(_damaged(places, str(error)))
        else:
            click.echo(_advice(_look(places), str(error)), err=True)
        return 1
    data = {
        "problems": list(problems),
        "answers": len(log),
        "taken_back": sum(is_back for is_back, _ in log),
        "ahead": sum(is_ahead for _, is_ahead in log),
        "rebuilt": changed,
        "salvaged": saved,
    }
    if as_json:
        print_json(data)
    else:
        if salvage and saved is None:
            click.echo("The database is sound: there is nothing to salvage.")
        click.echo("\n".join(_report(data)))
    return 1 if problems else 0


def _look(places: Places) -> Damage:
    from trainer.clock import SystemClock
    from trainer.study.backups import damage

    return damage(places.database, SystemClock().now())


def _damaged(places: Places, sentence: str) -> dict[str, object]:
    found = _look(places)
    return {
        "problems": [sentence],
        "readable_answers": found.readable,
        "newest_copy": str(found.copy.path) if found.copy else None,
    }


def _advice(found: Damage, sentence: str) -> str:
    copy = f"The newest good copy is {found.copy.path}." if found.copy else "There is no copy."
    return (
        f"triad: {sentence}\n{copy} {_answers(found.readable)} can be read in the damaged file."
        " To save them and go on: triad doctor --salvage"
    )


def _is_sound(places: Places) -> bool:
    """Return whether the database is there, whole and open to us.

    A copy in the place of a sound file would lose the decks and settings that are newer than it.
    """
    from trainer.app import open_study
    from trainer.store.errors import StoreCorrupt

    if not places.database.exists():
        return False
    try:
        with open_study(places) as study:
            return not study.store.check_integrity()
    except StoreCorrupt:
        return False


def _salvage(places: Places) -> dict[str, object]:
    from trainer.store.identity import new_device
    from trainer.study.backups import salvage

    device = new_device(random.SystemRandom())
    saved = salvage(places.database, SystemClock().now(), device=device)
    return {
        "readable_answers": saved.reviews,
        "added": saved.added,
        "copy": str(saved.base) if saved.base else None,
        "kept_aside": str(saved.aside) if saved.aside else None,
    }


def _report(data: dict[str, object]) -> list[str]:
    lines = []
    if isinstance(saved := data["salvaged"], dict):
        were = "was" if saved["readable_answers"] == 1 else "were"
        lines.append(
            f"{_answers(saved['readable_answers'])} {were} readable,"
            f" {_counted(saved['added'], 'row', 'rows')} added to"
            f" {saved['copy'] or 'a new file (import your decks again)'}."
            f" The damaged file is kept as {saved['kept_aside']}."
        )
    if data["rebuilt"] is not None:
        one = data["rebuilt"] == 1
        lines.append(
            f"{_counted(data['rebuilt'], 'memory state', 'memory states')}"
            f" {'was' if one else 'were'} not what the log gives, and now {'is' if one else 'are'}."
        )
    problems = data["problems"]
    assert isinstance(problems, list)  # noqa: S101 (our own dictionary)
    lines += problems
    if ahead := data["ahead"]:
        lines.append(
            f"{_answers(ahead)} {'is' if ahead == 1 else 'are'} dated after tomorrow: a clock was"
            " ahead. What is due of these drills is counted from then."
        )
    back = f" ({data['taken_back']} of them taken back)" if data["taken_back"] else ""
    told = _counted(len(problems), "problem", "problems")
    lines.append(f"{_answers(data['answers'])}{back}, {told}.")
    return lines


def _answers(many: object) -> str:
    return _counted(many, "answer", "answers")


def _counted(many: object, one: str, more: str) -> str:
    return f"{many} {one if many == 1 else more}"
