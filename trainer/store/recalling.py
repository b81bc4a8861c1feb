"""How much of what has a tag is remembered: sums over the memory states, made by SQLite itself.

A collection has some hundred thousand pairs of tag and drill; as objects they took 70 MB.
"""

from __future__ import annotations

import json
import math
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from trainer.store.columns import day_number
from trainer.store.estimates import limit, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from trainer.domain.memory import Curve
    from trainer.scheduling.focus import Focus


class Recalled(NamedTuple):
    """What the drills of one tag add up to on a day.

    ``recall_sum`` adds the predicted recall (0 to 1) of the ``seen`` ones among ``total``. Of
    those seen ``impossible`` ones have a memory state to which no ratings lead.
    """

    total: int
    seen: int
    recall_sum: float
    impossible: int = 0

    @property
    def mean(self) -> float | None:
        """The mean predicted recall of what was seen, 0 to 1; None when nothing was."""
        return self.recall_sum / self.seen if self.seen else None


NOTHING = Recalled(0, 0, 0.0)

_POSSIBLE = "s.stability_days > 0 and s.stability_days < 9e999 and s.difficulty between 1 and 10"


def recalled(
    connection: sqlite3.Connection, tags: Iterable[str], focus: Focus, day: dt.date, curve: Curve
) -> dict[str, Recalled]:
    """Return what the drills of each of ``tags`` that are in ``focus`` add up to on ``day``.

    Archived drills are left out, and tags that no drill has.
    """
    give_power(connection)
    rows = connection.execute(
        f"""
        select a.value, count(*), count(s.drill_key), total(pow(
            1 + :factor * max(0, :day - s.last_day) / s.stability_days, -:decay)),
            count(*) filter (where not ({_POSSIBLE}))
        from json_each(:asked) a cross join drill_tag t on t.tag = a.value
        left join drill_state s on s.drill_key = t.drill_key
        where t.drill_key not in (
            select key from drill indexed by drill_archived where archived_at_us is not null)
            {limit(focus, "(select id from drill where key = t.drill_key)")}
        group by a.value
        """,
        {
            **values(focus, day=day_number(day)),
            "asked": json.dumps(sorted(tags)),
            "factor": curve.factor,
            "decay": curve.decay,
        },
    )
    return {tag: Recalled(*sums) for tag, *sums in rows}


def give_power(connection: sqlite3.Connection) -> None:
    """Teach ``connection`` the function ``pow`` if its SQLite was built without mathematics."""
    try:
        connection.execute("select pow(1, 1)")
    except sqlite3.OperationalError:
        connection.create_function("pow", 2, _power, deterministic=True)


def _power(base: float | None, exponent: float) -> float | None:
    return None if base is None else math.pow(base, exponent)
