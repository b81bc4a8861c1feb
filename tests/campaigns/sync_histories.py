"""Holds devices that were kept in step equal, over thousands of random histories.

Not part of the test command, which does the same with some twenty. By hand, from the checkout's
root:

    python tests/campaigns/sync_histories.py [--histories 10000] [--first 0] [--steps 25]

Each history has 2 to 6 devices, some with clocks days off, that answer, take back, set marks and
settings, reset and move drills, sync, crash at any write, are put back from a copy or copied to
another machine; files are carried late, in part, out of order, twice, and damaged. In the end all
that was written arrives everywhere. Then all stores must be equal byte for byte, no acknowledged
answer may be missing, a further run must change nothing, and fresh devices that merge the same
segments in other orders and groupings must come to the same. Prints the seeds that fail.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.sync.histories import History
from trainer.sync import outbox

SMALL_SEGMENT_BYTES = 3000


def say(line: str) -> None:
    """Write one line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def failure(seed: int, steps: int, counts: Counter[str]) -> str:
    """Return what fails in the history of ``seed``, nothing if all holds."""
    history = History(seed)
    try:
        history.run(steps)
        history.heal()
        history.check()
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
        return f"{type(error).__name__}: {error}"
    counts["devices"] += len(history.devices)
    counts["answers"] += sum(len(device.own) for device in history.devices)
    counts.update(history.counts)
    return ""


def main() -> int:
    """Run the campaign and print what it came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=25)
    arguments = parser.parse_args()
    outbox.CLOSE_AT_BYTES = SMALL_SEGMENT_BYTES
    started, counts, failed = time.monotonic(), Counter[str](), 0
    for number in range(arguments.histories):
        seed = arguments.first + number
        if found := failure(seed, arguments.steps, counts):
            failed += 1
            say(f"seed {seed}: {found}")
        if number % 500 == 499:
            say(f"{number + 1:,} histories, {failed} failed")
    told = ", ".join(f"{many:,} {what}" for what, many in sorted(counts.items()))
    spent = time.monotonic() - started
    say(f"{arguments.histories:,} histories, {failed} failed, {spent:.0f} s: {told}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
