"""Under what circumstances a number holds: ``at 200 requests/s``, ``for 2k-token prompts``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.claims.benchmarks import Benchmarks
from trainer.claims.heads import Heads
from trainer.claims.kinds import Kind
from trainer.claims.phrases import EVIDENT, Phrase
from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence
from trainer.claims.spans import Row

_LOADS = 3
_COMPARATOR = 4
_WEAK = 4
_GROWING = 3
_DOING = frozenset({"serving", "handling", "running"})
"""At the head of a sentence these may be its subject: "serving one request costs"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A circumstance from token ``start`` up to ``end``; ``opener`` is its first word's sort."""

    start: int
    end: int
    opener: str


def find_conditions(
    reading: Reading,
    heads: Heads,
    benchmarks: Benchmarks,
    sentence: Sentence,
    quantities: dict[int, Quantity],
) -> Row[Condition]:
    """Return the circumstances told in a sentence; ``quantities`` by their first token."""
    found: Row[Condition] = Row()
    index = sentence.start
    for start in _places(reading, sentence, quantities):
        if start < index:
            continue
        condition, index = _read(reading, heads, benchmarks, sentence, quantities, start)
        if condition is not None:
            found.add(condition)
    reading.steps.add(2 * (sentence.end - sentence.start))
    return found


def _places(reading: Reading, sentence: Sentence, quantities: dict[int, Quantity]) -> Iterator[int]:
    """Yield where a circumstance, or a number that hides one, may begin."""
    tables = [reading.marks.at.get(role, {}) for role in ("opener", "opener.not", "weather")]
    settings = reading.marks.at.get("setting", {})
    keys = reading.tokens.keys
    for index in range(sentence.start, sentence.end):
        told = index in settings or keys[index] == "(" or index in quantities
        if told or any(index in table for table in tables):
            yield index


def _read(
    reading: Reading,
    heads: Heads,
    benchmarks: Benchmarks,
    sentence: Sentence,
    quantities: dict[int, Quantity],
    index: int,
) -> tuple[Condition | None, int]:
    """Return the circumstance that begins at ``index``, if any, and where to look next."""
    if index in quantities and quantities[index].kind is not Kind.BARE:
        return None, quantities[index].end
    elsewhere = reading.at("opener.not", index)
    if elsewhere is not None or _in_comparator(reading, quantities, index):
        return None, elsewhere[0] if elsewhere is not None else index + 1
    aside = _aside(reading, quantities, index)
    if aside is not None:
        return Condition(*aside, "plain"), aside[1]
    return _phrase(reading, heads, benchmarks, sentence, quantities, index)


def _phrase(
    reading: Reading,
    heads: Heads,
    benchmarks: Benchmarks,
    sentence: Sentence,
    quantities: dict[int, Quantity],
    index: int,
) -> tuple[Condition | None, int]:
    """Return the circumstance that a word opens at ``index``, if any, and where to look next."""
    mark, weather = reading.at("opener", index), reading.at("weather", index)
    if mark is None or weather is not None:
        end = weather[0] if weather is not None else _setting(reading, quantities, index)
        told = Condition(index, end, "plain") if end > index else None
        return told, max(end, index + 1)
    named = reading.at("statistic", index)
    if named is not None and named[1] != "peak":
        return None, named[0]
    running = _runs(reading, heads, quantities, index, mark[0])
    if running or _leads_elsewhere(reading, benchmarks, index, mark[0]):
        return None, mark[0]
    begin = _past_statistic(reading, quantities, mark[0])
    start = index if begin is None else begin
    phrase = Phrase(reading, heads, sentence, quantities, mark[1])
    end = _with_brackets(phrase, phrase.end_from(mark[0] if begin is None else begin))
    doing = index == sentence.start and reading.key(index) in _DOING
    if end <= start or (doing and reading.at("stop", end) is not None):
        return None, max(end, start + 1)
    return Condition(start, end, mark[1]), end


