"""Reading a text that is being typed: only the sentences that changed are read again."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from typing import TypeVar

from trainer.claims.claim import Claim, Claims, Plan, Vague
from trainer.claims.reader import extract

_END = re.compile(r"(?<=[.!?])\s++(?=[^\W\d_a-z])|\n[^\S\n]*+(?=\S)")
"""Where a sentence ends for sure: before a capital or on a new line. Abbreviations rarely do."""

MOST_KEPT = 256
"""Sentences: more than any statement has."""

Found = TypeVar("Found", Claim, Plan, Vague)


def extract_sentencewise(text: str) -> Claims:
    """Return what ``extract`` finds, sentence by sentence; sentences read before are remembered.

    What reaches over the end of a sentence (a quotation, say) is read apart: good enough for marks
    while typing, not for a verdict.
    """
    claims: list[Claim] = []
    plans: list[Plan] = []
    vague: list[Vague] = []
    for start, end in _pieces(text):
        found = _read(text[start:end])
        claims += (_moved(each, start) for each in found.claims)
        plans += (_moved(each, start) for each in found.plans)
        vague += (_moved(each, start) for each in found.vague)
    return Claims(text, tuple(claims), tuple(plans), tuple(vague))


_read = functools.lru_cache(MOST_KEPT)(extract)


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if end > start]


def _moved(found: Found, by: int) -> Found:
    return dataclasses.replace(found, start=found.start + by, end=found.end + by)
