"""Practising a part on purpose."""

from __future__ import annotations

import datetime as dt

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import MemoryState, Progress, Seen, Unseen
from trainer.scheduling.focus import Focus, ahead, weakest
from trainer.scheduling.fsrs import Scheduler

TODAY = dt.date(2026, 5, 4)
RECALL = Scheduler().retrievability


def entry(
    name: str, kind: str = "recall", tags: tuple[str, ...] = (), progress: Progress | None = None
) -> QueueEntry:
    return QueueEntry(DrillId(f"d/{name}"), DeckId("d"), kind, 0, progress or Unseen(), tags)


def seen(stability_days: float, due_in: int = 5) -> Seen:
    last = TODAY - dt.timedelta(days=10)
    return Seen(MemoryState(stability_days, 5.0), TODAY + dt.timedelta(days=due_in), last, 3, 0)


def test_a_focus_asks_for_deck_kind_and_one_of_the_tags() -> None:
    drill = entry("a", "estimate", ("cost", "basics"))
    for focus in (
        Focus(),
        Focus(kinds=frozenset({"estimate"})),
        Focus(dimensions=frozenset({"cost"})),
        Focus(tags=frozenset({"cost", "latency"})),
        Focus(frozenset({"d"}), frozenset({"estimate"}), frozenset({"basics"})),
        Focus(tags=frozenset({"basics"}), dimensions=frozenset({"cost", "quality"})),
        Focus(drills=frozenset({"d/a", "d/z"})),
    ):
        assert focus.matches(drill)
    for focus in (
        Focus(decks=frozenset({"other"})),
        Focus(kinds=frozenset({"recall"})),
        Focus(dimensions=frozenset({"quality"})),
        Focus(tags=frozenset({"latency"}), dimensions=frozenset({"cost"})),
        Focus(drills=frozenset({"d/z"})),
        Focus(frozenset({"d"}), frozenset({"recall"}), frozenset({"basics"})),
    ):
        assert not focus.matches(drill)


def test_ahead_is_what_is_not_due_yet_the_worst_remembered_first() -> None:
    entries = [
        entry("strong", progress=seen(90.0)),
        entry("weak", progress=seen(8.0)),
        entry("due", progress=seen(8.0, due_in=0)),
        entry("new"),
        entry("middle", progress=seen(20.0)),
    ]
    assert [each.id for each in ahead(entries, TODAY, RECALL, 2)] == ["d/weak", "d/middle"]
    assert ahead(entries, TODAY, RECALL, 0) == ()


def test_the_weakest_tag_needs_some_seen_drills() -> None:
    entries = [
        *(entry(f"c{n}", tags=("cost",), progress=seen(8.0)) for n in range(5)),
        *(entry(f"l{n}", tags=("latency",), progress=seen(80.0)) for n in range(6)),
        *(entry(f"q{n}", tags=("quality",), progress=seen(1.0)) for n in range(4)),
        *(entry(f"n{n}", tags=("quality",)) for n in range(9)),
    ]
    assert weakest(entries, ("latency", "cost", "quality"), TODAY, RECALL) == "cost"
    assert weakest(entries, ("quality", "other"), TODAY, RECALL) is None
