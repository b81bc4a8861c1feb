"""Search: what is found, in what order, and that the index keeps in step with every write."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.learner import DAY, DECK, NOON, Learner, make_drill
from trainer.domain.deck import Deck, DeckChange
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Rating
from trainer.domain.search import Field, State, Term, read_search
from trainer.errors import BadInput
from trainer.scheduling.marks import LEECH_LAPSES, Mark
from trainer.store import search, words
from trainer.store.database import Store

OTHER = Deck(DeckId("costs"), "Costs of tokens")


def found(store: Store, text: str, **more: object) -> list[str]:
    result = store.search(text, day=DAY, **more)  # type: ignore[arg-type]
    ids = [drill_id.rpartition("/")[2] for drill_id in result.ids]
    if not more:
        assert result.total == len(ids)
    return ids


def edit(number: int, text: str, **changes: object) -> DeckChange:
    drill = make_drill(number, fields={"front": text}, content_hash=text, **changes)
    return DeckChange(DECK, changed=(drill,))


@pytest.fixture
def filled(store: Store) -> Store:
    """Return a store with texts worth looking for."""
    texts = {
        0: "The KV-cache holds keys and values",
        1: "Time to first token (TTFT) at p99",
        2: "Cost per million tokens, in USD",
        3: "Keys without the cache",
        4: "Élan vital: naïve Größe",
    }
    for number, text in texts.items():
        store.apply(edit(number, text), NOON)
    return store


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["d0", "d1", "d2", "d3", "d4", "d5"]),
        ("key", ["d0", "d3"]),
        ("KEYS cache", ["d0", "d3"]),
        ("kv-cache", ["d0"]),
        ("cache -kv", ["d3"]),
        ("-cache", ["d1", "d2", "d4", "d5"]),
        ("tok", ["d1", "d2"]),
        ('"first token"', ["d1"]),
        ('"first tok"', []),
        ('"keys without', ["d3"]),
        ('-"first token" tok', ["d2"]),
        ("ttft p99", ["d1"]),
        ("elan grosse", []),
        ("elan große", ["d4"]),
        ("naive", ["d4"]),
        ("front", []),
        ("a", ["d0", "d1"]),
        ("$ ??", ["d0", "d1", "d2", "d3", "d4", "d5"]),
        ("token -$", ["d1", "d2"]),
        ("kind:recall", ["d0", "d3"]),
        ("kind:recall kind:Contrast", ["d0", "d1", "d3", "d4"]),
        ("-kind:recall -kind:contrast", ["d2", "d5"]),
        ("tag:T1", ["d1", "d3", "d5"]),
        ("tag:latency tag:t0 key", ["d0"]),
        ("tag:t*", ["d0", "d1", "d2", "d3", "d4", "d5"]),
        ("-tag:t1 tag:lat*", ["d0", "d2", "d4"]),
        ("tag:la", []),
        ("deck:metrics key", ["d0", "d3"]),
        ("deck:Metr kind:estimate", ["d2", "d5"]),
        ("deck:nothing", []),
        ("-deck:metrics", []),
    ],
)
def test_what_is_found(filled: Store, text: str, ids: list[str]) -> None:
    assert found(filled, text) == ids


def test_states(filled: Store, learner: Learner) -> None:
    learner.answer(0, days=-30)
    learner.answer(1)
    learner.answer(2, days=-30)
    for number, mark in enumerate((Mark(flag=1), Mark(suspended=True)), start=1):
        filled.put_mark(DrillId(f"metrics/d{number}"), mark)
    filled.put_mark(DrillId("metrics/d3"), Mark(buried_until=DAY + dt.timedelta(days=1)))
    filled.put_mark(DrillId("metrics/d4"), Mark(buried_until=DAY))
    assert found(filled, "is:due") == ["d0"]
    assert found(filled, "is:new") == ["d3", "d4", "d5"]
    assert found(filled, "is:SEEN -is:due") == ["d1", "d2"]
    assert found(filled, "-is:seen") == found(filled, "is:new")
    assert found(filled, "-is:new -is:due") == ["d1", "d2"]
    assert found(filled, "is:suspended") == ["d2"]
    assert found(filled, "is:buried") == ["d3"]
    assert found(filled, "is:flagged ttft") == ["d1"]
    assert found(filled, "is:leech") == []
    for day in range(1, LEECH_LAPSES + 1):
        learner.answer(0, Rating.AGAIN, days=day)
    assert found(filled, "is:leech") == ["d0"]
    filled.apply(DeckChange(DECK, removed=(DrillId("metrics/d0"),)), NOON)
    assert found(filled, "is:seen") == ["d1", "d2"]


def test_filters_are_added_to_what_is_typed(filled: Store) -> None:
    filters = (Term(Field.KIND, "recall"), Term(Field.WORD, "values", is_excluded=True))
    assert found(filled, "keys", filters=filters) == ["d3"]
    assert found(filled, "", filters=(Term(Field.IS, State.NEW), Term(Field.PHRASE, "kv"))) == [
        "d0"
    ]


def test_a_part_at_a_time_in_the_order_of_the_decks(filled: Store) -> None:
    first = make_drill(9, id=DrillId("costs/d9"), deck_id=OTHER.id, position=0)
    filled.apply(DeckChange(OTHER, added=(first,)), NOON)
    filled.apply(
        DeckChange(DECK, moved=(make_drill(5, position=0), make_drill(0, position=5))), NOON
    )
    order = ["d5", "d1", "d2", "d3", "d4", "d0", "d9"]
    assert found(filled, "", limit=None) == order
    for text, expected in (
        ("", order),
        ("tag:latency", order),
        ("-zzz", order),
        ("token", ["d1", "d2"]),
    ):
        part = filled.search(text, day=DAY, limit=2, offset=1)
        assert [each.rpartition("/")[2] for each in part.ids] == expected[1:3]
        assert part.total == len(expected)


def test_many_come_as_they_were_stored(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.apply(DeckChange(DECK, moved=(make_drill(5, position=0),)), NOON)
    assert found(filled, "tag:t1") == ["d5", "d1", "d3"]
    monkeypatch.setattr(search, "FEW", 2)
    assert found(filled, "tag:t1") == ["d1", "d3", "d5"]
    assert found(filled, "tag:t1", limit=1, offset=1) == ["d3"]


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(BadInput, match="is:due, is:new"):
        read_search("is:overdue")
    with pytest.raises(BadInput, match="needs a state"):
        read_search('is:""')


def test_tags(filled: Store) -> None:
    assert filled.tags() == {"latency": 6, "t0": 3, "t1": 3}
    filled.apply(edit(0, "new", tags=("KV cache", "latency")), NOON)
    filled.apply(DeckChange(DECK, removed=(DrillId("metrics/d1"),)), NOON)
    assert filled.tags() == {"KV cache": 1, "latency": 5, "t0": 2, "t1": 2}
    assert found(filled, 'tag:"kv cache"') == ["d0"]


def test_a_deck_is_taken_out_and_brought_back(filled: Store, learner: Learner) -> None:
    review = learner.answer(1)
    filled.apply(DeckChange(DECK, removed=(DrillId("metrics/d0"),)), NOON)
    later = NOON + dt.timedelta(hours=1)
    gone = filled.remove_deck(DECK.id, later)
    assert [each.rpartition("/")[2] for each in gone] == ["d1", "d2", "d3", "d4", "d5"]
    assert (filled.decks(), filled.tags(), found(filled, "")) == ((), {}, [])
    assert filled.remove_deck(DECK.id, later) == ()
    assert filled.last_review() == review
    assert filled.bring_back_deck(DECK.id) == gone
    assert [deck.id for deck in filled.decks()] == [DECK.id]
    assert found(filled, "ttft") == ["d1", "d5"]
    assert found(filled, "kv") == []
    filled.remove_deck(DECK.id, later)
    filled.apply(DeckChange(DECK, added=(make_drill(1),)), NOON)
    assert [deck.id for deck in filled.decks()] == [DECK.id]
    assert found(filled, "") == ["d1"]


def listed(store: Store) -> list[list[tuple[object, ...]]]:
    connection = store._connection
    connection.execute(
        "create virtual table if not exists temp.terms"
        " using fts5vocab(main, drill_search, instance)"
    )
    return [
        connection.execute("select * from terms order by 1, 2, 3, 4").fetchall(),
        connection.execute("select * from drill_tag").fetchall(),
    ]


@pytest.mark.parametrize("few", [words.FEW, 4, 0])
def test_the_lists_are_what_a_rebuild_makes(
    filled: Store, learner: Learner, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "FEW", few)
    monkeypatch.setattr(words, "AT_ONCE", 3)
    chance = random.Random(4)
    decks = (DECK, OTHER)
    for turn in range(150):
        deck = chance.choice(decks)
        some = [
            make_drill(
                number,
                id=DrillId(f"{deck.id}/d{number}"),
                deck_id=deck.id,
                fields={
                    "front": f"words {chance.choice('abcdef')} {turn}",
                    "more": ["x", {"y": "z"}],
                },
                tags=tuple(chance.sample(["one", "two", "Two", "three"], chance.randrange(4))),
            )
            for number in chance.sample(range(8), 3)
        ]
        known = {drill.id for drill in filled.drills(deck.id)}
        gone = tuple(chance.sample(sorted(known), min(len(known), chance.randrange(3))))
        work = chance.randrange(4)
        if work == 0:
            filled.remove_deck(deck.id, NOON + dt.timedelta(seconds=turn))
        elif work == 1:
            filled.bring_back_deck(deck.id)
        else:
            filled.apply(DeckChange(deck, added=tuple(some), removed=gone), NOON)
        if chance.random() < 0.1:
            words.list_waiting(filled._connection)
    words.list_waiting(filled._connection)
    before = listed(filled)
    assert filled.rebuild(learner.scheduler) == 0
    assert before == listed(filled)
    assert before[0]
    assert filled.check_integrity() == ()


def waiting(store: Store) -> int:
    return words._waiting(store._connection)


@pytest.fixture
def behind(filled: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a store with a deck of ten drills whose words are not listed yet."""
    monkeypatch.setattr(words, "FEW", 3)
    monkeypatch.setattr(words, "AT_ONCE", 4)
    texts = [f"Spot price {number} of a cache" for number in range(10)]
    added = tuple(
        make_drill(
            number,
            id=DrillId(f"costs/d{10 + number}"),
            deck_id=OTHER.id,
            fields={"front": text},
            content_hash=text,
            tags=("spot",),
        )
        for number, text in enumerate(texts)
    )
    filled.apply(DeckChange(OTHER, added=added), NOON)
    assert waiting(filled) == 10
    return filled