def _with_brackets(phrase: Phrase, end: int) -> int:
    """Return where a phrase with its size in brackets ends: ``for long prompts (8k tokens)``."""
    sized = _aside(phrase.reading, phrase.quantities, end) if end else None
    return sized[1] + 1 if sized is not None else end


def _in_comparator(reading: Reading, quantities: dict[int, Quantity], index: int) -> bool:
    """Whether a word belongs to a comparator of several: ``in the region of 2 s``."""
    reading.steps.add(_COMPARATOR)
    for start in range(index, max(-1, index - _COMPARATOR), -1):
        mark = reading.at("before", start)
        opens = start == index and (mark is None or reading.key(index) == "up")
        if mark is not None and not opens:
            return index + 1 < mark[0] and mark[0] in quantities
    return False


def _past_statistic(reading: Reading, quantities: dict[int, Quantity], index: int) -> int | None:
    """Return where the load of ``at p95 and 50 rps`` begins."""
    statistic = reading.at("statistic", index)
    if statistic is None or reading.key(statistic[0]) not in {"and", "&", "/", ","}:
        return None
    load = quantities.get(statistic[0] + 1)
    return load.start if load is not None and load.kind is Kind.RATE else None


def _runs(
    reading: Reading, heads: Heads, quantities: dict[int, Quantity], index: int, end: int
) -> bool:
    """Whether a rate is what something runs at: ``decodes at 45 tokens/s``, ``prefill at …``."""
    load = quantities.get(end)
    if load is None:
        return False
    phase = index in heads.ended and load.unit.name == "token/s"
    return phase or reading.until("running", index) is not None


def _aside(reading: Reading, quantities: dict[int, Quantity], index: int) -> tuple[int, int] | None:
    """Return where loads stand alone in brackets: ``(8 concurrent users)``, ``(p95, 100 rps)``."""
    if reading.key(index) != "(":
        return None
    statistic = reading.at("statistic", index + 1)
    listed = statistic is not None and reading.key(statistic[0]) == ","
    start = end = statistic[0] + 1 if statistic is not None and listed else index + 1
    for _ in range(_LOADS):
        load = quantities.get(end)
        if load is None or load.kind not in EVIDENT or load.unit.period not in {"", "second"}:
            return None
        thing = reading.at("circumstance", load.end)
        close = thing[0] if thing is not None and thing[1] == "sized" else load.end
        end = close + 1
        if reading.key(close) != ",":
            return (start, close) if reading.key(close) == ")" else None
    return None


def _setting(reading: Reading, quantities: dict[int, Quantity], index: int) -> int:
    """Read ``batch 16`` behind a comma, without an opener; 0 if nothing like it is there."""
    word = reading.at("setting", index)
    size = quantities.get(word[0]) if word is not None else None
    return size.end if size is not None and size.kind is Kind.BARE else 0


def _is_growth(reading: Reading, start: int) -> bool:
    """Whether what opens only tells how far something grows: ``grows linearly up to 10×``."""
    trailing = reading.at("opener", start)
    grown = reading.last("change", max(0, start - _GROWING), start)
    return trailing is not None and trailing[1] == "trailing" and grown is not None


def _is_length_of_test(reading: Reading, start: int) -> bool:
    """Whether what opens belongs to the measuring: ``measured for a week in staging``."""
    return reading.key(start) in {"for", "over", "in"} and reading.until("act", start) is not None


def _leads_elsewhere(reading: Reading, benchmarks: Benchmarks, start: int, end: int) -> bool:
    """Whether an opener belongs to a benchmark (on our QA set) or a peak (peaking at)."""
    reach = _WEAK if reading.at("opener", start) == (end, "weak") else 1
    if any(item.start <= end + reach for item in benchmarks.between(end, end + 30)):
        return True
    if _is_growth(reading, start) or _is_length_of_test(reading, start):
        return True
    peak, burst = reading.until("statistic", end), reading.at("statistic", end)
    at_peak = peak is not None and peak[0] < start
    return at_peak or (burst is not None and burst[1] == "peak" and reading.key(start) == "with")
