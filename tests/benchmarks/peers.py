"""Our store beside Anki's, on the same collection of 100,000 drills and 1,000,000 reviews.

    python -m tests.benchmarks.peers [--rounds 5] [--answers 2000] [--only open,answer]
        [--drills 100000]

Runs alternate, ours and Anki's, on this machine at the same time of day, so that what else it does
meets both. Printed are milliseconds, and the ratio of ours to Anki's against the aim. Needs Anki
(``pip install -e '.[peers]'``), which the program itself never does.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import anki_twin, page, sitting
from tests.benchmarks.collection import TODAY, Size, cached
from trainer.scheduling.focus import Focus
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.overview import overview

DAY = TODAY.date()
WORDS = ("case123", "ratio", "latency cost", '"per million"')
"""A word of 150 drills, of most drills, two of those, and a phrase."""

_SITTINGS = 20
"""So many sittings at most are held over a collection that soon has nothing more to ask."""


@dataclass
class Sides:
    """Both collections, open."""

    folder: Path
    source: Path
    store: Store
    anki: Any
    times: page.Times = field(default_factory=dict)

    def waiting(self) -> int:
        """Return how many drills both can ask today."""
        queued = self.anki.sched.get_queued_cards(fetch_limit=1)
        anki: int = queued.new_count + queued.learning_count + queued.review_count
        return min(len(self.store.study_entries(DAY, 999)), anki)

    def begin_anew(self) -> None:
        """Put both collections where they began."""
        self.store.close()
        self.anki.close()
        self.store, self.anki = _fresh(self.folder, self.source)

    def compare(self, name: str, *works: Callable[[], object]) -> None:
        """Time one run of ours, of Anki's, and of the least there is to do; note them."""
        noted = self.times.setdefault(name, tuple([] for _ in works))
        for times, work in zip(noted, works, strict=True):
            began = time.perf_counter()
            work()
            times.append((time.perf_counter() - began) * 1000)


def opened(folder: Path, drills: int) -> Sides:
    """Return both collections, each on a copy of its own in ``folder``."""
    source = cached(Size(drills, drills * 10))
    return Sides(folder, source, *_fresh(folder, source))


def _fresh(folder: Path, source: Path) -> tuple[Store, Any]:
    from anki.collection import Collection

    ours, theirs = folder / "trainer.sqlite", folder / "collection.anki2"
    shutil.copyfile(source, ours)
    shutil.copyfile(anki_twin.twin(source), theirs)
    return Store.open(ours, device="", at=TODAY), Collection(str(theirs))


def measure_open(sides: Sides) -> None:
    """Open and close each: what a start waits for."""
    from anki.collection import Collection

    def ours() -> None:
        sides.store.close()
        sides.store = Store.open(sides.store.path, device="", at=TODAY)

    def theirs() -> None:
        sides.anki.close()
        sides.anki = Collection(sides.anki.path)

    sides.compare("open", ours, theirs)


def measure_counts(sides: Sides) -> None:
    """What is due and new, deck by deck."""
    sides.compare(
        "due counts", lambda: sides.store.tally_by_deck(DAY), sides.anki.sched.deck_due_tree
    )


def measure_search(sides: Sides) -> None:
    """Words, two words, a phrase; ours returns a page of 200 and the number found."""
    for text in WORDS:
        sides.compare(
            f"search {text}",
            partial(sides.store.search, text, day=DAY),
            partial(sides.anki.find_cards, text),
        )


def measure_statistics(sides: Sides) -> None:
    """A year, and all time: ours all that Progress shows, Anki's what its graphs need."""
    for name, days in (("statistics, one year", 365), ("statistics, all time", 0)):
        sides.compare(
            name,
            partial(overview, sides.store.path, DAY, Settings(), days or 3650, Focus(), _go_on),
            partial(sides.anki._backend.graphs, search="", days=days),
        )


def _go_on() -> None:
    """Nobody wants to stop it."""


