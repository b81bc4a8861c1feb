"""What a statement says of its system in passing: model size, precision, hardware, lengths.

"A 175B model in FP16 on 8 A100, 200 tokens each": none of these numbers is a promise, so the
reader of claims leaves them alone; to the cost model they are givens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trainer.drills import cards
from trainer.drills.entries import Supplies
from trainer.drills.words import at, count, number, words_of

_BITS = {
    "fp32": 32, "fp16": 16, "bf16": 16, "fp8": 8, "int8": 8, "w8a8": 8, "w8a16": 8, "mxfp8": 8,
    "int4": 4, "fp4": 4, "nf4": 4, "w4a16": 4, "nvfp4": 4, "mxfp4": 4,
}  # fmt: skip
_WIDTHS = frozenset({4.0, 8.0, 16.0, 32.0})
_CACHE = frozenset({"kv", "cache"})
_NOT_OF_WEIGHTS = frozenset({"activations", "activation", "accumulation", "attention", "gradients"})
_FORMERLY = frozenset({"from", "than", "not", "no", "without", "of"})
"""Words before a precision that is not used: "from FP16 to INT4", "instead of BF16"."""

_OF_SIZE = frozenset({"model", "models", "parameter", "parameters", "params", "llm", "dense"})
_NOT_OF_SIZE = frozenset(
    {"token", "tokens", "user", "users", "request", "requests", "people", "documents", "budget"}
    | {"query", "queries", "call", "calls", "message", "messages", "chat", "chats", "event"}
    | {"events", "conversations", "sessions", "visits", "customers", "docs", "pages", "images"}
    | {"records", "rows", "vectors", "embeddings", "words", "characters", "operations", "emails"}
    | {"transactions", "tickets", "searches", "views", "impressions", "interactions", "prompts"}
    | {"answers", "completions", "lookups", "hits", "dollars", "usd", "daily", "monthly", "yearly"}
    | {"input", "output", "prompt", "generated", "per", "a", "each", "every", "/"}
)
_BESIDE = frozenset({"draft", "drafter", "embedding", "reranker", "reward", "judge", "guard"})
"""Models beside the one that answers."""

_PERIODS = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "quarter", "year", "daily", "monthly"}
)
_ACTIVE = frozenset({"active", "activated", "activates", "active-parameter"})
_PASSED = frozenset({"of", "them", "are", "is", "being", "parameters", "params", "weights", "only"})
"""Words between a number and what makes it the active part: "37B of them are active"."""

_PROMPT = frozenset({"prompt", "prompts", "input", "context", "contexts"})
_OUTPUT = frozenset(
    {"output", "outputs", "answer", "answers", "response", "responses", "reply", "replies"}
    | {"completion", "completions", "generated"}
)
_COME = frozenset({"come", "arrive", "appear", "return", "stream", "complete", "finish"})
"""What only tokens of an answer do: "200 tokens come back within 2 s"."""

_LEADING = frozenset(
    {"of", "up", "to", "with", "about", "are", "is", "have", "has", "around", "roughly", "some"}
)
_GROUP = frozenset({"tp", "tensor-parallel", "tensor"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """Terms of the cost model with their values, and where in the text each is told.

    ``unknown`` are terms that what is told makes unknown: a card that no catalogue holds.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    def over(self, facts: Mapping[str, float]) -> dict[str, float]:
        """Return ``facts`` with what is told in their place."""
        kept = {name: value for name, value in facts.items() if name not in self.unknown}
        return {**kept, **self.values}


def mentioned(text: str, supplies: Supplies) -> Mentions:
    """Return the terms that ``text`` fixes in passing, in the cost model's units.

    The first mention of a term counts.
    """
    words = list(words_of(text))
    keys = [word.text for word in words]
    values: dict[str, float] = {}
    places: dict[str, tuple[int, int]] = {}
    unknown: frozenset[str] = frozenset()
    for index, word in enumerate(words):
        for name, value in _read(keys, index, supplies):
            if name not in values:
                values[name], places[name] = value, (word.start, word.end)
        if not unknown and "gpu_memory" not in values and cards.is_unknown(keys, index, supplies):
            unknown = frozenset(cards.MACHINE_TERMS)
    for told, term in (("moe_parameters", "active_parameters"), ("group", "gpus")):
        if told in values:
            values[term], places[term] = values.pop(told), places.pop(told)
    return Mentions(values, places, unknown - values.keys())


def _read(words: list[str], index: int, supplies: Supplies) -> Iterator[tuple[str, float]]:
    word = words[index]
    yield from _precision(words, index)
    if cards.card_of(word):
        gpus = cards.gpus_named(words, index)
        if gpus is not None:
            yield "gpus", gpus
        yield from cards.machine(words, index, supplies)
    if word in {"token", "tokens"}:
        yield from _length(words, index)
    yield from _group(words, index)
    yield from _size(words, index)


