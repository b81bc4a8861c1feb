"""What was found in another order than that of its deck, and several decks at once."""

from __future__ import annotations

import pytest

from tests.store.learner import DAY, DECK, NOON, Learner, make_drill
from trainer.domain.deck import Deck, DeckChange
from trainer.domain.ids import DeckId
from trainer.domain.search import Order
from trainer.store.database import Store


def names(store: Store, order: Order, *, falling: bool = False, **more: int) -> list[str]:
    result = store.search("", day=DAY, order=order, falling=falling, **more)
    assert result.total == 6
    return [drill_id.rpartition("/")[2] for drill_id in result.ids]


@pytest.fixture
def learnt(store: Store, learner: Learner) -> Store:
    """Three of six drills seen, their texts and levels against the order of the deck."""
    changed = [
        make_drill(
            n, fields={"front": f"{chr(70 - n)} text"}, level=3 - n // 2, content_hash=str(n)
        )
        for n in range(6)
    ]
    store.apply(DeckChange(DECK, changed=tuple(changed)), NOON)
    for number, days in ((4, 0), (2, 3), (5, 9)):
        learner.answer(number, days=days)
    return store


def test_by_text_and_level(learnt: Store) -> None:
    assert names(learnt, Order.TEXT) == ["d5", "d4", "d3", "d2", "d1", "d0"]
    assert names(learnt, Order.TEXT, falling=True) == ["d0", "d1", "d2", "d3", "d4", "d5"]
    assert names(learnt, Order.LEVEL) == ["d4", "d5", "d2", "d3", "d0", "d1"]
    assert names(learnt, Order.PLACE, falling=True) == ["d5", "d4", "d3", "d2", "d1", "d0"]


def test_what_is_unknown_comes_last_up_and_down(learnt: Store) -> None:
    assert names(learnt, Order.DUE) == ["d4", "d2", "d5", "d0", "d1", "d3"]
    assert names(learnt, Order.DUE, falling=True) == ["d5", "d2", "d4", "d0", "d1", "d3"]


def test_a_page_of_it(learnt: Store) -> None:
    assert names(learnt, Order.TEXT, limit=2, offset=1) == ["d4", "d3"]


@pytest.mark.parametrize("order", Order)
def test_every_order_finds_everything(learnt: Store, order: Order) -> None:
    assert sorted(names(learnt, order)) == ["d0", "d1", "d2", "d3", "d4", "d5"]


def test_several_decks_come_and_go_at_once(store: Store) -> None:
    decks = [Deck(DeckId(name), name) for name in ("a", "b")]
    drills = [make_drill(0, id=f"{deck.id}/x", deck_id=deck.id) for deck in decks]
    changes = [DeckChange(deck, added=(drill,)) for deck, drill in zip(decks, drills, strict=True)]
    store.apply_all(changes, NOON)
    assert [deck.id for deck in store.decks()] == [DECK.id, "a", "b"]
    back = DeckChange(decks[0], removed=(drills[0].id,))
    store.apply_all([back], NOON, without=[DeckId("b")])
    assert [deck.id for deck in store.decks()] == [DECK.id, "a"]
    assert store.drills(DeckId("b")) == ()