def measure_care(sides: Sides) -> None:
    """Check the file, write all of it with its history, delete the largest deck."""
    from anki.collection import ExportAnkiPackageOptions

    package = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=False, legacy=False
    )
    target = sides.folder / "out"
    sides.compare("check", sides.store.check_integrity, sides.anki.fix_integrity)
    sides.compare(
        "export with history",
        lambda: sides.store.backup_to(target.with_suffix(".sqlite")),
        lambda: sides.anki.export_anki_package(
            out_path=str(target.with_suffix(".apkg")), options=package, limit=None
        ),
    )
    deck = sides.store.decks()[0]
    theirs = sides.anki.decks.id(f"All::{deck.title}")
    sides.compare(
        "delete a deck",
        lambda: sides.store.remove_deck(deck.id, TODAY),
        lambda: sides.anki.decks.remove([theirs]),
    )
    sides.store.bring_back_deck(deck.id)
    sides.anki.undo()


def measure_answers(sides: Sides, answers: int) -> None:
    """Fetch a drill, rate it, commit; as many turns of each by turns.

    A small collection has not so many to ask, and is asked some times as it was at first.
    """
    bare = sitting.bare(sides.folder / "bare.sqlite")
    for begun in range(_SITTINGS):
        if begun:
            sides.begin_anew()
        ours, theirs = sitting.ours(sides.store), sitting.anki(sides.anki)
        turns = min(answers, sides.waiting() * 3 // 5)
        with sitting.settling(sides.store.path):
            for _ in range(turns):
                sides.compare("fetch and answer", ours, theirs, bare)
            whole = sitting.session(sides.store)
            for _ in range(turns // 4):
                sides.compare("answer to next exercise", whole, theirs, bare)
        answers -= turns
        if answers <= 0:
            return


AIMS = {
    "open": 1.0,
    "due counts": 0.5,
    "search": 0.3,
    "statistics": 0.3,
    "check": 0.3,
    "export": 0.3,
    "delete": 0.3,
}
PARTS: dict[str, Callable[[Sides], None]] = {
    "open": measure_open,
    "counts": measure_counts,
    "search": measure_search,
    "statistics": measure_statistics,
    "care": measure_care,
}


def report(times: page.Times) -> list[str]:
    """Return a line for each work: medians, or the spread for what was done a thousand times."""
    lines = [f"{'':28}{'ours ms':>10}{'Anki ms':>10}{'ratio':>8}{'aim':>6}"]
    for name, (ours, theirs, *_) in times.items():
        if "answer" in name:
            kinds = (("p50", 0.5, 2.0), ("p99", 0.99, 1.5), ("max", 1.0, 0.25))
            rows = [(f"{name} {k}", _at(ours, q), _at(theirs, q), aim) for k, q, aim in kinds]
        else:
            aim = next(aim for begin, aim in AIMS.items() if name.startswith(begin))
            rows = [(name, statistics.median(ours), statistics.median(theirs), aim)]
        lines += [f"{n:28}{a:10.2f}{b:10.2f}{a / b:8.2f}{aim:6.2f}" for n, a, b, aim in rows]
    return lines


def _at(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--answers", type=int, default=2000)
    parser.add_argument("--only", default=",".join((*PARTS, "answer")))
    parser.add_argument("--drills", type=int, default=Size.drills)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sides = opened(Path(folder), given.drills)
        for name in given.only.split(","):
            if name == "answer":
                measure_answers(sides, given.answers)
                continue
            for _ in range(given.rounds):
                PARTS[name](sides)
            print("\n".join(report(sides.times)), flush=True)  # noqa: T201
        print("\n".join(report(sides.times)))  # noqa: T201
        found = {str(given.drills): page.medians(sides.times)}
        page.keep("peers", found, dt.date.today())  # noqa: DTZ011 (of the reader)
        page.write()
        if given.json:
            print(json.dumps(sides.times))  # noqa: T201
        sides.store.close()
        sides.anki.close()


if __name__ == "__main__":
    main()
