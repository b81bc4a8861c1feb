"""A large collection with realistic histories, made once and kept outside the checkout.

    python -m tests.benchmarks.collection [--drills 100000] [--reviews 1000000]

The learner takes in some drills each day, sits down on six days of seven, forgets as FSRS predicts
and repeats the same day what he failed. About a tenth was never asked.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import hashlib
import inspect
import json
import math
import os
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.domain.deck import Deck, DeckChange, Drill, Source
from trainer.domain.ids import DeckId, DrillId, ReviewId, Seed
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.domain.review import Review
from trainer.formats.yaml_deck import read_deck
from trainer.places import shipped
from trainer.scheduling.fsrs import Scheduler
from trainer.store import migrations
from trainer.store.columns import instant_us, progress_row
from trainer.store.connection import transaction
from trainer.store.database import Store
from trainer.store.review_rows import INSERT, review_row

TODAY = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
DAYS = 560
"""How long the learner has been at it."""

DECKS = 40
VERSION = 1
"""To be counted up when what is made here changes, so that no older file is taken for it."""

_LEXICON = """
latency cost token quality cache prefill decode batch throughput percentile budget traffic
accelerator bandwidth memory context prompt completion benchmark evaluation precision recall claim
request queue utilisation goodput shard replica speculative draft quantised weight attention head
layer embedding retrieval rerank fallback router distilled finetuned offline online canary
rollback regression dashboard alert envelope spend price discount cached uncached streaming first
second per million thousand hour day month p50 p90 p95 p99 tail median mean bound ceiling floor
ratio factor trade against because unless therefore without measure state compare derive estimate
justify refuse explain interviewer candidate architecture service level objective target baseline
"""
_WORDS = _LEXICON.split()
_TAGS = tuple(f"{word}-{end}" for word in _WORDS[:20] for end in ("basics", "tails", "money"))

# Held at import: tests move every folder of the user's somewhere else.
CACHE = Path(
    os.environ.get("TRIAD_BENCH_DIR")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "triad-trainer-bench"
)


@dataclass(frozen=True)
class Size:
    """How much of it."""

    drills: int = 100_000
    reviews: int = 1_000_000
    seed: int = 5


def cached(size: Size = Size()) -> Path:
    """Return the file of a collection of ``size``, made now if this version never made it."""
    steps = "".join(Path(inspect.getfile(step)).read_text("utf-8") for step in migrations.STEPS)
    stamp = f"{VERSION}-{hashlib.sha256(steps.encode()).hexdigest()[:8]}"
    path = CACHE / f"{size.drills}-{size.reviews}-{size.seed}-{stamp}" / "trainer.sqlite"
    if not path.exists():
        making = path.with_name("making.sqlite")
        making.parent.mkdir(parents=True, exist_ok=True)
        making.unlink(missing_ok=True)
        build(making, size)
        making.replace(path)
    return path


def build(path: Path, size: Size) -> None:
    """Make a collection at ``path``."""
    chance = random.Random(size.seed)
    began = TODAY - dt.timedelta(days=DAYS)
    with Store.open(path, device="0123456789abcdef", at=began) as store:
        drills = list(_drills(size, chance))
        for deck, some in _by_deck(drills).items():
            store.apply(DeckChange(_deck(deck), added=tuple(some)), began)
        connection = store._connection
        with transaction(connection):
            _answer(connection, drills, size, chance)
        with transaction(connection):
            _mark(connection, chance)
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.execute("pragma optimize")


# -- drills ------------------------------------------------------------------------------------


def _deck(number: int) -> Deck:
    return Deck(DeckId(f"deck-{number:02}"), f"Deck {number} on {_WORDS[number]}", licence="MIT")


def _by_deck(drills: list[Drill]) -> dict[int, list[Drill]]:
    decks: dict[int, list[Drill]] = {}
    for drill in drills:
        decks.setdefault(int(drill.deck_id[5:]), []).append(drill)
    return dict(sorted(decks.items()))


def _drills(size: Size, chance: random.Random) -> Iterator[Drill]:
    shipped_drills = read_deck(shipped("decks") / "interview-metrics.yaml").drills
    sizes = [1 / (rank + 3) for rank in range(DECKS)]
    places = [0] * DECKS
    for number, deck in enumerate(chance.choices(range(DECKS), sizes, k=size.drills)):
        places[deck] += 1
        model = chance.choice(shipped_drills)
        is_recall = chance.random() < 0.6 or model.kind == "recall"
        yield Drill(
            id=DrillId(f"deck-{deck:02}/drill-{number:06}"),
            deck_id=DeckId(f"deck-{deck:02}"),
            kind="recall" if is_recall else model.kind,
            fields=_recall(number, chance) if is_recall else model.fields,
            content_hash=hashlib.sha256(str(number).encode()).hexdigest()[:32],
            position=places[deck],
            tags=tuple(sorted(set(chance.choices(_TAGS, _ZIPF[: len(_TAGS)], k=2)))),
            sources=(Source("Worked out for this collection", "2026"),),
            level=chance.choice((None, 1, 2, 3)),
        )


_ZIPF = [1 / (rank + 4) for rank in range(2000)]


def _sentence(many: int, chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, _ZIPF[: len(_WORDS)], k=many))


def _recall(number: int, chance: random.Random) -> dict[str, object]:
    # A rare word each, as names and numbers are.
    return {
        "front": f"{_sentence(12, chance).capitalize()} of case{number % 5000}?",
        "back": f"{_sentence(40, chance)}, about {chance.randint(2, 900)} ms.",
    }


# -- answers -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Event:
    at_us: int
    drill: Drill
    day: dt.date
    rating: Rating
    seed: int
    before: Progress
    after: Seen
    retracted: bool


def _answer(
    connection: sqlite3.Connection, drills: list[Drill], size: Size, chance: random.Random
) -> None:
    execute, many = connection.execute, connection.executemany
    events: list[_Event] = []
    scheduler = Scheduler()
    last = TODAY.date()
    began = last - dt.timedelta(days=DAYS)
    states: dict[str, Seen] = {}
    for drill in chance.sample(drills, len(drills)):
        mine = _history(drill, scheduler, began, last, chance)[: size.reviews - len(events)]
        if not mine:  # As many answers as were asked for: the rest was never asked.
            break
        events += mine
        states[drill.id] = mine[-1].after
    events.sort(key=lambda event: event.at_us)
    many(INSERT, _rows(events, chance))
    keys = dict(execute("select id, key from drill").fetchall())
    many(
        "insert into drill_state (drill_key, stability_days, difficulty, due_day, last_day,"
        " reviews, lapses) values (?, ?, ?, ?, ?, ?, ?)",
        sorted((keys[name], *progress_row(state)) for name, state in states.items()),
    )
    execute(
        "insert into retraction (review_id, device, at_us)"
        " select id, device, at_us + 1000000 from review where answer = 'a slip of the finger'"
    )


def _history(
    drill: Drill, scheduler: Scheduler, began: dt.date, last: dt.date, chance: random.Random
) -> list[_Event]:
    """Return one drill's answers from the day it was taken in."""
    # More were taken in lately than at first.
    day = began + dt.timedelta(days=int(DAYS * chance.random() ** 0.8))
    events: list[_Event] = []
    progress: Progress = Unseen()
    ease = chance.gauss(0, 0.06)
    while day < last:
        if isinstance(progress, Seen):
            recall = min(0.99, max(0.3, scheduler.retrievability(progress, day) + ease))
        else:
            recall = 0.75
        rating = (
            Rating(chance.choices((2, 3, 4), (1, 7, 1))[0])
            if chance.random() < recall
            else Rating.AGAIN
        )
        at = _instant(day, chance)
        progress = _add(events, drill, scheduler, progress, rating, day, at, chance)
        if rating is Rating.AGAIN:
            again = at + chance.randint(60, 1800) * 1_000_000
            progress = _add(events, drill, scheduler, progress, Rating.GOOD, day, again, chance)
        day = max(progress.due, day + dt.timedelta(days=1))
        while chance.random() < 1 / 7:  # No time that day.
            day += dt.timedelta(days=1)
    return events


