"""Tables (CSV, TSV) as recall drills, with a preview that says how they were understood."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, tee
from pathlib import Path
from typing import TextIO

from trainer.formats.base import DeckFile
from trainer.formats.bounds import MAX_COLUMNS, MAX_FIELD, MAX_TABLE_BYTES
from trainer.formats.cleaning import clean_name, word_id
from trainer.formats.columns import (
    BACK,
    DECK,
    FRONT,
    HEADER_WORDS,
    ID,
    SKIP,
    TAGS,
    WHY,
    Columns,
    guess_roles,
    picked,
)
from trainer.formats.files import NO_TEXT, file_encoding, guess_told, opened, unreadable
from trainer.formats.gathering import Found, Gathering
from trainer.formats.html_text import markdown_of
from trainer.formats.separators import sample_rows, separator_of
from trainer.formats.steps import EVERY, Step, silent

_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Preview:
    """How a table would be read, and its first rows."""

    columns: Columns
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(path: Path, encoding: str = "") -> Preview:
    """Return how the table at ``path`` would be read. Raises UnreadableDeck."""
    with _text(path, encoding) as (file, known):
        return preview_text(file.read(_SAMPLE), path, known)


def preview_text(sample: str, path: Path, encoding: str = "utf-8-sig") -> Preview:
    """Return how the table that begins with ``sample`` would be read; ``path`` is its name."""
    if not sample.strip():
        raise unreadable(path, "this file is empty")
    told = _SEPARATOR.match(sample)
    if told:
        separator, sample = told[1], sample[told.end() :]
    else:
        # The semicolon that ends an entity separates nothing.
        separator = separator_of(_ENTITY.sub("", sample), path.suffix, HEADER_WORDS)
    if not separator:
        raise unreadable(
            path,
            "this table has one column; a card needs two: put a tab, a semicolon or a comma"
            " between question and answer",
        )
    rows = sample_rows(sample, separator, 20) or [[""]]
    roles, header = guess_roles(max(rows[:1], key=len))
    width = max(len(row) for row in rows)
    if not header:
        roles = (*roles, *(BACK for _ in range(width - len(roles))))
    names = tuple(cell.strip() for cell in rows[0]) if header else ()
    shown = tuple(tuple(row) for row in rows[1 if header else 0 :][:10])
    html = _HTML.search(sample) is not None
    return Preview(Columns(separator, roles, header, encoding, html), names, shown)


_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n?|\n)', re.IGNORECASE)
"""The first line of tables that are made for Excel; it is no row."""

_ENTITY = re.compile(r"&(?:#\d{1,6}|[a-z]{2,8});", re.IGNORECASE)
_HTML = re.compile(
    r"</?(?:b|i|u|p|br|div|span|img|em|strong|ul|ol|li|sub|sup|latex)\b[^<>]{0,500}>"
    r"|&(?:#\d{1,6}|amp|lt|gt|quot|nbsp);",
    re.IGNORECASE,
)
"""Mnemosyne writes such into its text, and so do pages that tables are copied from."""


def read_table(
    path: Path, columns: Columns | None = None, step: Step = silent
) -> tuple[DeckFile, ...]:
    """Return the decks of the table at ``path``, read as ``columns`` say or as it seems.

    Raises UnreadableDeck where nothing could be used.
    """
    with _text(path, columns.encoding if columns else "") as (file, encoding):
        if columns is None:
            columns = preview_text(file.read(_SAMPLE), path, encoding).columns
            file.seek(0)
        found = _read(file, path, columns, step)
    return found.files(guess_told(path, encoding))


def read_table_text(text: str, path: Path, columns: Columns | None = None) -> tuple[DeckFile, ...]:
    """Return the decks of a table that is at hand as ``text``: a paste, for example.

    ``path`` is only its name. Raises UnreadableDeck.
    """
    columns = columns or preview_text(text[:_SAMPLE], path).columns
    return _read(io.StringIO(text, newline=""), path, columns, silent).files()


@contextmanager
def _text(path: Path, encoding: str) -> Iterator[tuple[TextIO, str]]:
    with opened(path, MAX_TABLE_BYTES) as raw:
        encoding = encoding or file_encoding(raw)
        if not encoding:
            raise unreadable(path, NO_TEXT)
        # Small reads from the disk would each let go of the interpreter for too short a moment for
        # the window's thread to take it, which then begins to wait anew: half a second in all.
        whole = io.BytesIO(raw.read())
        yield io.TextIOWrapper(whole, encoding, errors="replace", newline=""), encoding


def _read(file: TextIO, path: Path, columns: Columns, step: Step) -> Gathering:
    if not columns.is_usable:
        raise unreadable(path, "a column for the question and one for the answer are wanted")
    gathering = Gathering(path, "table", path.stem)
    gathering.take(_cards(file, columns, gathering, step))
    return gathering


def _cards(file: TextIO, columns: Columns, gathering: Gathering, step: Step) -> Iterator[Found]:
    taker = _Taker(gathering, columns)
    first = columns.header
    rows = table_rows(file, columns.separator, gathering, before=_passed_over(file))
    for index, (line, row) in enumerate(rows, 1):
        if first:
            first = not any(row)
            _name_what_is_skipped(row, columns, gathering)
        elif row and (card := taker.card(row, line)):
            yield card
        if not index % EVERY:
            step(0.0, f"{gathering.count:,} cards")


def _name_what_is_skipped(header: list[str], columns: Columns, gathering: Gathering) -> None:
    named = [clean_name(cell)[:_SHOWN] for cell, role in zip(header, columns.roles, strict=False)
             if role == SKIP and cell.strip()]  # fmt: skip
    if named:
        few = ", ".join(named[:_NAMED]) + (", …" if len(named) > _NAMED else "")
        gathering.leave_out(f"columns that are not read ({few})", len(named))


_SHOWN = 40
_NAMED = 5


def _passed_over(file: TextIO) -> int:
    """Go past a line that only names the separator; return how many lines that were."""
    if _SEPARATOR.fullmatch(file.readline()):
        return 1
    file.seek(0)
    return 0


def table_rows(
    file: Iterable[str], separator: str, gathering: Gathering, before: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on; ``before`` lines are already read.

    Quotes that never close would eat the rest of the file: their lines are read again with the
    quotes as letters.
    """
    csv.field_size_limit(MAX_FIELD)
    ahead: Iterator[str] = iter(file)
    while True:
        # What the reader of rows has taken is read once more behind it, line by line.
        ahead, behind = tee(ahead)
        rows, read = csv.reader(ahead, delimiter=separator), 0
        next_line: list[str] = []
        lines: list[str] = []
        try:
            for row in rows:
                if rows.line_num == read + 1 and not next_line:
                    lines = [next(behind)]
                else:
                    lines = [*next_line, *islice(behind, rows.line_num - read - len(next_line))]
                    next_line = []
                if sum([line.count('"') for line in lines]) % 2:
                    next_line = list(islice(behind, 1))
                    if not next_line:
                        break  # the file ended inside quotes
                yield before + read + 1, row
                read = rows.line_num
            else:
                return
        except csv.Error:
            lines = [*next_line, *islice(behind, rows.line_num - read - len(next_line))]
        # What is wrong is said here, for an error and for an end inside quotes.
        yield from _unquoted(lines, before + read + 1, separator, gathering)
        before += rows.line_num


