"""``triad check``, ``triad new`` and ``triad schema``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.root import json_option, print_json
from trainer.formats.base import ERROR, Problem, UnreadableDeck

if TYPE_CHECKING:
    import datetime as dt

    from trainer.formats.base import DeckFile


@click.command()
@click.argument(
    "paths", metavar="DECKS...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@json_option
def check(paths: tuple[Path, ...], as_json: bool) -> int:
    """Check deck files (or folders of them) and say everything that is wrong."""
    from trainer.clock import SystemClock, study_day
    from trainer.formats.course import problems_between

    today = study_day(SystemClock())
    problems: list[Problem] = []
    decks: list[DeckFile] = []
    for path in _deck_paths(paths):
        try:
            found = _read(path, today)
        except UnreadableDeck as error:
            problems += error.problems
            continue
        problems += [problem for deck in found for problem in deck.problems]
        decks += found
    problems += problems_between(decks)
    if as_json:
        print_json([problem_data(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(_verdict(sum(len(deck.drills) for deck in decks), problems), err=bool(problems))
    return 1 if any(problem.severity == ERROR for problem in problems) else 0


def _verdict(drills: int, problems: list[Problem]) -> str:
    errors = sum(problem.severity == ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = [f"{drills} {'drill is' if drills == 1 else 'drills are'} good"]
    if errors or not warnings:
        parts.append(f"{errors} {'error' if errors == 1 else 'errors'}")
    if warnings:
        parts.append(f"{warnings} {'warning' if warnings == 1 else 'warnings'}")
    return ", ".join(parts) + "."


def _read(path: Path, today: dt.date) -> tuple[DeckFile, ...]:
    """Return the decks in a file as an import would read it; YAML is held against the day."""
    from trainer.formats.reading import FOREIGN, read_decks
    from trainer.formats.yaml_deck import read_deck

    if path.suffix.lower() in FOREIGN and not path.is_dir():
        return read_decks(path)
    return (read_deck(path, today),)


def _deck_paths(given: tuple[Path, ...]) -> list[Path]:
    from trainer.formats.deck_folder import deck_files

    paths: list[Path] = []
    for path in given:
        try:
            paths += deck_files(path) or [path]
        except OSError:
            paths.append(path)  # the reader says what is the matter with it
    return paths


def problem_data(problem: Problem) -> dict[str, object]:
    """Return ``problem`` as JSON has it."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "message": problem.message,
    }


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def new(file: Path, as_json: bool) -> int:
    """Write a commented deck to FILE, to be changed into one of your own."""
    from trainer.clock import SystemClock, study_day
    from trainer.formats.starter import write_starter

    deck_id = write_starter(file, study_day(SystemClock()))
    if as_json:
        print_json({"file": str(file), "id": deck_id})
    else:
        click.echo(
            f"{file}: a deck with one drill of each kind; change it, then: triad check {file}"
        )
    return 0


@click.command()
@click.option(
    "--json", is_flag=True, expose_value=False, help="As every command has it; a schema is JSON."
)
def schema() -> None:
    """Print the JSON Schema of the deck format, for completion in an editor."""
    from trainer.formats.declared import json_schema

    print_json(json_schema())
