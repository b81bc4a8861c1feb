"""What a day asks for, and how much that is, told without reading it."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.study.learner import HEADER, install
from trainer.clock import FrozenClock
from trainer.domain.memory import Rating
from trainer.drills.base import GaveUp
from trainer.scheduling.focus import Focus
from trainer.scheduling.marks import Mark
from trainer.study.day import Held, day_counts, day_queue
from trainer.study.focusing import chosen
from trainer.study.sittings import DAY, Sittings
from trainer.study.study import Study
from trainer.study.wishes import wish

TWELVE = Path(__file__).parents[1] / "stories" / "twelve.yaml"
SIBLINGS = HEADER + "".join(
    f"  - {{kind: recall, id: s{at}, front: s{at}?, back: A, tags: [cost, 'group:{at // 3}']}}\n"
    f"  - {{kind: contrast, id: c{at}, situation: c{at}, bad: Fast, good: 2 s,"
    f" lacks: {{latency: 2 s}}, why: W, tags: ['group:{at // 3}', 'group:{at % 4}']}}\n"
    for at in range(6)
)


def held_of(study: Study) -> Held:
    """Return what ``day_counts`` is to find, from the drills themselves."""
    recall = study.scheduler.retrievability
    queue = day_queue(study.store, study.day, study.settings, recall=recall, seed=0)
    entries = (*queue.due, *queue.again, *queue.new)
    return Held(
        dict(sorted(Counter(entry.kind for entry in entries).items())),
        len(queue.due) + len(queue.again),
        len(queue.again),
        len(queue.new),
    )


def counts(study: Study) -> Held:
    recall = study.scheduler.retrievability
    return day_counts(study.store, study.day, study.settings, recall=recall)


def some_answers(study: Study, chance: random.Random) -> None:
    session = study.begin()
    for _ in range(chance.randint(0, 9)):
        if session.next() is None:
            break
        session.assess(GaveUp())
        session.rate(chance.choice(list(Rating)))


@pytest.mark.parametrize("siblings", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_counts_are_those_of_the_queue(
    study: Study, clock: FrozenClock, seed: int, siblings: bool
) -> None:
    chance = random.Random(seed)
    study.install(study.plan(study.read_deck(TWELVE)))
    if siblings:
        assert install(study, SIBLINGS)["added"] == 12
    ids = [entry.id for entry in study.store.entries()]
    met = set()
    for _ in range(8):
        study.settings = dataclasses.replace(
            study.settings,
            new_per_day=chance.choice((0, 2, 5)),
            reviews_per_day=chance.choice((2, 999)),
            bury_siblings=chance.random() < 0.7,
        )
        some_answers(study, chance)
        study.store.put_mark(
            chance.choice(ids), Mark(suspended=chance.random() < 0.5), at=clock.now()
        )
        wish(study.store, clock, study.rng, chance.sample(ids, 2), study.day)
        found = held_of(study)
        assert counts(study) == found
        met.add(found.due > 0)
        clock.advance(days=chance.randint(0, 3))
    assert met == {True, False}


def test_a_worker_chooses_the_queue_that_the_study_would(study: Study, clock: FrozenClock) -> None:
    study.install(study.plan(study.read_deck(TWELVE)))
    some_answers(study, random.Random(1))
    clock.advance(days=2)
    here = Sittings(study.store, clock, study.settings, random.Random(7)).daily_queue()
    there = chosen(study.store.path, clock, study.settings, 7, Focus(), DAY, None, lambda *_: None)
    assert there == here
    assert len(here) > 3


def test_what_may_be_much_to_put_in_order(study: Study, clock: FrozenClock) -> None:
    study.install(study.plan(study.read_deck(TWELVE)))
    some_answers(study, random.Random(1))
    study.settings = dataclasses.replace(study.settings, new_per_day=20)
    assert not study.sittings.takes_in_more(20)
    assert study.sittings.takes_in_more(19), "so many new drills are asked for"
    study.settings = dataclasses.replace(study.settings, new_per_day=0)
    assert not study.sittings.takes_in_more(1)
    clock.advance(days=400)
    assert study.sittings.takes_in_more(1), "so many are due"
