"""Prints how well FSRS predicts simulated learners by the factor up to which an estimate is Hard.

By hand, from the checkout's root: python tests/campaigns/estimate_ratings.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.scheduling.estimating import Estimator, predicted
from trainer.scheduling.estimates import EstimateRating

LEARNERS = {
    "usual": Estimator(),
    "careful": Estimator(exact_share=0.9, rounding=0.04, slip_share=0.02),
    "rough": Estimator(exact_share=0.3, rounding=0.15, slip_share=0.1),
    "guesses well": Estimator(guess=0.3),
}
FACTORS = (1.0, 1.25, 1.5, 2.0, 3.0, 5.0)
SEEDS = range(8)


def main() -> None:
    """Print one line per learner and factor; factor 1 is pass or fail."""
    sys.stdout.write("learner       factor  log loss: ratings  memory\n")
    for name, learner in LEARNERS.items():
        for factor in FACTORS:
            found = [predicted(EstimateRating(factor), learner, seed) for seed in SEEDS]
            own, memory = fmean(x.own for x in found), fmean(x.memory for x in found)
            sys.stdout.write(f"{name:13} {factor:6.2f} {own:18.3f} {memory:7.3f}\n")


if __name__ == "__main__":
    main()
