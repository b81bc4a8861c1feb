"""Benchmarks and data sets named in a text: ``HumanEval``, ``our 500-question QA set``."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.reading import Reading
from trainer.claims.spans import Row
from trainer.claims.tokens import HYPHEN

_WALK = 8
_OF = 8
_NUMBER = 3
_VERBS = frozenset({"shows", "show", "gives", "give", "yields", "reaches", "scores", "gets", "has"})
_NO_DATA = frozenset({"languages", "users", "customers", "regions", "tenants", "teams", "markets"})
_PLAIN_STOPS = frozenset(
    {",", ";", ":", "(", ")", "—", "–", "|", ".", "and", "or", "is", "are", "we", "than", "to", "%"}
)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A named set, from token ``start`` up to ``end``; ``task`` is "" for somebody's own."""

    start: int
    end: int
    name: str
    task: str = ""


Benchmarks = Row[Benchmark]
"""All benchmarks of a text."""


def find_benchmarks(reading: Reading) -> Benchmarks:
    """Return the benchmarks of a text in order."""
    found: Benchmarks = Row()
    at = reading.marks.at
    named, owned = at.get("benchmark", {}), at.get("own.keep", {})
    nouns = at.get("own.nouns", {}).keys() | at.get("own.counted", {}).keys()
    covered = 0
    for index in sorted(named.keys() | owned.keys() | nouns):
        if index < covered:
            continue
        benchmark = None
        if index in named:
            benchmark = _known(reading, index, *named[index])
        elif index in nouns:
            benchmark = _own(reading, index, covered)
        elif reading.until("shy.before", index) is not None:
            benchmark = _somebodys(reading, index)
        elif _part(reading, index) is not None:
            benchmark = _part_of(reading, index)
        if benchmark is not None:
            found.add(benchmark)
            covered = benchmark.end
    reading.steps.add(len(reading.tokens) + _WALK * len(found.found))
    return found


def _known(reading: Reading, start: int, end: int, name: str) -> Benchmark | None:
    if reading.at("shy", start) is not None and not (
        reading.until("shy.before", start) or reading.at("shy.after", end)
    ):
        return None
    task = reading.lexicon.tasks[name]
    split = reading.at("split.words", end)
    if split is not None:
        return Benchmark(start, split[0], name, task)
    suffix = reading.at("own.suffix", reading.past_hyphen(end))
    if suffix is not None:
        tail = reading.tokens.slice(reading.past_hyphen(end), suffix[0])
        return Benchmark(start, suffix[0], f"{name} {tail}", task)
    return Benchmark(start, end, name, task)


def _own(reading: Reading, noun: int, floor: int) -> Benchmark | None:
    """Read the name that ends in the set noun at ``noun``, back to its determiner."""
    plain = reading.at("own.nouns", noun)
    counted = reading.at("own.counted", noun)
    end = (plain or counted or (noun + 1, ""))[0]
    for _ in range(_WALK):
        more = reading.at("own.nouns", end) or reading.at("own.counted", end)
        if more is None:
            break
        plain, end = plain or reading.at("own.nouns", end), more[0]
    named = reading.at("own.nouns", end + 1)
    if plain is None and named is not None and _is_word(reading, end):
        plain, end = named, named[0]
    start = noun
    kept = False
    while start > max(floor, noun - _WALK):
        key = reading.key(start - 1)
        if reading.at("own.keep", start - 1) is not None:
            start, kept = start - 1, True
            break
        if reading.at("own.strip", start - 1) is not None or reading.until("own.lead", start):
            break
        if key in _PLAIN_STOPS or not (key[:1].isalnum() or key == HYPHEN):
            return None
        if _is_no_modifier(reading, start):
            return None
        if reading.until("act", start) is not None and reading.tokens.numeric[start]:
            break
        start -= 1
    if not kept and not _led(reading, start) and not _is_the(reading, start, noun):
        return None
    if start == noun and not kept and not (plain is not None and _is_set_of(reading, end)):
        return None
    if plain is None and not _is_counted(reading, start, noun):
        return None
    end = _with_of(reading, end)
    name = _name(reading, start, end)
    return Benchmark(start, end, *name)


def _is_word(reading: Reading, index: int) -> bool:
    """Whether a word may stand inside a name: ``400-question FAQ set``."""
    roles = ("own.lead", "own.strip", "stop", "opener", "statistic")
    known = any(reading.at(role, index) is not None for role in roles)
    return reading.key(index).isalpha() and not known


