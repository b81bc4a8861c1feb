"""What may change on any device: fields of which the last change stands, whoever made it.

``register`` holds for each field (of a drill's marks, a setting, a deck) the value that stands, the
rank it won by, and the device that told it. A rank is the stamp of the change; it is greater than
that of the value it replaced, whatever the clock showed. ``change`` notes what was changed here
since, and becomes registers in ``place``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from trainer.domain.stamps import HIGHEST, stamp_of
from trainer.store.columns import from_json, to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

MARK_FIELDS: Final = ("suspended", "buried_until_day", "flag")
DRILL: Final = "drill"
SETTING: Final = "setting"
DECK: Final = "deck"

_UNMARKED: Final = {"suspended": 0, "buried_until_day": None, "flag": 0}
_PUT: Final = """
    insert into register (subject, key, field, value, rank, device, is_told, is_applied)
    values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (subject, key, field) do update set value = excluded.value, rank = excluded.rank,
        device = excluded.device, is_told = excluded.is_told, is_applied = excluded.is_applied
    where (excluded.rank, excluded.device, excluded.value)
        > (register.rank, register.device, register.value)
"""


class Register(NamedTuple):
    """One field, the value that stands as JSON text, and who set it."""

    subject: str
    key: str
    field: str
    value: str
    rank: int
    device: str


def note(
    connection: sqlite3.Connection,
    subject: str,
    key: str,
    fields: Iterable[str],
    at_us: int | None,
) -> None:
    """Note that ``fields`` were changed here at that instant (None: when others are told of it).

    Part of the transaction that changes them.
    """
    connection.executemany(
        "insert into change (subject, key, field, at_us, base) values (?1, ?2, ?3, ?4, coalesce("
        "(select rank from register where (subject, key, field) = (?1, ?2, ?3)), -1))"
        " on conflict (subject, key, field) do update set at_us = excluded.at_us",
        [(subject, key, field, at_us) for field in fields],
    )


def note_all(connection: sqlite3.Connection, settings: Iterable[str]) -> None:
    """Note what was set before anybody asked when, so that any known change stands against it.

    ``settings`` are those that concern other devices. Part of a transaction that the caller holds.
    """
    connection.execute(
        "insert or ignore into change (subject, key, field, at_us, base)"
        " select 'drill', d.id, j.value, 0, -1"
        " from drill_mark m join drill d on d.key = m.drill_key, json_each(?) j",
        (to_json(MARK_FIELDS),),
    )
    connection.execute(
        "insert or ignore into change (subject, key, field, at_us, base)"
        " select 'setting', name, '', 0, -1 from setting"
        " where name in (select value from json_each(?))",
        (to_json(list(settings)),),
    )
    connection.execute(
        "insert or ignore into change (subject, key, field, at_us, base)"
        " select 'deck', id, '', 0, -1 from deck where removed_at_us is null"
    )


def place(connection: sqlite3.Connection, device: str, now_ms: int) -> int:
    """Make registers of the marks and settings that were changed; return how many.

    Part of a transaction that the caller holds. Decks are placed with ``place_deck``.
    """
    noted = connection.execute(
        "select subject, key, field, at_us, base from change where subject != 'deck'"
    ).fetchall()
    for subject, key, field, at_us, base in noted:
        rank = _rank(base, now_ms if at_us is None else at_us // 1000)
        if subject == DRILL:
            value = _mark_value(connection, key, field)
        else:
            value = _setting_value(connection, key)
        offer(connection, Register(subject, key, field, value, rank, device), is_own=True)
    connection.execute("delete from change where subject != 'deck'")
    return len(noted)


def _rank(base: int, at_ms: int) -> int:
    """Return the rank of a change at ``at_ms`` of a value that won by the rank ``base``."""
    return min(max(base + 1, stamp_of(at_ms)), HIGHEST - 1)


def offer(connection: sqlite3.Connection, new: Register, *, is_own: bool) -> bool:
    """Let ``new`` stand if nothing later does; return whether it does.

    What another device told is still to be applied; so is what stands against a change made here.
    """
    won = connection.execute(_PUT, (*new, int(not is_own), int(is_own))).rowcount == 1
    if not won and is_own:
        connection.execute(
            "update register set is_applied = 0 where (subject, key, field) = (?, ?, ?)", new[:3]
        )
    return won


def untold(connection: sqlite3.Connection, most: int) -> list[tuple[int, str, list[Any]]]:
    """Return at most ``most`` registers that other devices were not told."""
    rows = connection.execute(
        "select rank, subject, key, field, value, device from register where is_told = 0"
        " order by subject, key, field limit ?",
        (most,),
    )
    return [
        (rank, "register", [subject, key, field, from_json(value), rank, device])
        for rank, subject, key, field, value, device in rows
    ]


def told(connection: sqlite3.Connection, events: Iterable[list[Any]]) -> None:
    """Note that registers were told, unless they changed meanwhile."""
    connection.executemany(
        "update register set is_told = 1 where (subject, key, field) = (?, ?, ?) and rank = ?",
        [(*values[:3], values[4]) for values in events],
    )


def apply(connection: sqlite3.Connection) -> int:
    """Make what others set on drills and in settings so here; return how many fields.

    Part of a transaction that the caller holds. What concerns a drill that is not here waits for
    its deck; what was changed here since waits until it is known which of the two stands.
    """
    marks = connection.execute(
        "select r.key, r.field, r.value, d.key from register r join drill d on d.id = r.key"
        " where r.is_applied = 0 and r.subject = 'drill' and not exists (select 1 from change c"
        " where (c.subject, c.key, c.field) = (r.subject, r.key, r.field))"
    ).fetchall()
    for drill_id, field, value, drill_key in marks:
        _apply_mark(connection, drill_key, field, from_json(value))
        _applied(connection, DRILL, drill_id, field)
    settings = connection.execute(
        "select r.key, r.value from register r where r.is_applied = 0 and r.subject = 'setting'"
        " and not exists (select 1 from change c"
        " where (c.subject, c.key, c.field) = (r.subject, r.key, r.field))"
    ).fetchall()
    for name, value in settings:
        connection.execute(
            "insert into setting (name, value) values (?, ?)"
            " on conflict (name) do update set value = excluded.value",
            (name, value),
        )
        _applied(connection, SETTING, name, "")
    return len(marks) + len(settings)


def _applied(connection: sqlite3.Connection, subject: str, key: str, field: str) -> None:
    connection.execute(
        "update register set is_applied = 1 where (subject, key, field) = (?, ?, ?)",
        (subject, key, field),
    )


def _apply_mark(connection: sqlite3.Connection, drill_key: int, field: str, value: Any) -> None:
    row = connection.execute(
        "select suspended, buried_until_day, flag from drill_mark where drill_key = ?",
        (drill_key,),
    ).fetchone()
    marks = dict(zip(MARK_FIELDS, row, strict=True)) if row else dict(_UNMARKED)
    marks[field] = value
    connection.execute("delete from drill_mark where drill_key = ?", (drill_key,))
    if marks != _UNMARKED:
        connection.execute(
            "insert into drill_mark (drill_key, suspended, buried_until_day, flag)"
            " values (?, ?, ?, ?)",
            (drill_key, *marks.values()),
        )


def _mark_value(connection: sqlite3.Connection, drill_id: str, field: str) -> str:
    row = connection.execute(
        "select m.suspended, m.buried_until_day, m.flag from drill d"
        " join drill_mark m on m.drill_key = d.key where d.id = ?",
        (drill_id,),
    ).fetchone()
    marks = dict(zip(MARK_FIELDS, row, strict=True)) if row else _UNMARKED
    return to_json(marks[field])


def _setting_value(connection: sqlite3.Connection, name: str) -> str:
    (value,) = connection.execute("select value from setting where name = ?", (name,)).fetchone()
    return str(value)


class NotedDeck(NamedTuple):
    """A deck that was installed, edited or taken out here and not told: the instant, if known."""

    id: str
    at_us: int | None
    base: int


def noted_decks(connection: sqlite3.Connection) -> list[NotedDeck]:
    """Return the decks that were changed here and are not told."""
    rows = connection.execute(
        "select key, at_us, base from change where subject = 'deck' order by key"
    )
    return [NotedDeck(*row) for row in rows]


def place_deck(
    connection: sqlite3.Connection, noted: NotedDeck, value: object, device: str, now_ms: int
) -> None:
    """Make a register of a deck that was changed; ``value`` says what it is now.

    Part of a transaction that the caller holds.
    """
    rank = _rank(noted.base, now_ms if noted.at_us is None else noted.at_us // 1000)
    register = Register(DECK, noted.id, "", to_json(value), rank, device)
    if not _is_same(connection, register):
        offer(connection, register, is_own=True)
    forget_deck(connection, noted)


def _is_same(connection: sqlite3.Connection, new: Register) -> bool:
    """Return whether the value that stands is the same already: nothing is to be told."""
    row = connection.execute(
        "select 1 from register where (subject, key, field, value) = (?, ?, ?, ?)"
        " and is_applied = 1",
        new[:4],
    ).fetchone()
    return row is not None


def forget_deck(connection: sqlite3.Connection, noted: NotedDeck) -> None:
    """Forget that a deck was changed, unless it was changed again meanwhile."""
    connection.execute(
        "delete from change where subject = 'deck' and key = ? and at_us is ?", noted[:2]
    )


def waiting_decks(connection: sqlite3.Connection) -> list[tuple[str, Any]]:
    """Return the decks that are to become what another device made of them, with the values."""
    rows = connection.execute(
        "select key, value from register where is_applied = 0 and subject = 'deck' order by key"
    )
    return [(key, from_json(value)) for key, value in rows]


def deck_applied(connection: sqlite3.Connection, deck_id: str, value: object) -> None:
    """Note that a deck is what another device made of it, if that still stands."""
    connection.execute(
        "update register set is_applied = 1 where (subject, key, value) = ('deck', ?, ?)",
        (deck_id, to_json(value)),
    )