def test_a_large_import_is_listed_before_the_first_search_for_a_word(behind: Store) -> None:
    assert behind.tags()["spot"] == 10
    assert found(behind, "tag:spot deck:costs")[0] == "d10"
    assert waiting(behind) == 10
    assert len(found(behind, "spot price")) == 10
    assert waiting(behind) == 0
    assert found(behind, '"price 7"') == ["d17"]


def test_a_word_that_is_excluded_is_looked_for_everywhere_as_well(behind: Store) -> None:
    assert found(behind, "-cache") == ["d1", "d2", "d4", "d5"]


def test_what_waits_may_change_and_go(behind: Store, learner: Learner) -> None:
    changed = make_drill(
        1, id=DrillId("costs/d11"), deck_id=OTHER.id, fields={"front": "reserved"}, tags=("new",)
    )
    gone = (DrillId("costs/d12"),)
    behind.apply(DeckChange(OTHER, changed=(changed,), removed=gone), NOON)
    behind.apply(edit(7, "spot seven"), NOON)
    assert waiting(behind) == 11
    assert found(behind, "reserved") == ["d11"]
    assert found(behind, "spot") == ["d7", "d10", *(f"d{number}" for number in range(13, 20))]
    before = listed(behind)
    assert behind.rebuild(learner.scheduler) == 0
    assert listed(behind) == before


