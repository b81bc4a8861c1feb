"""``triad claims``: what a text promises, as an interviewer would read it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from trainer.claims.claim import Claims
from trainer.cli.root import json_option, print_json
from trainer.domain.assessment import Finding
from trainer.errors import BadInput

MOST_BYTES = 1024 * 1024
"""A megabyte of prose is a book; nobody promises that much."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("text", required=False)
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Read the text from this file ('-' reads standard input).",
)
@json_option
def claims(text: str | None, path: Path | None, as_json: bool) -> None:
    """Read the metric claims in TEXT ('-' reads standard input) and say what they lack."""
    from trainer.claims.data import to_data
    from trainer.claims.reader import extract

    found = extract(_text(text, path))
    findings = _findings(found)
    if as_json:
        print_json(to_data(found, findings))
    else:
        click.echo(_readable(found, findings))


def _findings(found: Claims) -> tuple[Finding, ...]:
    """Return what an interviewer would say: to the words, and to numbers that do not hold."""
    from trainer.claims.rubric import judge
    from trainer.drills.entries import shipped_catalogue
    from trainer.drills.envelope import check_envelope
    from trainer.drills.mentions import mentioned

    told = mentioned(found.text, shipped_catalogue())
    return judge(found, extra=check_envelope(found, told.values, told.places).findings)


def _text(text: str | None, path: Path | None) -> str:
    if (text is None) == (path is None):
        raise BadInput("give either a text or --file", remedy="a text stands in quotes")
    if text not in {None, "-"}:
        return str(text)
    from_stdin = path is None or str(path) == "-"
    where = "standard input" if from_stdin else str(path)
    try:
        raw = _stdin() if from_stdin else _file(Path(str(path)))
        read = raw.decode("utf-8-sig")
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise BadInput(f"this file cannot be read: {what}", where=where) from error
    except UnicodeDecodeError as error:
        raise BadInput("this is not UTF-8 text", where=where, remedy="save it as UTF-8") from error
    if len(raw) > MOST_BYTES:
        raise BadInput("this text is longer than 1 MiB", where=where, remedy="give a part of it")
    return read


def _stdin() -> bytes:
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _readable(found: Claims, findings: Iterable[Finding]) -> str:
    from trainer.drills.amounts import bound

    lines = []
    for claim in found.claims:
        facts = (claim.statistic, claim.subject, claim.condition, claim.benchmark)
        told = ", ".join(fact for fact in facts if fact)
        said = found.text[claim.start : claim.end]
        lines.append(f"{claim.dimension}: {bound(claim)}  “{said}”")
        if told:
            lines.append(f"    {told}")
    lines += [f"plan: “{found.text[plan.start : plan.end]}”" for plan in found.plans]
    lines += [f"vague: “{wish.text}”" for wish in found.vague]
    lines += ["", *(f"- {each.message} {each.fix}" for each in findings)]
    return "\n".join(lines).strip() or "No metric claim."
