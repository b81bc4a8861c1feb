"""``triad catalogue``: which models, accelerators and prices there are, and what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from trainer.cli.root import json_option, print_json
from trainer.clock import SystemClock
from trainer.places import Places

if TYPE_CHECKING:
    from trainer.costmodel.entry import Entry


_TOLD = (
    "parameters",
    "active_parameters",
    "gpu_memory",
    "memory_bandwidth",
    "price_per_gpu_hour",
    "input_price",
    "output_price",
    "cached_price",
)


@click.command()
@click.argument("word", required=False, default="")
@json_option
@click.pass_obj
def catalogue(places: Places, word: str, as_json: bool) -> int:
    """List the models, accelerators and prices to count with: all, or those that hold WORD.

    Files of your own go into the folder 'catalogue' of the data folder. Exit 1 if one is faulty.
    """
    from trainer.costmodel.catalogue import load_catalogue

    found = load_catalogue(places.catalogue)
    today = SystemClock().now().date()
    entries = [entry for entry in found.entries.values() if _holds(entry, word)]
    if as_json:
        listed = [_data(entry, today) for entry in entries]
        print_json({"entries": listed, "problems": [str(each) for each in found.problems]})
    else:
        click.echo("\n".join(_table(entries, today)) or f"Nothing holds '{word}'.")
        for problem in found.problems:
            click.echo(str(problem), err=True)
    return int(any(problem.severity == "error" for problem in found.problems))


def _holds(entry: Entry, word: str) -> bool:
    texts = (entry.kind, entry.id, entry.name, entry.source, *entry.also)
    return any(word.lower() in text.lower() for text in texts)


def _table(entries: list[Entry], today: dt.date) -> Iterator[str]:
    width = max((len(entry.id) for entry in entries), default=0)
    for entry in entries:
        own = ", your own" if entry.own else ""
        facts = f"{_facts(entry)} ({entry.provenance(today)}{own})"
        yield f"{entry.kind:<11}  {entry.id:<{width}}  {facts}"


def _facts(entry: Entry) -> str:
    """Return what matters most of an entry: its prices, or its size and speed."""
    from trainer.costmodel.terms import TERMS

    known = [name for name in _TOLD if name in entry.terms]
    return ", ".join(
        f"{TERMS[name].label} {TERMS[name].shown(entry.terms[name])}" for name in known
    )


def _data(entry: Entry, today: dt.date) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "id": entry.id,
        "name": entry.name,
        "also": list(entry.also),
        "terms": dict(entry.terms),
        "peaks": dict(entry.peaks),
        "accelerator": entry.accelerator,
        "source": entry.source,
        "date": entry.date,
        "age_months": entry.age_in_months(today),
        "old": entry.is_old(today),
        "own": entry.own,
    }
