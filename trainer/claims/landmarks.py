"""What was found in the whole of a text before its sentences are read one by one."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.benchmarks import Benchmarks
from trainer.claims.heads import Heads
from trainer.claims.reading import Reading


@dataclass(frozen=True, slots=True)
class Landmarks:
    """The text, its metrics and benchmarks, and flags per token.

    ``silent`` tokens are quoted, supposed or asked, ``planned`` ones belong to a measurement plan.
    """

    reading: Reading
    heads: Heads
    benchmarks: Benchmarks
    silent: bytearray
    planned: bytearray
