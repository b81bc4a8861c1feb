"""A deck of plain drills, and somebody who answers them."""

from __future__ import annotations

from pathlib import Path

from trainer.domain.deck import Drill
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.drills.recall import RecallAnswer
from trainer.formats.yaml_deck import read_deck_text
from trainer.study.session import Session
from trainer.study.study import Study

AGAIN, HARD, GOOD, EASY = Rating
HEADER = "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n"


def entry(name: str, front: str = "", more: str = "") -> str:
    """Return one recall drill; without a name it has no id."""
    own_id = f"id: {name}, " if name else ""
    return f"  - {{kind: recall, {own_id}front: '{front or f'{name}?'}', back: A, {more}}}\n"


def deck_text(*names: str) -> str:
    """Return a deck of recall drills."""
    return HEADER + "".join(map(entry, names))


def install(study: Study, text: str) -> dict[str, int]:
    """Install a deck from its text and return what changed."""
    plan = study.plan(read_deck_text(text, Path("d.yaml")))
    study.install(plan)
    return plan.counts


def local(drill_id: str | None) -> str | None:
    """Return a drill's id as its deck states it."""
    return drill_id.rpartition("/")[2] if drill_id else None


def shown(session: Session) -> str | None:
    """Return the drill on screen."""
    question = session.question
    return local(question.posed.drill.id) if question else None


def answer(session: Session, rating: Rating) -> str | None:
    """Answer what is on screen, rate it, move on; return what was answered."""
    name = shown(session)
    session.assess(RecallAnswer())
    session.rate(rating)
    session.next()
    return name


def stored(study: Study) -> dict[str, Drill]:
    """Return what is stored, by the deck's own ids."""
    return {str(local(drill.id)): drill for drill in study.store.drills()}


def progress(study: Study, name: str) -> Progress:
    """Return what is known of one drill."""
    return study.store.progress(study.store.drills()[0].deck_id + "/" + name)  # type: ignore[arg-type]


def seen(study: Study, name: str) -> Seen:
    """Return the memory of a drill that was rated."""
    found = progress(study, name)
    assert not isinstance(found, Unseen)
    return found
