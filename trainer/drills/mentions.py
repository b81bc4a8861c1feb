"""What a statement says of its system in passing: model size, precision, hardware, lengths.

"A 175B model in FP16 on 8 A100, 200 tokens each": none of these numbers is a promise, so the
reader of claims leaves them alone; to the cost model they are givens.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trainer.drills.entries import Supplies
from trainer.errors import BadInput

MOST_WORDS = 4000
"""Reading stops here: no statement is longer, and a stranger's text might be."""

ACCELERATORS: Mapping[str, str] = {
    "a100": "a100-80-sxm",
    "a100s": "a100-80-sxm",
    "h100": "h100-sxm",
    "h100s": "h100-sxm",
    "h200": "h200-sxm",
    "h200s": "h200-sxm",
    "b200": "b200-sxm",
    "b200s": "b200-sxm",
    "l4": "l4",
    "l4s": "l4",
    "l40s": "l40s",
}
"""The catalogue entry meant by a card's bare name: its common data-centre form."""

_BITS = {"fp32": 32, "fp16": 16, "bf16": 16, "fp8": 8, "int8": 8, "w8a8": 8, "int4": 4, "fp4": 4}
_WIDTHS = frozenset({4.0, 8.0, 16.0, 32.0})
_OF_SIZE = frozenset({"model", "models", "parameter", "parameters", "params", "llm", "dense"})
_NOT_OF_SIZE = frozenset(
    {"token", "tokens", "user", "users", "request", "requests", "people", "documents", "budget"}
)
_PROMPT = frozenset({"prompt", "prompts", "input", "context", "contexts"})
_OUTPUT = frozenset(
    {"output", "outputs", "answer", "answers", "response", "responses", "reply", "replies"}
    | {"completion", "completions", "generated"}
)
_COME = frozenset({"come", "arrive", "appear", "return", "stream", "complete", "finish"})
"""What only tokens of an answer do: "200 tokens come back within 2 s"."""

_MACHINES = frozenset(
    {"node", "nodes", "server", "servers", "machine", "machines", "host", "hosts"}
)
_BETWEEN = frozenset({"×", "x", "nvidia", "gpus", "of", "sxm"})
_LEADING = frozenset({"of", "up", "to", "with", "about"})
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16,
}  # fmt: skip
_EDGES = ".,;:!?()[]“”\"'"
_WORD = re.compile(r"/|[^\s×/–-]+")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Terms of the cost model with their values, and where in the text each is told."""

    values: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    letter: str


def mentioned(text: str, supplies: Supplies) -> Mentions:
    """Return the terms that ``text`` fixes in passing, in the cost model's units.

    The first mention of a term counts.
    """
    words = list(_words(text))
    keys = [word.text for word in words]
    values: dict[str, float] = {}
    places: dict[str, tuple[int, int]] = {}
    for index, word in enumerate(words):
        for name, value in _read(keys, index, supplies):
            if name not in values:
                values[name], places[name] = value, (word.start, word.end)
    if "moe_parameters" in values:
        values["active_parameters"] = values.pop("moe_parameters")
    return Mentions(values, places)


def _words(text: str) -> Iterator[_Word]:
    """Yield the words in lower case, without the punctuation at their edges."""
    for found in itertools.islice(_WORD.finditer(text), MOST_WORDS):
        bare = found[0].strip(_EDGES)
        if bare:
            start = found.start() + found[0].index(bare)
            yield _Word(bare.lower(), start, start + len(bare))


def _read(words: list[str], index: int, supplies: Supplies) -> Iterator[tuple[str, float]]:
    word = words[index]
    if word in _BITS:
        yield "weight_bits", _BITS[word]
    width = _count(_at(words, index - 1)) if word in {"bit", "bits"} else None
    if width in _WIDTHS:
        yield "weight_bits", width
    own = _leading_count(word)
    card = word[len(own) + 1 :] if own else word
    if card in ACCELERATORS:
        count = float(own) if own else _count_before(words, index)
        if count is not None:
            yield "gpus", count
        yield from _machine(ACCELERATORS[card], supplies)
    if word in {"token", "tokens"}:
        yield from _length(words, index)
    yield from _size(words, index)


def _at(words: list[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""


def _machine(entry: str, supplies: Supplies) -> Iterator[tuple[str, float]]:
    try:
        yield from supplies.givens("accelerator", entry).items()
    except BadInput:
        # A card that this catalogue does not hold: then its numbers are simply not known.
        return


def _leading_count(word: str) -> str:
    """Return "8" of "8xh100", else nothing."""
    digits = word[: len(word) - len(word.lstrip("0123456789"))]
    return digits if digits.isascii() and word[len(digits) :].startswith("x") else ""


def _count_before(words: list[str], index: int) -> float | None:
    """Return how many cards: "8 NVIDIA H100", "2 nodes of 8 H100"; None where nobody tells."""
    back = index - 1
    while _at(words, back) in _BETWEEN:
        back -= 1
    count = _count(_at(words, back))
    if count is None:
        return None
    machines = back - 1
    while _at(words, machines) in {"of", "with"}:
        machines -= 1
    if _at(words, machines) in _MACHINES:
        count *= _count(_at(words, machines - 1)) or 1.0
    return count


def _count(word: str) -> float | None:
    if word in _COUNTS:
        return float(_COUNTS[word])
    number = _number(word.removesuffix("x"))
    return number.value if number is not None and not number.letter else None


def _number(word: str) -> _Number | None:
    """Read digits with a point and at most one letter behind them: 175b, 1.5k, 8."""
    body = word.replace(",", "")
    letter = body[-1:] if body[-1:].isalpha() else ""
    digits = body[: len(body) - len(letter)]
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        return None
    return _Number(float(digits) * (1e3 if letter == "k" else 1.0), letter)


def _size(words: list[str], index: int) -> Iterator[tuple[str, float]]:
    """Read "175B", "a 70 B model", "671B with 37B active"."""
    number = _number(words[index])
    if number is None:
        return
    after = words[index + 1 : index + 3]
    if number.letter == "b":
        is_size = _at(after, 0) not in _NOT_OF_SIZE
    else:
        is_size = not number.letter and after[:1] == ["b"] and bool(_OF_SIZE & set(after[1:]))
    if not is_size:
        return
    if "active" in after:
        yield "moe_parameters", number.value * 1e9
    else:
        yield "parameters", number.value * 1e9
        yield "active_parameters", number.value * 1e9


def _length(words: list[str], index: int) -> Iterator[tuple[str, float]]:
    """Read "for 200 tokens", "2k token prompts", "200 output tokens", "answers of 300 tokens"."""
    kind = _at(words, index - 1)
    back = index - 2 if kind in _OUTPUT | _PROMPT else index - 1
    number = _number(_at(words, back))
    if number is None or number.letter not in {"", "k"}:
        return
    after, before = _at(words, index + 1), _at(words, back - 1)
    if after in {"/", "per", "a", "each"} and kind not in _OUTPUT | _PROMPT:
        return  # a rate, not a length
    owner = back - 1
    while _at(words, owner) in _LEADING:
        owner -= 1
    of = _at(words, owner) if owner < back - 1 else ""
    if _PROMPT & {kind, after, of}:
        yield "prompt_tokens", number.value
    elif _OUTPUT & {kind, after, of} or before == "for" or after in _COME:
        yield "output_tokens", number.value