def _instant(day: dt.date, chance: random.Random) -> int:
    hour = chance.choices((7, 8, 12, 18, 20, 21, 22), (2, 4, 2, 2, 4, 5, 2))[0]
    moment = dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC)
    return instant_us(moment) + chance.randrange(3_600_000_000)


def _add(
    events: list[_Event],
    drill: Drill,
    scheduler: Scheduler,
    before: Progress,
    rating: Rating,
    day: dt.date,
    at_us: int,
    chance: random.Random,
) -> Seen:
    seed = chance.getrandbits(53)
    if chance.random() < 0.002:  # Rated in error, taken back, rated again.
        slip = scheduler.next(before, Rating.EASY, day, seed=seed)
        events.append(_Event(at_us - 9, drill, day, Rating.EASY, seed, before, slip, True))
    after = scheduler.next(before, rating, day, seed=seed)
    events.append(_Event(at_us, drill, day, rating, seed, before, after, False))
    return after


def _rows(events: list[_Event], chance: random.Random) -> Iterator[tuple[object, ...]]:
    for number, event in enumerate(events):
        at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=event.at_us)
        is_number = event.drill.kind == "estimate"
        error = chance.gauss(0, 0.3)
        review = Review(
            id=ReviewId(_uuid7(event.at_us // 1000, number, chance)),
            device="0123456789abcdef",
            drill_id=event.drill.id,
            kind=event.drill.kind,
            seed=Seed(event.seed),
            content_hash=event.drill.content_hash,
            answer="a slip of the finger" if event.retracted else "1.8k" if is_number else "",
            suggested=event.rating,
            rating=event.rating,
            duration_ms=int(9000 * math.exp(chance.gauss(0, 0.7))),
            at=at,
            study_day=event.day,
            before=event.before,
            value=1800.0 if is_number else None,
            expected=1800 / 10**error if is_number else None,
            unit="USD/day" if is_number else None,
            log10_error=error if is_number else None,
        )
        yield review_row(review, event.after)


def _uuid7(at_ms: int, number: int, chance: random.Random) -> str:
    low = f"{(0b10 << 62) | chance.getrandbits(62):016x}"
    ms = f"{at_ms:012x}"
    return f"{ms[:8]}-{ms[8:]}-7{number % 4096:03x}-{low[:4]}-{low[4:]}"


def _mark(connection: sqlite3.Connection, chance: random.Random) -> None:
    execute, many = connection.execute, connection.executemany
    keys = [key for (key,) in execute("select key from drill")]
    some = chance.sample(keys, len(keys) // 50)
    many(
        "insert into drill_mark (drill_key, suspended, flag) values (?, ?, ?)",
        [
            (key, int(place % 2), chance.randint(0 if place % 2 else 1, 4))
            for place, key in enumerate(some)
        ],
    )


def main() -> None:
    """Make the collection and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drills", type=int, default=Size.drills)
    parser.add_argument("--reviews", type=int, default=Size.reviews)
    given = parser.parse_args()
    path = cached(Size(given.drills, given.reviews))
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps({"file": str(path), "bytes": path.stat().st_size}))  # noqa: T201


if __name__ == "__main__":
    main()
