"""Decks as a table that a spreadsheet opens and that ``table_deck`` reads again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from trainer.domain.deck import Deck, Drill
from trainer.drills.sides import sides

COLUMNS = ("id", "deck", "kind", "front", "back", "why", "tags")


def table_lines(decks: Iterable[tuple[Deck, Iterable[Drill]]], separator: str) -> Iterator[str]:
    """Yield the table line by line, header first; ids are those of the drills in their decks."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator, lineterminator="\n")
    writer.writerow(COLUMNS)
    for deck, drills in decks:
        for drill in drills:
            said = sides(drill)
            tags = " ".join("-".join(tag.split()) for tag in drill.tags)
            local_id = drill.id.removeprefix(f"{deck.id}/")
            writer.writerow(
                (local_id, deck.title, drill.kind, said.front, said.back, said.why, tags)
            )
            yield _taken(line)
    yield _taken(line)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
