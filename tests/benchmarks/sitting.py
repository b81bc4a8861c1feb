"""Turns of a sitting, to be timed one by one: fetch what comes next, answer it, commit."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks.collection import TODAY
from trainer.clock import FrozenClock
from trainer.domain.ids import Seed
from trainer.domain.memory import Rating
from trainer.domain.review import Review
from trainer.drills.recall import RecallAnswer
from trainer.scheduling.fsrs import Scheduler
from trainer.store.database import Store
from trainer.store.identity import ReviewIds
from trainer.study import backups
from trainer.study.study import Study
from trainer.study.waiting import Waiting
from trainer.ui.care import SETTLE_AFTER_MS

Turn = Callable[[], object]

_SEEDS = count(1)
"""Each sitting makes identities of its own."""


@contextmanager
def settling(database: Path) -> Iterator[None]:
    """Do what the window has a worker do meanwhile, a second after each answer.

    Here a thousand answers come where a person gives one, so it is done more often.
    """
    done = threading.Event()

    def work() -> None:
        while not done.wait(SETTLE_AFTER_MS / 1000 / 50):
            backups.settle(database)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        done.set()
        worker.join()


def ours(store: Store) -> Turn:
    """Return a turn on the store itself: content and progress, the next state, the record."""
    day, chance, scheduler = TODAY.date(), random.Random(next(_SEEDS)), Scheduler()
    ids = ReviewIds(chance)
    queue = iter(store.study_entries(day, 100_000))

    def turn() -> None:
        entry = next(queue)
        drill, before = store.drill(entry.id), store.progress(entry.id)
        seed = Seed(chance.getrandbits(53))
        after = scheduler.preview(before, day, seed=seed)[Rating.GOOD]
        review = Review(
            id=ids.next(TODAY),
            device=store.device,
            drill_id=drill.id,
            kind=drill.kind,
            seed=seed,
            content_hash=drill.content_hash,
            answer="",
            suggested=Rating.GOOD,
            rating=Rating.GOOD,
            duration_ms=9000,
            at=TODAY,
            study_day=day,
            before=before,
        )
        store.record(review, after)

    return turn


def session(store: Store) -> Turn:
    """Return a turn of a whole session: assess, rate, commit, and the next exercise posed.

    Recall drills only: what another kind has to work out is no matter of the store.
    """
    study = study_on(store)
    sitting = study.begin()
    sitting.queue = Waiting.of(entry for entry in sitting.queue if entry.kind == "recall")
    sitting.next()

    def turn() -> None:
        sitting.assess(RecallAnswer())
        sitting.rate(Rating.GOOD)
        sitting.next()

    return turn


def study_on(store: Store) -> Study:
    """Return the application on ``store``, which lets in new drills without a limit."""
    from dataclasses import replace

    from trainer.places import shipped
    from trainer.study.study import load_settings

    return Study(
        store=store,
        clock=FrozenClock(TODAY),
        settings=replace(load_settings(store), new_per_day=999),
        rng=random.Random(next(_SEEDS)),
        builtin_folder=shipped("decks"),
        data_dir=store.path.parent,
    )


def bare(path: Path) -> Turn:
    """Return the least that an answer can be: one small row that reaches the disk."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table review (id integer primary key, rating integer)")

    def turn() -> None:
        connection.execute("insert into review (rating) values (3)")

    return turn


def anki(collection: Any) -> Turn:
    """Return the same turn in Anki: the card that comes next with its states, the answer."""
    from anki.cards import Card
    from anki.scheduler.v3 import CardAnswer

    def turn() -> None:
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = Card(collection, backend_card=queued.card)
        card.note()
        card.start_timer()
        answer = collection.sched.build_answer(
            card=card, states=queued.states, rating=CardAnswer.GOOD
        )
        collection.sched.answer_card(answer)

    return turn