def _unquoted(
    lines: list[str], first: int, separator: str, gathering: Gathering
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows on ``lines`` with quotes as letters; ``first`` is where they begin."""
    if any('"' in line for line in lines):
        gathering.complain(first, _UNCLOSED)
    for number, line in enumerate(lines, first):
        try:
            yield from (
                (number, row)
                for row in csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE)
            )
        except csv.Error:
            gathering.complain(number, f"this row has a cell longer than {MAX_FIELD:,} characters")


_UNCLOSED = "the quotes that open here never close; they were read as letters"


class _Taker:
    """Takes rows in as cards."""

    def __init__(self, gathering: Gathering, columns: Columns) -> None:
        self.gathering = gathering
        self.roles = columns.roles
        self.html = columns.html
        self.plain = columns.roles[:2] == (FRONT, BACK) and len(columns.roles) == 2

    def card(self, row: list[str], line: int) -> Found | None:
        """Return the card in a row, or None for a row that says nothing."""
        if self.plain and len(row) == 2:
            front, back = row
            if front.strip() or back.strip():
                return self.text(front), self.text(back), "", line, "", "", (), (), None
            return None
        return self.wide(row[:MAX_COLUMNS], line)

    def wide(self, row: list[str], line: int) -> Found | None:
        front = picked(row, self.roles, FRONT)
        back = picked(row, self.roles, BACK)
        if not front and not back:
            return None
        key = " ".join(picked(row, self.roles, ID))
        return (
            self.joined(front),
            self.joined(back),
            self.joined(picked(row, self.roles, WHY)),
            line,
            word_id(key) if key else "",
            " ".join(picked(row, self.roles, DECK)),
            self.gathering.tags(" ".join(picked(row, self.roles, TAGS)), ",;|"),
            (),
            None,
        )

    def joined(self, cells: list[str]) -> str:
        return "\n\n".join(self.text(cell) for cell in cells)

    def text(self, cell: str) -> str:
        if self.html:
            return markdown_of(cell)
        return with_breaks(cell) if "\n" in cell or "\r" in cell else cell


def with_breaks(text: str) -> str:
    """Return ``text`` so that Markdown keeps its lines: each ends where it ended."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "```" in text or "\n" not in text:
        return text
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    ends = [
        "  " if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "\n".join(line + end for line, end in zip(lines, ends, strict=True))
