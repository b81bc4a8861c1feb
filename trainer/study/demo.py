"""The demo profile: months of a made-up learner's history, so that everything can be looked at."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trainer.clock import Clock, study_day
from trainer.domain.deck import Drill
from trainer.domain.ids import DeckId, DrillId, Seed
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.domain.review import Review
from trainer.scheduling.fsrs import Scheduler
from trainer.store.identity import ReviewIds
from trainer.study.answered import as_review
from trainer.study.builtin import builtin_paths
from trainer.study.exercises import Posed, pose
from trainer.study.learner import answer_for
from trainer.study.session import SEED_BITS
from trainer.study.sitting import Judged, Question
from trainer.study.study import Study

SEED = 3
DAYS = 120
SAID = (
    "This is a demo: the history is made up, with two decks of the course. Your own data is"
    " untouched, and what you do here is gone when you close the window."
)

_BEGUN_WITH = frozenset({"interview-metrics", "numbers-to-know"})
"""Every kind of drill and all three dimensions; reading all decks would keep the window waiting.

Nor are the others read behind it: what is due and how ready the learner is would change on screen.
"""
_NEW_PER_DAY = 2
_MOST_PER_DAY = 30
_FREE_DAY = 0.12
_KNOWN_AT_FIRST = 0.7
_CARELESS = 0.97
"""The learner remembers a little less than the forgetting curve says."""
_INTERVIEW_IN_DAYS = 24
_SECONDS = {"recall": 9.0, "contrast": 18.0, "spot": 35.0, "estimate": 48.0}
_WRITING_S = 95.0
_POSED_SO_OFTEN = 2
"""Each drill is posed with so many seeds: reading what was written takes the most time here."""


@dataclass
class _Life:
    """What the learner went through so far."""

    drills: list[Drill]
    clock: Clock
    chance: random.Random
    scheduler: Scheduler
    device: str
    ids: ReviewIds
    progress: dict[DrillId, Progress] = field(default_factory=dict)
    judged: dict[tuple[DrillId, int, bool], tuple[Posed, Judged]] = field(default_factory=dict)

    def day(self, begin: dt.datetime) -> Iterator[tuple[Review, Seen]]:
        """Yield the answers of the day whose sitting begins at ``begin``."""
        day, at = study_day(self.clock, begin), begin
        due = [drill for drill in self.drills if _is_due(self._of(drill), day)]
        new = [drill for drill in self.drills if isinstance(self._of(drill), Unseen)]
        for drill in due[:_MOST_PER_DAY] + new[:_NEW_PER_DAY]:
            for _ in range(2):  # what was not known comes again, once
                review, after = self._answer(drill, at, day)
                at = review.at + dt.timedelta(seconds=5)
                yield review, after
                if review.rating is not Rating.AGAIN:
                    break

    def _of(self, drill: Drill) -> Progress:
        return self.progress.get(drill.id, Unseen())

    def _answer(self, drill: Drill, at: dt.datetime, day: dt.date) -> tuple[Review, Seen]:
        before = self._of(drill)
        likely = _KNOWN_AT_FIRST
        if isinstance(before, Seen):
            likely = _CARELESS * self.scheduler.retrievability(before, day)
        knows = self.chance.random() < likely
        posed, judged = self._judge(drill, day, knows=knows)
        seconds = _SECONDS.get(drill.kind, _WRITING_S) * self.chance.lognormvariate(0, 0.4)
        judged = Judged(judged.answer, judged.assessment, {}, day, round(seconds * 1000))
        rating = self._rating(judged, knows=knows)
        after = self.scheduler.next(before, rating, day, seed=posed.seed)
        then = at + dt.timedelta(seconds=seconds)
        question = Question(posed, before, at, 0, 1, is_repeat=False)
        review = as_review(question, judged, rating, self.ids.next(then), then, self.device)
        self.progress[drill.id] = after
        return review, after

    def _judge(self, drill: Drill, day: dt.date, *, knows: bool) -> tuple[Posed, Judged]:
        key = (drill.id, self.chance.randrange(_POSED_SO_OFTEN), knows)
        if key not in self.judged:
            posed = pose(drill, Seed(self.chance.getrandbits(SEED_BITS)))
            answer = answer_for(posed, self.chance, knows=knows)
            self.judged[key] = posed, Judged(answer, posed.assess(answer), {}, day, 0)
        return self.judged[key]

    def _rating(self, judged: Judged, *, knows: bool) -> Rating:
        if not knows:
            return Rating.AGAIN
        if judged.assessment.suggested is not Rating.GOOD:
            return judged.assessment.suggested
        return self.chance.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (15, 75, 10))[0]


def _is_due(progress: Progress, day: dt.date) -> bool:
    return isinstance(progress, Seen) and progress.due <= day


def _decks(folder: Path) -> list[Path]:
    """Return those of the shipped decks that the learner began with; all, where none of them is."""
    paths = builtin_paths(folder)
    return [path for path in paths if path.stem in _BEGUN_WITH] or paths


def fill(study: Study, chance: random.Random, days: int = DAYS) -> int:
    """Give ``study`` some shipped decks and ``days`` days of history with them, up to yesterday.

    The other shipped decks count as there, so that no window reads them in. The same ``chance`` on
    the same day makes the same history. All answers go in with one transaction; returns how many.
    Raises what reading the decks and the store raise.
    """
    drills: list[Drill] = []
    ids: list[str] = []
    for path in _decks(study.builtin_folder):
        deck_file = study.read_deck(path)
        study.install(study.plan(deck_file))
        study.kept.keep(deck_file, shipped=True)
        drills += study.store.drills(DeckId(deck_file.id))
        ids.append(deck_file.id)
    study.builtin_installed(ids)
    chance.shuffle(drills)
    life = _Life(
        drills, study.clock, chance, study.scheduler, study.store.device, ReviewIds(chance)
    )
    answers: list[tuple[Review, Seen]] = []
    # At breakfast, wherever the user lives.
    here = study.clock.local(study.clock.now()).tzinfo
    morning = dt.datetime.combine(study.day, dt.time(7, 30), here)
    for ago in range(days, 0, -1):
        if chance.random() >= _FREE_DAY:
            begin = morning - dt.timedelta(days=ago, minutes=chance.randint(-25, 50))
            answers += life.day(begin.astimezone(dt.UTC))
    study.store.apply_all((), study.clock.now(), answers=answers)
    goal = study.day + dt.timedelta(days=_INTERVIEW_IN_DAYS)
    study.change_setting("interview", goal.isoformat())
    return len(answers)