def test_what_waits_is_still_waiting_when_the_file_is_opened_again(
    behind: Store, open_store: Callable[..., Store], path: Path
) -> None:
    behind.close()
    again = open_store(path)
    assert waiting(again) == 10
    assert len(found(again, "spot")) == 10


def test_a_deck_that_waits_is_taken_out_and_brought_back(behind: Store) -> None:
    behind.remove_deck(OTHER.id, NOON)
    assert found(behind, "spot") == []
    assert waiting(behind) == 0
    assert "spot" not in behind.tags()
    behind.bring_back_deck(OTHER.id)
    assert len(found(behind, "spot tag:sp*")) == 10
    assert behind.tags()["spot"] == 10


def test_a_rebuild_leaves_nothing_waiting(behind: Store, learner: Learner) -> None:
    behind.rebuild(learner.scheduler)
    assert waiting(behind) == 0
    assert len(found(behind, "spot")) == 10


def test_listing_that_is_stopped_goes_on_where_it_stopped(
    behind: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_mark, calls = words._put_mark, []

    def fails_the_second_time(connection: sqlite3.Connection, key: int) -> None:
        calls.append(key)
        if len(calls) == 2:
            raise KeyboardInterrupt
        put_mark(connection, key)

    monkeypatch.setattr(words, "_put_mark", fails_the_second_time)
    with pytest.raises(KeyboardInterrupt):
        behind.search("spot", day=DAY)
    assert waiting(behind) == 6
    assert len(found(behind, "spot")) == 10
    assert behind.check_integrity() == ()
