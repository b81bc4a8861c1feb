"""``triad solve`` and ``triad verify``: questions to the cost model, and how far to trust it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import click

from trainer.cli.givens import Givens, read_givens, term_name
from trainer.cli.root import json_option, print_json
from trainer.domain.derivation import Derivation
from trainer.places import Places


@click.command()
@click.argument("asked", metavar="TERM")
@click.argument("givens", nargs=-1, metavar="NAME=VALUE...")
@json_option
@click.pass_obj
def solve(places: Places, asked: str, givens: tuple[str, ...], as_json: bool) -> None:
    """Work out TERM from the given values, forwards or backwards.

    Values are written as people write them: cost_per_token='$0.0012' tokens_per_day=5M

    Entries of the catalogue ('triad catalogue' lists them) give all their numbers at once:
    model=llama-3.1-70b accelerator=h100-sxm precision=fp8 price=h100-sxm-aws. A value that is
    stated outright beats theirs.
    """
    from trainer.costmodel.solve import solve as solve_term
    from trainer.costmodel.working import as_data, as_markdown

    name = term_name(asked)
    given = read_givens(givens, places)
    for problem in given.problems:
        click.echo(problem, err=True)
    derivation = solve_term(name, given.values)
    notes = (*derivation.notes, *_unused(given, derivation), *given.origins)
    derivation = dataclasses.replace(derivation, notes=notes)
    if as_json:
        print_json(as_data(derivation))
    else:
        click.echo(_plain(as_markdown(derivation)))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@json_option
def verify(file: Path | None, as_json: bool) -> int:
    """Hold the cost model against published figures (the shipped ones, or those in FILE)."""
    from trainer.costmodel.evidence import verify as verify_cases
    from trainer.costmodel.report import report_data, report_text

    report = verify_cases(file)
    if as_json:
        print_json(report_data(report))
    else:
        click.echo(report_text(report).rstrip())
    return 1 if report.failed else 0


def _unused(given: Givens, derivation: Derivation) -> Iterator[str]:
    """Yield a note on what was stated outright but does not enter the answer."""
    from trainer.costmodel.terms import term

    used = {number.term for number in derivation.givens}
    idle = [term(name).label for name in given.stated if name not in used]
    if idle:
        yield f"not needed for the answer: {', '.join(idle)}"


def _plain(markdown: str) -> str:
    """Return a worked solution without Markdown's marks: a terminal shows them as they are."""
    return markdown.replace("**", "").replace("`", "").replace("*", "").strip()
