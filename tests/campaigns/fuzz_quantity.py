"""Throws random text at the number reader: nothing but its own refusals may come out.

Not part of the test command (it takes some minutes). By hand, from the checkout's root:

    python tests/campaigns/fuzz_quantity.py [--strings 1000000] [--seed 1]

Prints how many strings were read, refused and mishandled, and exits 1 if any was mishandled.
"""

from __future__ import annotations

import argparse
import collections
import math
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from trainer.units.quantity import (
    UnreadableQuantity,
    WrongDimension,
    read_interval,
    read_quantity,
)

UNITS = (
    "1", "s", "ms", "byte", "GB", "GiB", "token", "token/day", "token/s", "USD/token",
    "USD/Mtoken", "USD/month", "USD/GPU/hour", "FLOP/s", "GPU", "request/s", "percent",
    "day/month", "byte/token", "GPU*hour",
)  # fmt: skip
FRAGMENTS = (
    "1", "0", "9", "12", "180", "1,200", "1 200", ".5", "0.15", "1e6", "1.2e-3", "2^10", "1/3",
    "k", "M", "B", "bn", "m", "b", "G", "T", "Ki", "million", "thousand", "$", "USD", "US$", "¢",
    "€", "%", "x", "×", "·", "^", "**", "/", "per ", " a ", " an ", "each", "-", "−", "–", "+",
    "+/-", "±", "~", "≈", "<", "≤", ">", "(", ")", "[", "]", ",", ";", ".", "..", "…", "'", "_",
    " ", "\u00a0", "\u2009", "tok", "tokens", "Mtok", "mtok", "GB", "GiB", "gb", "Gb/s", "ms",
    "µs", "μs", "s", "h", "mo", "month", "monthly", "daily", "a day", "year", "GPU", "H100",
    "MI300X", "-SXM", "GPU-hour", "FLOP", "FLOPS", "flops", "TFLOP/s", "rps", "req/s", "users",
    "about", "between", "and", "to", "nan", "inf", "e", "E", "1e999", "9^9^9^9", "⁶", "⁻³", "½",
    "٣", "０", "\x00", "\ud800", "\U0001f600", "0x10", "=", "!",
)  # fmt: skip
TAILS = (
    "", "k", "M", "B", " bn", " million", " %", "x", " ms", " s", " GB", " GiB", " tokens", "tok/s",
    "M tokens/day", "k USD", "$/month", "/token", " per 1M tokens", " per thousand", "/GPU-hour",
    " a day", " monthly", " TFLOP/s", " H100", " req/s", " B/token", " USD per GPU hour", "/12",
)  # fmt: skip
SAMPLES = (
    "$180k/mo", "1.2e-3 USD/token", "$1,200 per 1M tokens", "0,18 M€", "37.3 GiB", "3×H100",
    "5 M tokens/day", "1 200 000", "$2.50 per GPU-hour", "85 % ± 2 %", "100–120 ms",
    "1.2×10⁻³ USD/token", "USD 2.5/(GPU*h)",
)  # fmt: skip


def _any_text(rng: random.Random) -> str:
    return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randrange(24)))


def _ascii(rng: random.Random) -> str:
    return "".join(chr(rng.randrange(32, 127)) for _ in range(rng.randrange(24)))


def _fragments(rng: random.Random) -> str:
    return "".join(rng.choice(FRAGMENTS) for _ in range(rng.randrange(1, 12)))


def _plausible(rng: random.Random) -> str:
    """Return a number with some unit behind it: most of these are readable."""
    number = rng.choice(("1", "12.5", "1,200", "3 000", "1e6", "2^10", "~7", "$4", "$0.0012"))
    behind = rng.choices(TAILS, k=rng.randrange(1, 4))
    return number + "".join(behind)


def _mutated(rng: random.Random) -> str:
    text = list(rng.choice(SAMPLES))
    for _ in range(rng.randrange(1, 5)):
        place = rng.randrange(len(text) + 1)
        text[place : place + rng.randrange(2)] = rng.choice(FRAGMENTS)
    return "".join(text)


def _long(rng: random.Random) -> str:
    return rng.choice(FRAGMENTS) * rng.randrange(1, 120)


MAKERS: tuple[Callable[[random.Random], str], ...] = (
    _any_text, _ascii, _fragments, _plausible, _mutated, _long,
)  # fmt: skip


def outcome(text: str, unit: str, *, interval: bool) -> str:
    """Return what became of one string: read, a refusal's name, or a defect's."""
    try:
        values = read_interval(text, unit) if interval else (read_quantity(text, unit).value,)
    except (UnreadableQuantity, WrongDimension) as refusal:
        return type(refusal).__name__ if str(refusal) else "DEFECT empty sentence"
    except Exception as defect:  # noqa: BLE001  (finding these is the purpose)
        return f"DEFECT {type(defect).__name__}"
    return "read" if all(math.isfinite(value) for value in values) else "DEFECT not finite"


def main() -> int:
    """Run the campaign and print its counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    counts: collections.Counter[str] = collections.Counter()
    slowest = (0.0, "")
    begun = time.perf_counter()
    for number in range(arguments.strings):
        text, unit = MAKERS[number % len(MAKERS)](rng), rng.choice(UNITS)
        started = time.perf_counter()
        result = outcome(text, unit, interval=number % 5 == 0)
        slowest = max(slowest, (time.perf_counter() - started, text))
        counts[result] += 1
        if result.startswith("DEFECT"):
            say(f"{result}: {text!r} as {unit}")
    seconds = time.perf_counter() - begun
    say(f"{arguments.strings} strings, {seconds:.0f} s, seed {arguments.seed}")
    for result, count in counts.most_common():
        say(f"{count:9d}  {result}")
    say(f"slowest {slowest[0] * 1e3:.2f} ms: {slowest[1]!r}")
    return int(any(result.startswith("DEFECT") for result in counts))


def say(line: str) -> None:
    """Write one line of the campaign's log."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
