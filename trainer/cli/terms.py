"""``triad terms``: the quantities that the cost model can be asked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from trainer.cli.root import json_option, print_json

if TYPE_CHECKING:
    from trainer.costmodel.vocabulary.term import Term


@click.command()
@click.argument("word", required=False, default="")
@json_option
def terms(word: str, as_json: bool) -> int:
    """List the terms to solve for and to give, with unit and meaning: all, or those with WORD."""
    from trainer.costmodel.terms import TERMS

    found = [term for term in TERMS.values() if _holds(term, word)]
    if as_json:
        print_json({"terms": [_data(term) for term in found]})
        return 0
    width = max((len(term.name) for term in found), default=0)
    lines = [f"{term.name:<{width}}  {term.meaning} [{term.unit or '1'}]" for term in found]
    click.echo("\n".join(lines) or f"Nothing holds '{word}'.")
    return 0


def _holds(term: Term, word: str) -> bool:
    return any(word.lower() in text.lower() for text in (term.name, term.label, term.meaning))


def _data(term: Term) -> dict[str, object]:
    # JSON has no infinity: a term without an upper bound has null there.
    facts = term._asdict()
    return {
        name: None if isinstance(value, float) and math.isinf(value) else value
        for name, value in facts.items()
    }
