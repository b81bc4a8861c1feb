"""Settings as stored: names and plain values, whose meaning others know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.store import registers
from trainer.store.columns import from_json, instant_us, to_json
from trainer.store.connection import transaction

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3


def settings(connection: sqlite3.Connection) -> dict[str, object]:
    """Return every stored setting by name."""
    rows = connection.execute("select name, value from setting order by name")
    return {name: from_json(value) for name, value in rows}


def put_setting(
    connection: sqlite3.Connection, name: str, value: object, at: dt.datetime | None = None
) -> None:
    """Store plain data under ``name``, replacing what was there.

    With ``at``, the instant the user chose it, it is a setting for all of his devices.
    """
    with transaction(connection):
        if at is not None:
            registers.note(connection, registers.SETTING, name, [""], instant_us(at))
        connection.execute(
            "insert into setting (name, value) values (?, ?)"
            " on conflict (name) do update set value = excluded.value",
            (name, to_json(value)),
        )


def device(connection: sqlite3.Connection, proposed: str) -> str:
    """Return the device's name; ``proposed`` becomes it if the file has none yet."""
    row = connection.execute("select value from meta where name = 'device'").fetchone()
    if row is not None:
        return str(row[0])
    with transaction(connection):
        connection.execute(
            "insert or ignore into meta (name, value) values ('device', ?)", (proposed,)
        )
    return device(connection, proposed)
