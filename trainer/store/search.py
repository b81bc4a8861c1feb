"""Finding drills: by the index of words, the list of tags, and what is known of each drill."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from trainer.domain.search import Field, Found, Order, State, Term
from trainer.scheduling.marks import LEECH_LAPSES
from trainer.store import words
from trainer.store.columns import day_number, to_json

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterable, Sequence

    from trainer.domain.ids import DrillId

FEW = 5000
"""So many drills found are put in the order of the decks; more come as they were first stored."""

_ARCHIVED = "select key from drill indexed by drill_archived where archived_at_us is not null"
_NOT_ARCHIVED = f"not in ({_ARCHIVED})"
_SEEN = f"select drill_key from drill_state where drill_key not in ({_ARCHIVED})"
_MARKED = f"select drill_key from drill_mark where drill_key not in ({_ARCHIVED})"
_LIVE = "select key from drill where archived_at_us is null"
_GIVEN = "select value from json_each(?)"
_NEW = "select key from drill indexed by drill_unseen where seen = 0 and archived_at_us is null"


_TEXT = frozenset({Field.WORD, Field.PHRASE})

_PLACE = "d.deck_key, d.position, d.key"
_FIRST_TEXT = (
    "(select lower(coalesce(c.fields ->> 'front', c.fields ->> 'question', c.fields ->> 'text',"
    " c.fields ->> 'bad', c.fields -> 'scenario' ->> 'text', ''))"
    " from drill_content c where c.drill_key = d.key)"
)
_ORDERS = {
    Order.KIND: "d.kind",
    Order.TEXT: _FIRST_TEXT,
    Order.LEVEL: "d.level",
    Order.DUE: "s.due_day",
    Order.STABILITY: "s.stability_days",
    Order.LAPSES: "s.lapses",
    Order.REVIEWS: "s.reviews",
}
"""By what each order goes. What is not known of a drill comes last, up or down."""


class _Set(NamedTuple):
    """A query for the keys of the drills that fulfil one condition; archived ones never do."""

    sql: str
    values: tuple[object, ...] = ()


def search(
    connection: sqlite3.Connection,
    terms: Iterable[Term],
    day: dt.date,
    limit: int | None,
    offset: int,
    order: Order = Order.PLACE,
    *,
    falling: bool = False,
) -> Found:
    """Return the drills that fulfil all ``terms``, in ``order`` (backwards if ``falling``).

    Of several kinds, or decks, one is enough. A word without a letter or digit is passed over.
    Words that an import left to be listed are listed first, which takes a second for 100,000.
    """
    terms = tuple(terms)
    if any(term.field in _TEXT for term in terms):
        words.list_waiting(connection)
    wanted, unwanted = _sets(connection, terms, day)
    if not (wanted or unwanted) and order is Order.PLACE and not falling:
        return _everything(connection, limit, offset)
    first, *others = wanted or [_Set(_LIVE)]
    sql = first.sql
    if others or unwanted:
        # The plus keeps SQLite from looking each key up in the index of words, one by one.
        tests = [f"+key in ({each.sql})" for each in others]
        tests += [f"+key not in ({each.sql})" for each in unwanted]
        sql = f"with first (key) as ({sql}) select key from first where {' and '.join(tests)}"
    values = [value for each in (first, *others, *unwanted) for value in each.values]
    keys = _few(connection, sql, values) if others or unwanted else None
    if keys is not None:  # They need not be searched for again to be put in order.
        total, sql, values = len(keys), _GIVEN, [to_json(keys)]
    else:
        (total,) = connection.execute(f"select count(*) from ({sql})", values).fetchone()
    if order is not Order.PLACE or falling:
        found = _ordered(connection, sql, values, order, falling=falling)
        return Found(found[offset : None if limit is None else offset + limit], total)
    place = _PLACE if total <= FEW else "f.key"
    rows = connection.execute(
        f"with found (key) as ({sql}) select d.id from found f cross join drill d on d.key = f.key"
        f" order by {place} limit ? offset ?",
        (*values, _up_to(limit), offset),
    )
    return Found(tuple(drill_id for (drill_id,) in rows), total)


def _few(connection: sqlite3.Connection, sql: str, values: list[object]) -> list[int] | None:
    """Return the keys that ``sql`` finds, or None if there are more than ``FEW``."""
    rows = connection.execute(f"{sql} limit {FEW + 1}", values).fetchall()
    return [key for (key,) in rows] if len(rows) <= FEW else None


def _everything(connection: sqlite3.Connection, limit: int | None, offset: int) -> Found:
    """Return all drills in the order of the decks, which an index has."""
    (total,) = connection.execute(f"select count(*) from ({_LIVE})").fetchone()
    rows = connection.execute(
        "select id from drill where archived_at_us is null"
        " order by deck_key, position, key limit ? offset ?",
        (_up_to(limit), offset),
    )
    return Found(tuple(drill_id for (drill_id,) in rows), total)


def _up_to(limit: int | None) -> int:
    """Return ``limit`` as SQLite takes it: below 0 for none."""
    return -1 if limit is None else limit


def _ordered(
    connection: sqlite3.Connection,
    sql: str,
    values: list[object],
    order: Order,
    *,
    falling: bool,
) -> tuple[DrillId, ...]:
    way = "desc" if falling else "asc"
    by = _ORDERS.get(order)
    keys = f"{by} is null, {by} {way}, {_PLACE}" if by else f"d.deck_key, d.position {way}, d.key"
    rows = connection.execute(
        "select d.id from drill d left join drill_state s on s.drill_key = d.key"
        f" where d.archived_at_us is null and d.key in ({sql}) order by {keys}",
        values,
    )
    return tuple(drill_id for (drill_id,) in rows)


def tags(connection: sqlite3.Connection) -> dict[str, int]:
    """Return every tag in use and how many drills have it, in the order of the alphabet."""
    rows = connection.execute(
        f"select tag, count(*) from drill_tag where drill_key {_NOT_ARCHIVED}"
        " group by tag order by tag"
    )
    return dict(rows.fetchall())


def _sets(
    connection: sqlite3.Connection, terms: Sequence[Term], day: dt.date
) -> tuple[list[_Set], list[_Set]]:
    """Return the sets a drill has to be in, the narrowest kind first, and those it must not."""
    terms = [_positive(term) for term in terms]
    wanted = [term for term in terms if not term.is_excluded]
    texts = list(filter(None, map(_match, wanted)))
    inside = [_text(" ".join(texts))] if texts else []
    inside += [_tag(term.value) for term in wanted if term.field is Field.TAG]
    inside += [_state(State(term.value), day) for term in wanted if term.field is Field.IS]
    for field in (Field.KIND, Field.DECK):
        values = [term.value for term in wanted if term.field is field]
        if values:
            inside.append(_either(connection, field, values))
    outside = [
        one
        for term in terms
        if term.is_excluded and (one := _one(connection, term, day)) is not None
    ]
    return inside, outside


def _positive(term: Term) -> Term:
    """Return "not new" as "seen" and the other way round: a set is found faster than its rest."""
    other = {State.NEW: State.SEEN, State.SEEN: State.NEW}
    if term.field is Field.IS and term.is_excluded and State(term.value) in other:
        return Term(Field.IS, other[State(term.value)])
    return term


def _one(connection: sqlite3.Connection, term: Term, day: dt.date) -> _Set | None:
    if term.field is Field.TAG:
        return _tag(term.value)
    if term.field is Field.IS:
        return _state(State(term.value), day)
    if term.field in {Field.KIND, Field.DECK}:
        return _either(connection, term.field, [term.value])
    match = _match(term)
    return _text(match) if match else None


def _match(term: Term) -> str:
    """Return a word or a phrase in FTS5's language; empty for any other term."""
    if term.field not in _TEXT:
        return ""
    # The very characters that make up words for its tokenizer: letters, digits, and their marks.
    plain = "".join(each if unicodedata.category(each)[0] in "LNM" else " " for each in term.value)
    phrase = " ".join(plain.split())
    if not phrase:
        return ""
    return f'"{phrase}" *' if term.field is Field.WORD else f'"{phrase}"'


