"""``triad solve`` and ``triad verify``: questions to the cost model, and how far to trust it."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.root import json_option, print_json
from trainer.errors import BadInput


@click.command()
@click.argument("asked", metavar="TERM")
@click.argument("givens", nargs=-1, metavar="NAME=VALUE...")
@json_option
def solve(asked: str, givens: tuple[str, ...], as_json: bool) -> None:
    """Work out TERM from the given values, forwards or backwards.

    Values are written as people write them: cost_per_token='$0.0012' tokens_per_day=5M
    """
    from trainer.costmodel.solve import solve as solve_term
    from trainer.costmodel.working import as_data, as_markdown

    derivation = solve_term(asked, _read_givens(givens))
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


def _read_givens(givens: tuple[str, ...]) -> dict[str, float]:
    from trainer.costmodel.terms import term
    from trainer.units.quantity import read_quantity

    values: dict[str, float] = {}
    for given in givens:
        name, equals, text = given.partition("=")
        name = name.strip()
        if not equals or not name:
            raise BadInput(
                f"'{given}' is no given", remedy="write NAME=VALUE, such as tokens_per_day=5M"
            )
        if name in values:
            raise BadInput(f"'{name}' is given twice", remedy="keep one of the two")
        try:
            values[name] = read_quantity(text, term(name).unit).value
        except BadInput as error:
            raise type(error)(error.what, where=name, remedy=error.remedy) from error
    return values


def _plain(markdown: str) -> str:
    """Return a worked solution without Markdown's marks: a terminal shows them as they are."""
    return markdown.replace("**", "").replace("`", "").replace("*", "").strip()
