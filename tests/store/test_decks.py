"""Decks and drills: what goes in comes out, an import is all or nothing, history stays."""

from __future__ import annotations

import sqlite3

import pytest

from tests.store.learner import DECK, NOON, Learner, make_drill
from trainer.domain.deck import Deck, DeckChange
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Seen, Unseen
from trainer.store.columns import fields_json, to_json
from trainer.store.database import Store
from trainer.store.errors import NoSuchDrill


def test_what_was_applied_is_read_back(store: Store) -> None:
    assert store.decks() == (DECK,)
    assert store.drills() == tuple(make_drill(number) for number in range(6))
    assert store.drills(DECK.id) == store.drills()
    assert store.drills(DeckId("other")) == ()
    assert store.drill(DrillId("metrics/d3")) == make_drill(3)


def test_decks_keep_their_order_and_their_drills_apart(store: Store) -> None:
    other = Deck(DeckId("alpha"), "Alpha")
    drill = make_drill(0, id=DrillId("alpha/d0"), deck_id=other.id, level=None, sources=())
    store.apply(DeckChange(other, added=(drill,)), NOON)
    assert [deck.id for deck in store.decks()] == ["metrics", "alpha"]
    assert store.drills(other.id) == (drill,)
    assert store.entries()[-1].deck_id == "alpha"


def test_changed_moved_and_removed(learner: Learner) -> None:
    store = learner.store
    learner.answer(1)
    learner.answer(2)
    known = learner.progress(1)
    changed = make_drill(1, content_hash="new", fields={"front": "Näher am Ziel?"}, tags=())
    moved = make_drill(0, position=9, content_hash="ignored")
    store.apply(
        DeckChange(
            DECK._replace(title="Numbers"),
            changed=(changed,),
            moved=(moved,),
            removed=(DrillId("metrics/d2"),),
        ),
        NOON,
    )
    assert store.decks()[0].title == "Numbers"
    assert [drill.id[-2:] for drill in store.drills()] == ["d1", "d3", "d4", "d5", "d0"]
    assert store.drill(changed.id) == changed
    assert store.drill(moved.id) == make_drill(0, position=9)
    assert learner.progress(1) == known
    assert store.drill(DrillId("metrics/d2")) == make_drill(2)


def test_a_drill_that_comes_back_has_its_history(learner: Learner) -> None:
    store = learner.store
    learner.answer(2)
    known = learner.progress(2)
    assert isinstance(known, Seen)
    store.apply(DeckChange(DECK, removed=(DrillId("metrics/d2"),)), NOON)
    assert len(store.entries()) == 5
    assert store.tally(known.due).due == 0
    store.apply(DeckChange(DECK, added=(make_drill(2, content_hash="h2"),)), NOON)
    assert len(store.entries()) == 6
    assert learner.progress(2) == known
    assert len(store.reviews_of(DrillId("metrics/d2"))) == 1


def test_an_import_that_fails_leaves_nothing(store: Store) -> None:
    broken = make_drill(8, position=None)
    with pytest.raises(sqlite3.IntegrityError):
        store.apply(
            DeckChange(
                DECK._replace(title="Half"),
                added=(make_drill(7), broken),
                removed=(DrillId("metrics/d0"),),
            ),
            NOON,
        )
    assert store.decks() == (DECK,)
    assert len(store.drills()) == 6


def test_an_unknown_drill(store: Store) -> None:
    missing = DrillId("metrics/none")
    with pytest.raises(NoSuchDrill, match="import the deck"):
        store.drill(missing)
    with pytest.raises(NoSuchDrill):
        store.progress(missing)
    assert store.progress(DrillId("metrics/d0")) == Unseen()


@pytest.mark.parametrize(
    "fields",
    [{"front": 'q"\n\\ü', "back": "b"}, {"a": 1, "b": ["x"]}, {}, {"ключ\u2028": "\x00"}],
)
def test_content_is_json_whichever_way_it_is_written(fields: dict[str, object]) -> None:
    assert fields_json(fields) == to_json(fields)
