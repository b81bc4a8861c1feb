"""The order of a session and its counts."""

from __future__ import annotations

import datetime as dt
import random

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import MemoryState, Progress, Seen, Unseen
from trainer.scheduling.forecast import DueDay, due_dates, forecast
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.queue import Counts, arrange, count, is_again, put_back

TODAY = dt.date(2026, 5, 4)
RECALL = Scheduler().retrievability


def entry(name: str, progress: Progress, kind: str = "recall") -> QueueEntry:
    return QueueEntry(DrillId(f"d/{name}"), DeckId("d"), kind, 0, progress)


def seen(due_in: int, stability_days: float = 10.0, last: int = -10) -> Seen:
    return Seen(
        MemoryState(stability_days, 5.0),
        TODAY + dt.timedelta(days=due_in),
        TODAY + dt.timedelta(days=last),
        reviews=3,
        lapses=0,
    )


def names(entries: tuple[QueueEntry, ...]) -> list[str]:
    return [item.id.removeprefix("d/") for item in entries]


def arranged(
    entries: list[QueueEntry], *, limit: int = 10, done: int = 0, seed: int = 1
) -> list[str]:
    return names(
        arrange(entries, TODAY, new_per_day=limit, introduced=done, recall=RECALL, seed=seed)
    )


def test_due_then_new_then_failed_today() -> None:
    kinds = ["recall", "contrast", "estimate"]
    entries = [
        entry("failed", seen(0, last=0), kinds[0]),
        entry("new1", Unseen(), kinds[1]),
        entry("tomorrow", seen(1), kinds[2]),
        entry("faded", seen(-50, 1.0, -60), kinds[0]),
        entry("new2", Unseen(), kinds[2]),
        entry("fresh", seen(0, 50.0), kinds[1]),
    ]
    assert arranged(entries) == ["fresh", "faded", "new1", "new2", "failed"]


def test_new_drills_come_in_the_authors_order_and_within_the_limit() -> None:
    entries = [entry(str(number), Unseen(), "abc"[number % 3]) for number in range(9)]
    assert arranged(entries, limit=4) == ["0", "1", "2", "3"]
    assert arranged(entries, limit=4, done=3) == ["0"]
    assert arranged(entries, limit=4, done=9) == []


def test_the_order_depends_on_seed_and_day_only() -> None:
    entries = [entry(str(number), seen(-1), "abc"[number % 3]) for number in range(30)]
    shuffled = entries[:]
    random.Random(3).shuffle(shuffled)
    assert arranged(entries) == arranged(shuffled)
    assert arranged(entries) != arranged(entries, seed=2)


def test_kinds_are_interleaved_and_what_went_before_counts() -> None:
    entries = [entry(str(number), Unseen(), "aaabbb"[number]) for number in range(6)]
    result = arrange(
        entries,
        TODAY,
        new_per_day=9,
        introduced=0,
        recall=RECALL,
        seed=1,
        recent_kinds=["a", "a"],
    )
    assert "".join(item.kind for item in result) == "baabab"


def test_counts() -> None:
    entries = [
        entry("a", seen(0, last=0)),
        entry("b", seen(-3)),
        entry("c", seen(2)),
        *(entry(str(number), Unseen()) for number in range(5)),
    ]
    counted = count(entries, TODAY, new_per_day=4, introduced=1)
    assert counted == Counts(due=2, again=1, new=3, unseen=5, total=8)


def test_a_failed_drill_comes_back_some_exercises_later() -> None:
    queue = [entry(str(number), Unseen()) for number in range(12)]
    failed = entry("failed", seen(0, last=0))
    assert names(put_back(queue, failed)).index("failed") == 8
    assert names(put_back(queue[:2], failed)) == ["0", "1", "failed"]
    assert names(put_back(queue, failed, gap=-1))[0] == "failed"
    assert is_again(seen(0, last=0), TODAY)
    assert not is_again(seen(0), TODAY)
    assert not is_again(seen(2, last=0), TODAY)


def test_the_forecast_counts_what_is_overdue_today() -> None:
    due = due_dates([seen(-4), seen(0), seen(1), seen(1), seen(9)])
    assert forecast(due, TODAY, 3) == (
        DueDay(TODAY, 2),
        DueDay(TODAY + dt.timedelta(days=1), 2),
        DueDay(TODAY + dt.timedelta(days=2), 0),
    )
    assert forecast({}, TODAY, 0) == ()
