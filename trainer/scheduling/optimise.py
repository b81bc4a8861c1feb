"""Fitting FSRS's parameters to the user's own log, and whether that is worth it. Pure.

Fit and judgement are of different times: what is fitted to the older four fifths of the answers
must predict the newest fifth better than the parameters in use, or these stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trainer.domain.memory import Rating
from trainer.errors import BadInput
from trainer.scheduling.fitting import History, Score, fit, judge

FEWEST = 400
"""With fewer answers to judge by, the default parameters of many learners are better."""

TRAINED_SHARE = 0.8

Answers = Sequence[tuple[dt.date, Rating]]
"""One drill's study days and ratings, oldest first."""


class TooFewAnswers(BadInput):
    """The log is too short to fit parameters to. ``there`` says how many answers it holds."""

    def __init__(self, there: int) -> None:
        self.there = there
        super().__init__(
            f"only {there} answers to drills seen on an earlier day",
            remedy=f"practise on: fitting needs {FEWEST}, until then the usual parameters fit best",
        )


@dataclass(frozen=True, slots=True)
class Optimised:
    """The parameters to use from now on, and why.

    ``before`` and ``after`` judge the old and the fitted ones on ``judged_on`` answers newer than
    the ``fitted_to`` ones that were fitted to.
    """

    parameters: tuple[float, ...]
    is_better: bool
    before: Score
    after: Score
    fitted_to: int
    judged_on: int

    @property
    def sentence(self) -> str:
        """One sentence for the user."""
        tried = f"On your newest {self.judged_on:,} answers, which were kept out of the fit,"
        change = f"from {self.before.log_loss:.4f} to {self.after.log_loss:.4f}"
        if self.is_better:
            return f"{tried} the error of the predictions falls {change}: the new ones are used."
        return f"{tried} the error of the predictions would go {change}: the ones in use stay."


def optimise(
    drills: Iterable[Answers],
    current: tuple[float, ...],
    step: Callable[[float, str], None] = lambda *_: None,
) -> Optimised:
    """Fit parameters to ``drills``' answers; keep ``current`` unless the fit predicts better.

    For a worker: plain data in, plain data out. ``step`` hears of progress and may raise to stop;
    it is asked between the parts, the longest of which takes about 4 s per million answers.
    Raises TooFewAnswers.
    """
    step(0.0, "reading the answers")
    older, newer = split(judgeable(drills))
    step(0.2, f"fitting {len(older):,} answers")
    fitted = fit(older)
    step(0.8, f"judging by {len(newer):,} answers")
    before, after = judge(current, newer), judge(fitted, newer)
    step(1.0, "done")
    # Written so that nan is no improvement.
    is_better = after.log_loss < before.log_loss
    return Optimised(
        fitted if is_better else current, is_better, before, after, len(older), len(newer)
    )


def judgeable(drills: Iterable[Answers]) -> list[History]:
    """Return the history up to each answer given on a later day than the one before, by day.

    Only such answers say what was retained; those of the same day are part of the histories.
    """
    found: list[tuple[dt.date, int, History]] = []
    for number, answers in enumerate(drills):
        history: list[tuple[int, int]] = []
        last: dt.date | None = None
        for day, rating in answers:
            # A clock set back counts as no time, as in scheduling.
            elapsed = max(0, (day - last).days) if last else 0
            history.append((int(rating), elapsed))
            if elapsed:
                found.append((day, number, tuple(history)))
            last = day
    found.sort(key=lambda item: item[:2])
    return [history for _, _, history in found]


def split(histories: Sequence[History]) -> tuple[Sequence[History], Sequence[History]]:
    """Return the older part to fit to and the newer one to judge by. Raises TooFewAnswers."""
    if len(histories) < FEWEST:
        raise TooFewAnswers(len(histories))
    edge = int(len(histories) * TRAINED_SHARE)
    return histories[:edge], histories[edge:]
