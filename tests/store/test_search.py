"""Search: what is found, in what order, and that the index keeps in step with every write."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from tests.store.learner import DAY, DECK, NOON, Learner, make_drill
from trainer.domain.deck import Deck, DeckChange
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Rating
from trainer.domain.search import Field, State, Term, read_search
from trainer.errors import BadInput
from trainer.scheduling.marks import LEECH_LAPSES, Mark
from trainer.store import search
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


def test_the_lists_are_what_a_rebuild_makes(filled: Store, learner: Learner) -> None:
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
    before = listed(filled)
    assert filled.rebuild(learner.scheduler) == 0
    assert before == listed(filled)
    assert before[0]
    assert filled.check_integrity() == ()
