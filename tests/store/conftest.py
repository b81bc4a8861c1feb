"""A store in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.learner import DECK, NOON, Learner, make_drill
from trainer.domain.deck import DeckChange
from trainer.store.database import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "trainer.sqlite"


@pytest.fixture
def open_store(path: Path) -> Iterator[Callable[..., Store]]:
    opened: list[Store] = []

    def opener(at_path: Path = path, wait_ms: int = 20) -> Store:
        store = Store.open(at_path, device="laptop", at=NOON, wait_ms=wait_ms)
        opened.append(store)
        return store

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    """Return a store with one deck of six drills."""
    result = open_store()
    result.apply(DeckChange(DECK, added=tuple(make_drill(number) for number in range(6))), NOON)
    return result


@pytest.fixture
def learner(store: Store) -> Learner:
    return Learner(store)