def _precision(words: list[str], index: int) -> Iterator[tuple[str, float]]:
    """Read "in FP16", "4-bit weights", "an FP8 KV cache"."""
    word = words[index]
    width: float | None = _BITS.get(word)
    start, after = index, at(words, index + 1)
    if word in {"bit", "bits"}:
        width, start = count(at(words, index - 1)), index - 1
    elif word.endswith("bit") and word[:-3].isascii() and word[:-3].isdigit():
        width = int(word[:-3])
    if width not in _WIDTHS or width is None:
        return
    before = words[max(0, start - 3) : start]
    if after in _CACHE or (_CACHE & set(before) and at(words, start - 1) in {"in", "at", "cache"}):
        yield "bytes_per_kv", width / 8
    elif after not in _NOT_OF_WEIGHTS and not _FORMERLY & set(before[-1:]):
        yield "weight_bits", width


def _group(words: list[str], index: int) -> Iterator[tuple[str, float]]:
    """Read "TP8", "TP=8", "TP of 8", "tensor parallelism of 8": the cards of one copy."""
    word = words[index]
    joined = (
        count(word[2:].removeprefix("=")) if word.startswith("tp") and word[-1:].isdigit() else None
    )
    if joined:
        yield "group", joined
    elif word in _GROUP:
        following = (at(words, each) for each in range(index + 1, index + 5))
        passed = {"of", "=", "degree", "parallel", "parallelism", "size", "over", "across"}
        told = next((each for each in following if each not in passed), "")
        found = count(told) if told not in {"a", "an"} else None
        if found:
            yield "group", found


def _size(words: list[str], index: int) -> Iterator[tuple[str, float]]:
    """Read "175B", "a 70 B model", "671B with 37B active", "235B-A22B"."""
    word = words[index]
    if word[:1] == "a" and word[1:2].isdigit() and word.endswith("b"):
        active = number(word[1:])
        if active is not None and number(at(words, index - 1)) is not None:
            yield "moe_parameters", active.value * 1e9
        return
    found = number(word)
    if found is None or not _is_size(words, index, found.letter):
        return
    value = found.value * (1e12 if found.letter == "t" else 1e9)
    if _is_active(words, index):
        yield "moe_parameters", value
    else:
        yield "parameters", value
        yield "active_parameters", value


def _is_size(words: list[str], index: int, letter: str) -> bool:
    after = words[index + 1 : index + 3]
    if _BESIDE & set(after):
        return False
    if letter == "t":
        return at(after, 0) in _OF_SIZE
    if letter == "b":
        is_active = after == ["per", "token"] or _is_active(words, index)
        return is_active or not (at(after, 0) in _NOT_OF_SIZE or _is_volume(words, index))
    return not letter and after[:1] == ["b"] and bool(_OF_SIZE & set(after[1:]))


def _is_volume(words: list[str], index: int) -> bool:
    """Tell whether a period follows, before the next number: "3B things a day"."""
    for place in range(index + 1, min(index + 5, len(words))):
        if number(words[place]) is not None or words[place] in _OF_SIZE:
            return False
        if words[place] in _PERIODS:
            return True
    return False


def _is_active(words: list[str], index: int) -> bool:
    """Tell whether the number is the part of the weights that a token meets."""
    after = index + 1
    while at(words, after) in _PASSED and after < index + 5:
        after += 1
    if at(words, after) in _ACTIVE or words[index + 1 : index + 3] == ["per", "token"]:
        return True
    before = [each for each in words[max(0, index - 4) : index] if each not in _PASSED]
    owned = len(before) > 1 and number(before[-2]) is not None  # "7B active of 47B"
    return bool(before) and before[-1] in _ACTIVE and not owned


def _length(words: list[str], index: int) -> Iterator[tuple[str, float]]:
    """Read "for 200 tokens", "2k token prompts", "200 output tokens", "answers of 300 tokens"."""
    kind = at(words, index - 1)
    back = index - 2 if kind in _OUTPUT | _PROMPT else index - 1
    found = number(at(words, back))
    if found is None or found.letter not in {"", "k"}:
        return
    after, before = at(words, index + 1), at(words, back - 1)
    if after in {"/", "per", "a", "each"} and kind not in _OUTPUT | _PROMPT:
        return  # a rate, not a length
    owner = back - 1
    while at(words, owner) in _LEADING:
        owner -= 1
    of = at(words, owner) if owner < back - 1 else ""
    if _PROMPT & {kind, after, of}:
        yield "prompt_tokens", found.value
    elif _OUTPUT & {kind, after, of} or before == "for" or after in _COME:
        yield "output_tokens", found.value
