"""The order of a session and its counts."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import MemoryState, Progress, Seen, Unseen
from trainer.scheduling.forecast import DueDay, forecast
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.queue import (
    Done,
    Today,
    arrange,
    is_again,
    place_back,
    todays,
    traits_of,
)
from trainer.settings import Settings

TODAY = dt.date(2026, 5, 4)
RECALL = Scheduler().retrievability
NOTHING = Done()


def entry(
    name: str, progress: Progress, kind: str = "recall", tags: tuple[str, ...] = ()
) -> QueueEntry:
    return QueueEntry(DrillId(f"d/{name}"), DeckId("d"), kind, 0, progress, tags)


def seen(due_in: int, stability_days: float = 10.0, last: int = -10) -> Seen:
    return Seen(
        MemoryState(stability_days, 5.0),
        TODAY + dt.timedelta(days=due_in),
        TODAY + dt.timedelta(days=last),
        reviews=3,
        lapses=0,
    )


def put_back(queue: list[QueueEntry], failed: QueueEntry, **gap: int) -> tuple[QueueEntry, ...]:
    place = place_back(queue, failed, **gap)
    return (*queue[:place], failed, *queue[place:])


def names(entries: tuple[QueueEntry, ...]) -> list[str]:
    return [item.id.removeprefix("d/") for item in entries]


def day(entries: list[QueueEntry], done: Done = NOTHING, seed: int = 1, **chosen: object) -> Today:
    asked = replace(Settings(), **chosen)  # type: ignore[arg-type]
    return todays(entries, TODAY, asked, done, recall=RECALL, seed=seed)


def arranged(
    entries: list[QueueEntry], done: Done = NOTHING, seed: int = 1, **chosen: object
) -> list[str]:
    asked = replace(Settings(), **chosen)  # type: ignore[arg-type]
    return names(arrange(day(entries, done, seed, **chosen), asked))


def test_due_then_failed_today_then_new() -> None:
    kinds = ["recall", "contrast", "estimate"]
    entries = [
        entry("failed", seen(0, last=0), kinds[0]),
        entry("new1", Unseen(), kinds[1]),
        entry("tomorrow", seen(1), kinds[2]),
        entry("faded", seen(-50, 1.0, -60), kinds[0]),
        entry("new2", Unseen(), kinds[2]),
        entry("fresh", seen(0, 50.0), kinds[1]),
    ]
    assert arranged(entries) == ["fresh", "faded", "failed", "new1", "new2"]
    assert arranged(entries, new_place="before the due ones")[:2] == ["new1", "new2"]
    assert arranged(entries, new_place="mixed in") == ["fresh", "new1", "faded", "new2", "failed"]


def test_new_drills_come_in_the_authors_order_and_within_the_limit() -> None:
    entries = [entry(str(number), Unseen(), "abc"[number % 3]) for number in range(9)]
    assert arranged(entries, new_per_day=4) == ["0", "1", "2", "3"]
    assert arranged(entries, Done(introduced=3), new_per_day=4) == ["0"]
    assert arranged(entries, Done(introduced=9), new_per_day=4) == []
    shuffled = arranged(entries, new_per_day=4, new_order="shuffled")
    assert sorted(shuffled) == ["0", "1", "2", "3"] != shuffled


def test_due_drills_beyond_the_days_limit_wait_and_what_failed_today_does_not() -> None:
    entries = [entry(str(number), seen(-number, 9.0 + number)) for number in range(5)]
    entries.append(entry("failed", seen(0, last=0)))
    found = day(entries, Done(reviewed=2), reviews_per_day=4)
    assert (len(found.due), names(tuple(found.again))) == (2, ["failed"])
    assert not day(entries, Done(reviewed=9), reviews_per_day=4).due


def test_due_drills_come_in_the_order_the_user_chose() -> None:
    entries = [
        entry("strong", seen(-1, 80.0)),
        entry("weak", seen(-2, 2.0)),
        entry("middle", seen(-9, 15.0)),
    ]
    assert arranged(entries) == ["strong", "middle", "weak"]
    assert arranged(entries, due_order="weakest first") == ["weak", "middle", "strong"]
    assert arranged(entries, due_order="longest due first") == ["middle", "weak", "strong"]
    orders = {tuple(arranged(entries, seed=seed, due_order="shuffled")) for seed in range(40)}
    assert len(orders) == 6


def test_the_order_depends_on_seed_and_day_only() -> None:
    entries = [entry(str(number), seen(-1), "abc"[number % 3]) for number in range(30)]
    shuffled = entries[:]
    random.Random(3).shuffle(shuffled)
    assert arranged(entries) == arranged(shuffled)
    assert arranged(entries) != arranged(entries, seed=2)


def test_kinds_and_topics_are_interleaved_and_what_went_before_counts() -> None:
    entries = [entry(str(number), Unseen(), "aaabbb"[number]) for number in range(6)]
    found = arrange(day(entries), Settings(), [("a", ""), ("a", "")])
    assert "".join(item.kind for item in found) == "baabab"
    assert arranged(entries, interleave=False) == list("012345")
    topics = [
        entry(str(number), Unseen(), "abc"[number % 3], ("group:g" + str(number), topic))
        for number, topic in enumerate(["cost"] * 4 + ["latency"] * 2)
    ]
    found = arrange(day(topics), Settings())
    assert [item.tags[1] for item in found] == [
        "cost",
        "cost",
        "latency",
        "cost",
        "cost",
        "latency",
    ]
    assert traits_of(topics[0]) == ("a", "cost")


def test_of_siblings_one_is_asked_on_a_day() -> None:
    entries = [
        entry("due1", seen(-1), tags=("group:kv",)),
        entry("due2", seen(-2, 50.0), tags=("x", "group:kv")),
        entry("new1", Unseen(), tags=("group:kv",)),
        entry("new2", Unseen(), tags=("group:ttft",)),
        entry("new3", Unseen(), tags=("group:ttft",)),
        entry("alone", Unseen()),
    ]
    assert arranged(entries) == ["due2", "new2", "alone"]
    assert len(arranged(entries, bury_siblings=False)) == 6
    asked = Done(groups=frozenset({(DeckId("d"), "group:ttft")}))
    assert arranged(entries, asked) == ["due2", "alone"]
    other = Done(groups=frozenset({(DeckId("other"), "group:ttft")}))
    assert arranged(entries, other) == ["due2", "new2", "alone"]


def test_what_failed_today_is_asked_although_its_group_was() -> None:
    entries = [
        entry("failed", seen(0, last=0), tags=("group:kv",)),
        entry("due", seen(-1), tags=("group:kv",)),
    ]
    asked = Done(groups=frozenset({(DeckId("d"), "group:kv")}))
    assert arranged(entries, asked) == ["failed"]
    assert arranged(entries) == ["failed"]


def test_a_failed_drill_comes_back_some_exercises_later() -> None:
    queue = [entry(str(number), Unseen(), "ab"[number % 2]) for number in range(12)]
    failed = entry("failed", seen(0, last=0))
    assert names(put_back(queue, failed)).index("failed") == 8
    assert names(put_back(queue[:2], failed)) == ["0", "1", "failed"]
    assert names(put_back(queue, failed, gap=-1))[0] == "failed"
    assert is_again(seen(0, last=0), TODAY)
    assert not is_again(seen(0), TODAY)
    assert not is_again(seen(2, last=0), TODAY)


def test_a_failed_drill_does_not_come_back_beside_two_of_its_kind() -> None:
    queue = [entry(str(number), Unseen(), kind) for number, kind in enumerate("xyxyxyaabxyx")]
    back = put_back(queue, entry("failed", seen(0, last=0), "a"))
    assert "".join(item.kind for item in back) == "xyxyxyaabaxyx"
    alone = [entry(str(number), Unseen(), "a") for number in range(12)]
    assert names(put_back(alone, entry("failed", seen(0, last=0), "a"))).index("failed") == 8


def test_the_forecast_counts_what_is_overdue_today() -> None:
    day = dt.timedelta(days=1)
    due = {TODAY - 4 * day: 1, TODAY: 1, TODAY + day: 2, TODAY + 9 * day: 1}
    assert forecast(due, TODAY, 3) == (
        DueDay(TODAY, 2),
        DueDay(TODAY + dt.timedelta(days=1), 2),
        DueDay(TODAY + dt.timedelta(days=2), 0),
    )
    assert forecast({}, TODAY, 0) == ()
