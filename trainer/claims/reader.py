"""Reading a text: every metric claim with its place, the measurement plans, the vague promises.

Deterministic, offline, linear in the length of the text. The grammar is in ``docs/claims.md``.
"""

from __future__ import annotations

from trainer.claims.assembly import assemble
from trainer.claims.benchmarks import find_benchmarks
from trainer.claims.claim import Claim, Claims, Plan, Vague
from trainer.claims.draft import Draft
from trainer.claims.heads import find_heads
from trainer.claims.landmarks import Landmarks
from trainer.claims.plans import find_plans, plan_parts, trim_plan
from trainer.claims.quantities import find_quantities
from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading, read
from trainer.claims.scope import unsaid
from trainer.claims.sentences import Sentence, split_sentences
from trainer.claims.spans import Row
from trainer.claims.steps import Steps
from trainer.claims.vagueness import find_vague

_COMPARED = frozenset({"latency", "cost", "throughput"})
"""What a multiple may say as well: "3x cheaper than today"."""


def extract(text: str, steps: Steps | None = None) -> Claims:
    """Return what ``text`` claims. Never raises.

    Spans count characters of ``text`` as given and do not overlap within claims, plans or vague
    promises. ``steps`` counts the work, for tests.
    """
    reading = read(text, steps)
    sentences = split_sentences(reading)
    silent = unsaid(reading, sentences)
    benchmarks = find_benchmarks(reading)
    plans = find_plans(reading, sentences, benchmarks, silent)
    planned = _flags(reading, plans)
    heads = find_heads(reading)
    marks = Landmarks(reading, heads, benchmarks, silent, planned)
    drafts: list[list[Draft]] = []
    before: Draft | None = None
    for sentence, quantities in _by_sentence(find_quantities(reading), sentences):
        drafts.append(assemble(marks, sentence, quantities, before))
        before = drafts[-1][-1] if drafts[-1] and sentence.close == ";" else None
    claimed: Row[Draft] = Row()
    for draft in (draft for group in drafts for draft in group):
        claimed.add(draft)
    trimmed = [trim_plan(reading, plan, claimed) for plan in plans]
    told = [{draft.topic.dimension for draft in group} for group in drafts]
    by_start = {sentence.start: dims for sentence, dims in zip(sentences, told, strict=True)}

    def redeemed(sentence: Sentence, dimension: str) -> bool:
        dimensions = by_start[sentence.start]
        compared = dimension in _COMPARED and "scale" in dimensions
        return compared or (dimension in dimensions if dimension else bool(dimensions))

    promises = find_vague(reading, heads, sentences, silent, redeemed, _flags(reading, trimmed))
    return Claims(
        text,
        tuple(_claim(reading, draft) for draft in claimed.found),
        tuple(
            Plan(*_span(reading, *plan), plan_parts(reading, plan, benchmarks)) for plan in trimmed
        ),
        tuple(_vague(reading, *promise) for promise in promises),
    )


def _flags(reading: Reading, spans: list[tuple[int, int]]) -> bytearray:
    flags = bytearray(len(reading.tokens))
    for start, end in spans:
        flags[start:end] = b"\1" * (end - start)
    return flags


def _by_sentence(
    quantities: list[Quantity], sentences: list[Sentence]
) -> list[tuple[Sentence, list[Quantity]]]:
    """Return each sentence with its quantities."""
    grouped: list[tuple[Sentence, list[Quantity]]] = []
    position = 0
    for sentence in sentences:
        own: list[Quantity] = []
        while position < len(quantities) and quantities[position].start < sentence.end:
            own.append(quantities[position])
            position += 1
        grouped.append((sentence, own))
    return grouped


def _span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    return reading.tokens.starts[start], reading.tokens.ends[end - 1]


def _claim(reading: Reading, draft: Draft) -> Claim:
    start, end = _span(reading, draft.start, draft.end)
    return Claim(
        dimension=draft.topic.dimension,
        comparator=draft.bound.comparator,
        value=draft.value,
        start=start,
        end=end,
        value_high=draft.high,
        unit=draft.topic.unit,
        statistic=draft.statistic,
        subject=draft.subject,
        condition=draft.condition,
        benchmark=draft.benchmark,
    )


def _vague(reading: Reading, start: int, end: int, dimension: str) -> Vague:
    first, last = _span(reading, start, end)
    return Vague(reading.tokens.text[first:last], first, last, dimension)