def _somebodys(reading: Reading, start: int) -> Benchmark | None:
    """Read ``on our call-centre recordings``: an owner and plural words, no hardware."""
    end = start + 1
    while (end < start + _OF and reading.key(end)[:1].isalnum()) or reading.key(end) == HYPHEN:
        ends = reading.key(end) in _PLAIN_STOPS or reading.at("own.lead", end) is not None
        if ends or reading.at("stop", end) is not None or reading.at("opener", end) is not None:
            break
        word = reading.at("circumstance", end)
        if word is not None and word[1] in {"firm", "hardware"}:
            return None
        end += 1
    last = reading.key(end - 1)
    plural = last.endswith("s") and not last.endswith("ss")
    known = reading.until("own.nouns", end) is not None
    if last in _NO_DATA:
        return None
    if known:
        end = _with_of(reading, end)
    return Benchmark(start, end, reading.tokens.slice(start, end)) if plural or known else None


def _part(reading: Reading, start: int) -> int | None:
    """Return where the number begins of ``on 250 of our past migrations``; None without one."""
    if reading.key(start - 1) != "of":
        return None
    for index in range(start - 2, max(-1, start - 2 - _NUMBER), -1):
        number = reading.number(index)
        counted = number is not None and number.end == start - 1
        if counted and reading.until("own.lead", index) is not None:
            return index
    return None


def _part_of(reading: Reading, start: int) -> Benchmark | None:
    """Read a number of somebody's own things from their number on."""
    begin, whole = _part(reading, start), _somebodys(reading, start)
    if begin is None or whole is None:
        return None
    return Benchmark(begin, whole.end, reading.tokens.slice(begin, whole.end))


def _is_no_modifier(reading: Reading, end: int) -> bool:
    if reading.until("own.marks", end) is not None:
        return False
    return reading.until("metric", end) is not None or reading.until("verb", end) is not None


def _is_the(reading: Reading, start: int, noun: int) -> bool:
    """Whether a set is named without a preposition: ``the 300-case regression suite``."""
    marked = reading.at("own.marks", start) is not None
    return reading.at("own.strip", start - 1) is not None and noun - start >= 2 - marked


def _led(reading: Reading, start: int) -> bool:
    before = start - 1 if reading.at("own.strip", start - 1) is not None else start
    return reading.until("own.lead", before) is not None or (
        before < start and reading.until("own.lead", before) is not None
    )


def _is_counted(reading: Reading, start: int, noun: int) -> bool:
    """Whether counted things make a set: they carry a number, and a mark or an owner."""
    numbered = any(reading.number(index) is not None for index in range(start, noun))
    marked = reading.first("own.marks", start, noun) is not None
    owned = reading.at("own.keep", start) is not None
    return (numbered and (marked or owned or _out_of(reading, start))) or (marked and owned)


def _is_set_of(reading: Reading, end: int) -> bool:
    """Whether a set is told by its size alone: ``on a test set of 500 clauses``."""
    return reading.key(end) == "of" and reading.number(end + 1) is not None


def _out_of(reading: Reading, start: int) -> bool:
    """Whether the set is what a share was taken of: ``out of 500 questions``."""
    before = reading.key(start - 1)
    asked = before == "of" and reading.key(start - 2) == "out"
    share = before == "of" and reading.until("percent", start - 1) is not None
    held = before == "out" and reading.key(start - 2).startswith("hold")
    taken = before in {"on", "over", "across"} or share or held
    return taken or (asked and reading.number(start - 3) is None)


def _with_of(reading: Reading, end: int) -> int:
    """Extend a name by what the set consists of: ``set of 1,000 support threads``."""
    if reading.key(end) != "of":
        return end
    index = end + 1
    while index < end + _OF and reading.key(index)[:1].isalnum():
        key = reading.key(index)
        later = index > end + 1
        if key == "per":
            break
        counted = later and (reading.tokens.numeric[index] or _begins_anew(reading, index))
        if counted or key in _PLAIN_STOPS or key in _VERBS or reading.at("opener", index):
            break
        index += 1
    index -= reading.key(index - 1) == "of"
    return index if index > end + 1 else end


def _begins_anew(reading: Reading, index: int) -> bool:
    """Whether another noun begins: an article, or the name of a metric."""
    return any(reading.at(role, index) is not None for role in ("own.strip", "own.keep", "metric"))


def _name(reading: Reading, start: int, end: int) -> tuple[str, str]:
    return reading.tokens.slice(start, end), ""
