"""Anki's text export: a table whose first lines, beginning with ``#``, say how to read it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trainer.formats.anki import cloze
from trainer.formats.anki.fields import Fields
from trainer.formats.base import DeckFile
from trainer.formats.bounds import MAX_COLUMNS, MAX_TABLE_BYTES
from trainer.formats.columns import BACK, FRONT, role_named
from trainer.formats.files import guess_told, read_text
from trainer.formats.gathering import Gathering
from trainer.formats.html_text import escaped
from trainer.formats.separators import separator_of
from trainer.formats.steps import EVERY, Step, silent
from trainer.formats.table_deck import table_rows, with_breaks

_SEPARATORS = {
    "comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":",
    "\\t": "\t",
}  # fmt: skip
_IS_MARK = re.compile(r"[!$%&'()*+,./:;<=>?@\[\\\]^_`{|}~¦§-]").fullmatch

_KNOWN = (
    "separator", "html", "tags", "columns", "notetype", "deck", "notetype column", "deck column",
    "tags column", "guid column", "if matches", "match scope",
)  # fmt: skip


@dataclass
class Header:
    """What the lines with ``#`` say. Columns count from 0, -1 means there is none."""

    separator: str = ""
    html: bool | None = None
    tags: str = ""
    deck: str = ""
    columns: list[str] = field(default_factory=list)
    special: dict[str, int] = field(default_factory=dict)
    lines: int = 0

    def column(self, what: str) -> int:
        """Return where the guid, notetype, deck or tags stand."""
        return self.special.get(what, -1)


def is_anki_text(sample: str) -> bool:
    """Return whether a file that begins with ``sample`` is Anki's text export."""
    return read_header(sample).lines > 0


def read_header(text: str) -> Header:
    """Return what the first lines of ``text`` say."""
    header = Header()
    for line in io.StringIO(text[:100_000], newline=None):
        mark, colon, value = line.rstrip("\n").partition(":")
        key = mark.removeprefix("#").strip().lower()
        if not colon or key not in _KNOWN or (not mark.startswith("#") and key != "tags"):
            break
        if not mark.startswith("#") and header.lines:
            break
        header.lines += 1
        _note(header, key, value.strip(" ") if key != "separator" else value)
    return header


def _note(header: Header, key: str, value: str) -> None:
    if key == "separator":
        word = value.strip(" ").lower() if len(value) > 1 else value
        found = _SEPARATORS.get(word, value[:1])
        # A letter, a quote or a control character separates nothing: it is guessed instead.
        header.separator = found if found in _SEPARATORS.values() or _IS_MARK(found) else ""
    elif key == "html":
        header.html = value.lower() == "true"
    elif key == "tags":
        header.tags = value
    elif key == "deck":
        header.deck = value
    elif key == "columns":
        header.columns = [value]
    elif key.endswith(" column") and value.isdecimal() and 0 < int(value[:6]) <= MAX_COLUMNS:
        header.special[key.removesuffix(" column")] = int(value[:6]) - 1


def read_anki_text(path: Path, step: Step = silent) -> tuple[DeckFile, ...]:
    """Return the decks in Anki's text export at ``path``. Raises UnreadableDeck."""
    text, encoding = read_text(path, MAX_TABLE_BYTES)
    return parse_anki_text(text, path, step).files(guess_told(path, encoding))


def parse_anki_text(text: str, path: Path, step: Step = silent) -> Gathering:
    """Return what Anki's text export ``text`` holds; ``path`` is only its name."""
    header = read_header(text)
    gathering = Gathering(path, "anki", header.deck or path.stem)
    body = io.StringIO(text, newline="")
    for _ in range(header.lines):
        body.readline()
    sample = text[:65_536].split("\n", header.lines)[-1]
    separator = header.separator or separator_of(sample, path.suffix) or "\t"
    taker = _Taker(gathering, header, separator)
    lines = _without_comments(body)
    rows = table_rows(lines, separator, gathering, header.lines)
    for index, (line, row) in enumerate(rows, 1):
        if any(row):
            taker.row(row[:MAX_COLUMNS], line)
        if not index % EVERY:
            step(0.0, f"{gathering.count:,} cards")
    return gathering


def _without_comments(lines: io.StringIO) -> Iterator[str]:
    """Yield the lines, those of comments as blank ones; a quoted line keeps its ``#``."""
    inside = False
    for line in lines:
        if not inside and line.startswith("#"):
            yield "\n"
            continue
        if line.count('"') % 2:
            inside = not inside
        yield line


class _Taker:
    """Takes the rows in as cards: first field front, the rest back, or a card per deletion."""

    def __init__(self, gathering: Gathering, header: Header, separator: str) -> None:
        self.gathering = gathering
        self.header = header
        self.fields = Fields(gathering, lambda _name: None)
        self.special = frozenset(header.special.values())
        named = next(csv.reader(header.columns, delimiter=separator), [])
        roles = [role_named(name) for name in named]
        usable = FRONT in roles and BACK in roles
        self.roles = roles if usable else []

    def cell(self, row: list[str], what: str) -> str:
        column = self.header.column(what)
        return row[column].strip() if 0 <= column < len(row) else ""

    def row(self, row: list[str], line: int) -> None:
        front, back = self.sides(row)
        if not front:
            if back:
                self.gathering.complain(line, "this card has no question")
            return
        tags = self.gathering.tags(f"{self.header.tags} {self.cell(row, 'tags')}")
        deck = self.cell(row, "deck") or self.header.deck
        guid = self.cell(row, "guid")
        for number, question, answer in self.cards(front, back):
            self.gathering.add(
                question,
                answer,
                line=line,
                key=f"{guid}/{number}" if guid else "",
                deck=deck,
                tags=tags,
            )

    def sides(self, row: list[str]) -> tuple[str, list[str]]:
        """Return the field that asks and those that answer."""
        own = [index for index in range(len(row)) if index not in self.special]
        # Without names that are known the first field asks, empty or not, and the rest answers.
        asking = self.roles.index(FRONT) if self.roles else next(iter(own), -1)
        front = row[asking] if asking in own else ""
        return front.strip() and front, [
            row[index] for index in own if index != asking and row[index].strip()
        ]

    def cards(self, front: str, back: list[str]) -> Iterator[tuple[int, str, str]]:
        """Yield ordinal, question and answer of each card, as Markdown."""
        parts = cloze.parse(front) if "{{c" in front else []
        numbers = cloze.numbers_of(parts) if parts else []
        more = [self.text(cell) for cell in back]
        if not numbers:
            yield 0, self.text(front), "\n\n".join(more)
        for number in numbers:
            whole = cloze.answer(parts, number, mark=self.header.html is not False)
            yield (
                number - 1,
                self.text(cloze.question(parts, number)),
                "\n\n".join((self.text(whole), *more)),
            )

    def text(self, cell: str) -> str:
        if self.header.html is False:
            return with_breaks(escaped(cell))
        return self.fields.markdown(cell)
