"""Every kind of write, each as something a user does and can do again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults import victim
from trainer.domain.ids import DeckId
from trainer.domain.memory import Rating
from trainer.study.importing import ImportPlan
from trainer.study.session import Session
from trainer.study.study import Study

Write = Callable[[], object]


def _answered(study: Study) -> Session:
    session = study.begin()
    assert session.next() is not None
    session.assess(victim.RecallAnswer())
    return session


def answer(study: Study) -> Write:
    session = _answered(study)
    return lambda: session.rate(Rating.GOOD)


def undo(study: Study) -> Write:
    session = _answered(study)
    session.rate(Rating.AGAIN)
    return session.undo


def import_(study: Study) -> Write:
    deck = next(iter(study.store.decks()), None)
    turn = int(deck.title.split()[1]) + 1 if deck else 0
    return lambda: study.install(ImportPlan(Path("deck.yaml"), victim.revision(0, turn)))


def suspend(study: Study) -> Write:
    return _answered(study).suspend


def remove_deck(study: Study) -> Write:
    study.store.bring_back_deck(_DECK)
    return lambda: study.store.remove_deck(_DECK, study.clock.now())


def setting(study: Study) -> Write:
    return lambda: study.change_setting("new_per_day", 7)


def backup(study: Study) -> Write:
    return lambda: study.store.backup_to(study.data_dir / "backups" / "copy.sqlite")


_DECK = DeckId("deck0")

WRITES: dict[str, Callable[[Study], Write]] = {
    "answer": answer,
    "undo": undo,
    "import": import_,
    "suspend": suspend,
    "remove deck": remove_deck,
    "setting": setting,
    "backup": backup,
}

INSIDE = tuple(name for name in WRITES if name != "backup")
"""Those that change the database itself; a copy is written elsewhere."""


def everything(study: Study) -> object:
    """Return all that the store holds, to be compared."""
    store = study.store
    return (
        list(store.log()),
        store.entries(),
        store.drills(),
        list(store.decks()),
        store.settings(),
        store.marks(),
    )
