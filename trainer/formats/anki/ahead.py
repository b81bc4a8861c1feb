"""A collection's cards, fetched by a thread of their own while those before are taken in.

SQLite lets go of the interpreter for one step of a statement: a step therefore returns some
thousand cards, each column of theirs as one text, which is parted in no time. Row by row, the
fetching would take a quarter of the whole import.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from trainer.formats.anki.database import DatabaseError, Foreign, as_text


class Part(NamedTuple):
    """Some cards, a column for each fact; all cards of a note are of one part."""

    notes: Sequence[object]
    kinds: Sequence[int]
    names: Sequence[bytes]
    """Each card's own name: its note's guid and its ordinal."""
    tags: Sequence[str]
    fields: Sequence[str]
    cards: Sequence[int]
    ordinals: Sequence[int]
    decks: Sequence[int]


Row = tuple[str, int, bytes, str, str, int, int, int]
"""One card of a part."""

_CARDS = """
    select n.id note, coalesce(cast(n.mid as integer), 0) kind, coalesce(n.guid, '') guid,
        coalesce(n.tags, '') tags, coalesce(n.flds, '') flds, coalesce(c.id, 0) card,
        coalesce(cast(c.ord as integer), -1) ord,
        cast(case when c.odid <> 0 then c.odid else coalesce(c.did, 0) end as integer) deck
    from cards c join notes n on n.id = c.nid where c.nid > ? and c.nid <= ? order by c.nid
"""
_PARTED = """
    select count(*), min(kind), max(kind), min(ord), max(ord), min(deck), max(deck),
        group_concat(guid, char(30)), group_concat(tags, char(30)), group_concat(flds, char(30))
"""
_NAMED = f"{_PARTED}, group_concat(note, char(30)), group_concat(card, char(30))"
"""Which card is whose is asked where a note has several or something is known of single cards."""

_MIXED = """
    select group_concat(kind, char(30)), group_concat(ord, char(30)), group_concat(deck, char(30))
"""
"""Mostly the cards that are fetched at once are of one kind and one deck, and this is not asked."""

_LAST = "select nid from cards where nid > ? order by nid limit 1 offset ?"
_SIBLINGS = "select exists (select 1 from cards where ord <> 0)"
"""Whether the cards of a note are to be sorted, which takes a quarter of reading them."""
_INDEXED = """
    select exists (select 1 from pragma_index_list('cards') l, pragma_index_info(l.name) i
        where i.seqno = 0 and i.name = 'nid')
"""
_BEFORE_ALL: object = float("-inf")
_AFTER_ALL: object = b""
"""No number comes before the one, nothing that a note can have for its id after the other."""

_AT_ONCE_BYTES = 2 << 20
_AT_ONCE = 4096
_ROW_BYTES = 512
"""What a card of its own takes beside its fields, so that short ones are not fetched for ever."""


class Ahead:
    """Fetches the cards of ``collection``, ``total`` in number, ``size`` bytes altogether.

    Unless they are wanted as ``single`` ones, a part numbers notes and cards itself where it can.
    """

    def __init__(self, collection: Foreign, total: int, size: int, *, single: bool) -> None:
        self._collection = collection
        (siblings,) = next(collection.rows(_SIBLINGS))
        self._parted = _NAMED if siblings or single else _PARTED
        self._cards = f"{_CARDS}, c.ord" if siblings else _CARDS
        self._many = max(1, min(_AT_ONCE, _AT_ONCE_BYTES * total // max(1, size)))

    def parts(self) -> Generator[Part]:
        """Yield all cards, note by note, some thousand at once.

        Raises TookTooLong and DatabaseError.

        To be closed before the collection is: the thread may be at work in it.
        """
        (indexed,) = next(self._collection.rows(_INDEXED))
        if not indexed:  # each part would be looked for among all cards
            yield from self._one_by_one(_BEFORE_ALL, _AFTER_ALL)
            return
        with ThreadPoolExecutor(1) as thread:
            first, coming = _BEFORE_ALL, thread.submit(self._fetch, _BEFORE_ALL)
            while True:
                last, columns = coming.result()
                part = _parted(columns)
                if part is None:
                    yield from self._one_by_one(first, last)
                ended = last == _AFTER_ALL
                if not ended:
                    first, coming = last, thread.submit(self._fetch, last)
                if part and part.notes:
                    yield part
                if ended:
                    return

    def _fetch(self, first: object) -> tuple[object, tuple[Any, ...]]:
        """Return up to which note the cards after note ``first`` go, and their columns.

        There are none where a column is too long or damaged: one by one, the good rows are found.
        """
        last: object = _AFTER_ALL
        try:
            for (found,) in self._collection.raw_rows(_LAST, (first, self._many - 1)):
                last = found
            count, *rest = self._ask(self._parted, first, last)
            ends, texts = rest[:6], rest[6:]
            if ends[::2] == ends[1::2]:
                numbers = [[each] * count for each in ends[::2]]
            else:
                numbers = [_numbers(each) for each in self._ask(_MIXED, first, last)]
        except DatabaseError:
            return last, ()
        return last, (count, numbers, texts)

    def _ask(self, what: str, first: object, last: object) -> tuple[Any, ...]:
        return next(self._collection.raw_rows(f"{what} from ({self._cards})", (first, last)))

    def _one_by_one(self, first: object, last: object) -> Iterator[Part]:
        rows: list[Row] = []
        size = 0
        try:
            for row in self._rows(first, last):
                if size > _AT_ONCE_BYTES and row[0] != rows[-1][0]:
                    yield _part(rows)
                    rows, size = [], 0
                rows.append(row)
                size += len(row[4]) + _ROW_BYTES
        except DatabaseError:
            if rows:  # the good ones before the damage
                yield _part(rows)
            raise
        if rows:
            yield _part(rows)

    def _rows(self, first: object, last: object) -> Iterator[Row]:
        for row in self._collection.raw_rows(self._cards, (first, last)):
            note, kind, guid, tags, flds, card, ordinal, deck = row
            name = b"%b/%d" % (as_text(guid).encode(), ordinal)
            yield as_text(note), kind, name, as_text(tags), as_text(flds), card, ordinal, deck


def _part(rows: Sequence[Row]) -> Part:
    return Part(*zip(*rows, strict=True))


def _numbers(text: bytes) -> list[int]:
    return list(map(int, text.split(b"\x1e")))


def _parted(columns: tuple[Any, ...]) -> Part | None:
    """Return the cards that ``columns`` hold, or None where they are to be fetched one by one."""
    if not columns:
        return None
    count, (kinds, ordinals, decks), texts = columns
    if not count:
        return Part((), (), (), (), (), (), (), ())
    guids = texts[0].split(b"\x1e")
    tags, flds, *named = (as_text(text).split("\x1e") for text in texts[1:])
    if any(len(column) != count for column in (guids, tags, flds, *named)):
        return None
    try:
        cards = list(map(int, named[1])) if named else range(count)
    except ValueError:  # it may be any text in a table that a stranger made
        return None
    names = [b"%b/%d" % each for each in zip(guids, ordinals, strict=True)]
    return Part(named[0] if named else range(count), kinds, names, tags, flds, cards, ordinals,
                decks)  # fmt: skip
