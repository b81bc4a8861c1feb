"""Holds our memory states against the Rust library's replay and py-fsrs on random histories.

Not part of the test command, which does the same with some hundred. By hand, from the checkout's
root:

    python tests/campaigns/fsrs_histories.py [--histories 10000] [--seed 1]

Half of the histories run with the usual parameters, half with moved ones. Prints the largest
relative differences and exits 1 if any is above 1e-4. py-fsrs differs from the Rust library on
purpose in two points (docs/decisions/0006); it is compared with these two aligned, and as it is.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.scheduling import peers
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS

LIMIT = 1e-4


def say(line: str) -> None:
    """Write one line."""
    sys.stdout.write(line + "\n")


def main() -> int:
    """Run the campaign and print what it came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    replay = aligned = 0.0
    answers = as_is = 0
    for number in range(arguments.histories):
        parameters = peers.random_parameters(chance) if number % 2 else DEFAULT_PARAMETERS
        history = peers.random_history(chance)
        answers += len(history)
        states = peers.ours(parameters, history)
        replay = max(replay, peers.furthest(states[-1:], [peers.replayed(parameters, history)]))
        aligned = max(
            aligned, peers.furthest(states, peers.theirs(parameters, history, peers.Aligned))
        )
        as_is += peers.furthest(states, peers.theirs(parameters, history)) <= LIMIT
    say(f"{arguments.histories:,} histories, {answers:,} answers, seed {arguments.seed}")
    say(f"largest relative difference from fsrs-rs replay: {replay:.2e}")
    say(f"largest relative difference from py-fsrs, two points aligned: {aligned:.2e}")
    say(f"py-fsrs as it is agrees within {LIMIT:g} on {as_is:,} of them")
    return int(max(replay, aligned) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
