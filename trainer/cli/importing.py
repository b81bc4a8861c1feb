"""``triad import``: decks of any format, first planned, then installed in one step."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from trainer.cli.root import json_option, print_json
from trainer.errors import CannotRun
from trainer.formats.base import ERROR, Problem, UnreadableDeck
from trainer.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trainer.cli.signs import Signs
    from trainer.formats.reading import Options
    from trainer.study.importing import ImportPlan
    from trainer.study.installing import Offers
    from trainer.study.study import Study

COUNTS = ("added", "changed", "moved", "unchanged", "removed")


@click.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--with-scheduling",
    is_flag=True,
    help="Take over what was answered in Anki: drills go on from there.",
)
@json_option
@click.pass_obj
def import_decks(
    places: Places, files: tuple[Path, ...], dry_run: bool, with_scheduling: bool, as_json: bool
) -> int:
    """Install the decks in each FILE: all of what is good, in one step, keeping what you learnt.

    A FILE is a deck (YAML), a table (CSV, TSV), Anki's .apkg, .colpkg or text export, Markdown
    (hashcards, Obsidian, headings), or a folder of decks.
    """
    from trainer.cli.signs import Signs
    from trainer.formats.reading import Options

    if dry_run:
        from trainer.logfile import stop_log

        stop_log()  # not a line is to be written anywhere
    try:
        with Signs() as signs:
            done = _import(places, files, Options(scheduling=with_scheduling), signs, dry_run)
    except UnreadableDeck as error:
        if as_json:
            print_json(_data(Done((), error.problems, 0), dry_run=dry_run))
        raise
    except KeyboardInterrupt as error:
        raise CannotRun("stopped, and nothing was imported") from error
    if as_json:
        print_json(_data(done, dry_run=dry_run))
    else:
        _tell(done, dry_run=dry_run)
    return 1 if any(problem.severity == ERROR for problem in done.problems) else 0


class Done(NamedTuple):
    """What an import changed, or would."""

    plans: tuple[ImportPlan, ...]
    problems: Sequence[Problem]
    answers: int


def _import(
    places: Places, files: tuple[Path, ...], options: Options, signs: Signs, dry_run: bool
) -> Done:
    """Read ``files`` and install what is good. Raises UnreadableDeck where nothing is."""
    from trainer.app import open_study
    from trainer.study.installing import read_all

    found = read_all(files, signs, options)
    if not found.files:
        raise UnreadableDeck(found.unreadable)
    with _places(places, dry_run=dry_run) as here, open_study(here) as study:
        offers = study.installer.offer_read(found, signs)
        plans = tuple(offer.plan for offer in offers.offers)
        problems = _problems(offers)
        if dry_run:
            return Done(plans, problems, _answers_to_come(study, plans))
        with signs.stopping_between_steps():
            done = study.installer.install(offers.offers, signs)
        return Done(done.plans, [*problems, *done.problems], len(done.answers))


@contextmanager
def _places(places: Places, *, dry_run: bool) -> Iterator[Places]:
    """Yield where the decks are held against what is stored: for a dry run, on a copy."""
    if not dry_run:
        yield places
        return
    from trainer.store.looking import copied

    with copied(places.database) as database:
        yield Places(database.parent)


def _problems(offers: Offers) -> list[Problem]:
    found = list(offers.unreadable)
    for offer in offers.offers:
        found += offer.plan.problems
    return found


def _total(plans: tuple[ImportPlan, ...]) -> dict[str, int]:
    return {what: sum(plan.counts[what] for plan in plans) for what in COUNTS}


def _marked(plans: tuple[ImportPlan, ...]) -> dict[str, int]:
    return {what: sum(plan.marked[what] for plan in plans) for what in ("suspended", "flagged")}


def _left_out(plans: tuple[ImportPlan, ...]) -> list[str]:
    return [what for plan in plans for what in plan.not_carried]


def _answers_to_come(study: Study, plans: tuple[ImportPlan, ...]) -> int:
    """Return how many answers ``plans`` would bring that are not in the log already."""
    from trainer.study.taking_over import TakeOver

    take_over = TakeOver(study.installer.scheduler, study.clock)
    return sum(
        1
        for plan in plans
        if plan.past
        for _ in take_over.reviews(plan.past, study.store.answered(plan.change.deck.id))
    )


def _data(done: Done, *, dry_run: bool) -> dict[str, object]:
    from trainer.cli.decks import problem_data

    return {
        **_total(done.plans),
        "dry_run": dry_run,
        "answers": done.answers,
        **_marked(done.plans),
        "decks": [
            {
                "id": plan.change.deck.id,
                "title": plan.change.deck.title,
                "file": str(plan.path),
                **{what: plan.counts[what] for what in COUNTS},
            }
            for plan in done.plans
        ],
        "not_carried": _left_out(done.plans),
        "problems": [problem_data(problem) for problem in done.problems],
    }


def _tell(done: Done, *, dry_run: bool) -> None:
    plans = done.plans
    for problem in done.problems:
        click.echo(str(problem), err=True)
    for plan in plans:
        words = ", ".join(f"{plan.counts[what]} {what}" for what in COUNTS)
        deck = plan.change.deck
        named = f"; its id is {deck.id}" if deck.id != deck.title else ""
        click.echo(f"{deck.title}: {words}{named}.")
    if left := _left_out(plans):
        click.echo(f"Not carried over: {'; '.join(left)}.")
    if done.answers:
        click.echo(f"Answers from Anki: {done.answers:,}.")
    if marks := [f"{many:,} {what}" for what, many in _marked(plans).items() if many]:
        click.echo(f"As in Anki: {', '.join(marks)}.")
    if dry_run:
        click.echo("Nothing was changed.")