def _text(match: str) -> _Set:
    return _Set(
        f"select rowid from drill_search where drill_search match ? and rowid {_NOT_ARCHIVED}",
        (match,),
    )


def _tag(value: str) -> _Set:
    if not value.endswith("*"):
        return _Set(
            f"select drill_key from drill_tag where tag = ? and drill_key {_NOT_ARCHIVED}", (value,)
        )
    begin = value.removesuffix("*")
    return _Set(
        "select distinct drill_key from drill_tag where tag >= ? and tag < ?"
        f" and drill_key {_NOT_ARCHIVED}",
        (begin, begin + chr(0x10FFFF)),
    )


def _either(connection: sqlite3.Connection, field: Field, values: list[str]) -> _Set:
    if field is Field.KIND:
        kinds = [value.lower() for value in values]
        return _Set(f"{_LIVE} and kind in (select value from json_each(?))", (to_json(kinds),))
    rows = connection.execute("select key, id, title from deck").fetchall()
    known = {deck_id for _, deck_id, _ in rows}
    keys = [
        key
        for key, deck_id, title in rows
        if any(
            value == deck_id or (value not in known and value.casefold() in title.casefold())
            for value in values
        )
    ]
    return _Set(f"{_LIVE} and deck_key in (select value from json_each(?))", (to_json(keys),))


def _state(state: State, day: dt.date) -> _Set:
    today = day_number(day)
    if state is State.NEW:
        return _Set(_NEW)
    if state is State.DUE:
        hidden = "select drill_key from drill_mark where suspended = 1 or buried_until_day > ?"
        return _Set(f"{_SEEN} and due_day <= ? and drill_key not in ({hidden})", (today, today))
    if state is State.SEEN:
        return _Set(_SEEN)
    if state is State.LEECH:
        return _Set(f"{_SEEN} and lapses >= ?", (LEECH_LAPSES,))
    if state is State.BURIED:
        return _Set(f"{_MARKED} and buried_until_day > ?", (today,))
    return _Set(f"{_MARKED} and {'suspended = 1' if state is State.SUSPENDED else 'flag > 0'}")
