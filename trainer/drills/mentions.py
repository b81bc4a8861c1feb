"""What a statement says of its system in passing: model size, precision, hardware, lengths.

"A 175B model in FP16 on 8 A100, 200 tokens each": none of these numbers is a promise, so the
reader of claims leaves them alone; to the cost model they are givens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.drills.entries import Supplies
from trainer.errors import BadInput

MOST_WORDS = 4000
"""Reading stops here: no statement is longer, and a stranger's text might be."""

_BITS = {"fp32": 32, "fp16": 16, "bf16": 16, "fp8": 8, "int8": 8, "w8a8": 8, "int4": 4, "fp4": 4}
_WORDS_OF_SIZE = frozenset({"model", "models", "parameter", "parameters", "params", "llm", "dense"})
_PROMPT = frozenset({"prompt", "prompts", "input", "context", "contexts"})
_OUTPUT = frozenset({"output", "answer", "answers", "response", "responses", "reply", "completion"})
_COUNTS = {"a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "four": 4, "eight": 8, "sixteen": 16}
_EDGES = ".,;:!?()[]“”\"'"

ACCELERATORS: Mapping[str, str] = {
    "a100": "a100-80-sxm",
    "a100s": "a100-80-sxm",
    "h100": "h100-sxm",
    "h100s": "h100-sxm",
    "h200": "h200-sxm",
    "b200": "b200-sxm",
    "l4": "l4",
    "l40s": "l40s",
}
"""The catalogue entry meant by a card's bare name: its common data-centre form."""


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    letter: str
    rest: str


def mentioned(text: str, supplies: Supplies) -> dict[str, float]:
    """Return the terms of the cost model that ``text`` fixes in passing, in their units."""
    words = [word.strip(_EDGES) for word in _split(text)]
    words = [word for word in words if word]
    found: dict[str, float] = {}
    for index, word in enumerate(words):
        for name, value in _read(words, index, word.lower(), supplies):
            found.setdefault(name, value)
    return found


def _split(text: str) -> list[str]:
    spaced = text.replace("×", " × ").replace("-", " ").replace("–", " ").replace("/", " / ")
    return spaced.split(maxsplit=MOST_WORDS)[:MOST_WORDS]


def _read(
    words: list[str], index: int, word: str, supplies: Supplies
) -> Iterator[tuple[str, float]]:
    if word in _BITS:
        yield "weight_bits", _BITS[word]
    card = word.removeprefix(_leading_count(word))
    if card in ACCELERATORS:
        yield "gpus", _count_before(words, index, word)
        yield from _machine(ACCELERATORS[card], supplies)
    if word in {"token", "tokens"}:
        yield from _length(words, index)
    number = _number(word)
    if number is not None and _is_model_size(words, index, number):
        yield "parameters", number.value * 1e9
        yield "active_parameters", number.value * 1e9


def _machine(entry: str, supplies: Supplies) -> Iterator[tuple[str, float]]:
    try:
        yield from supplies.givens("accelerator", entry).items()
    except BadInput:
        # A card that this catalogue does not hold: then its numbers are simply not known.
        return


def _leading_count(word: str) -> str:
    """Return "8x" of "8xh100", else nothing."""
    digits = word[: len(word) - len(word.lstrip("0123456789"))]
    return f"{digits}x" if digits and word[len(digits) :].startswith("x") else ""


def _count_before(words: list[str], index: int, word: str) -> float:
    own = _leading_count(word)
    if own:
        return float(own[:-1])
    back = index - 1
    while back >= 0 and words[back].lower() in {"×", "x", "nvidia", "gpus", "of"}:
        back -= 1
    before = words[back].lower() if back >= 0 else ""
    if before in _COUNTS:
        return float(_COUNTS[before])
    number = _number(before.removesuffix("x"))
    return number.value if number is not None and not number.letter else 1.0


def _number(word: str) -> _Number | None:
    """Read digits with a point and at most one letter behind them: 175b, 1.5k, 8."""
    body = word.replace(",", "")
    letter = body[-1:] if body[-1:].isalpha() else ""
    digits = body[: len(body) - len(letter)]
    if (
        not digits
        or not digits.isascii()
        or not all(each.isdigit() or each == "." for each in digits)
    ):
        return None
    if digits.count(".") > 1 or digits == ".":
        return None
    scale = {"k": 1e3}.get(letter, 1.0)
    return _Number(float(digits) * scale, letter, "")


def _is_model_size(words: list[str], index: int, number: _Number) -> bool:
    after = [word.lower() for word in words[index + 1 : index + 3]]
    if number.letter == "b":
        return not after or after[0] not in {"tokens", "token"}
    return not number.letter and after[:1] == ["b"] and bool(_WORDS_OF_SIZE & set(after[1:]))


def _length(words: list[str], index: int) -> Iterator[tuple[str, float]]:
    """Read "for 200 tokens", "2k token prompts", "200 output tokens"."""
    back = index - 1
    kind = words[back].lower() if back >= 0 else ""
    if kind in _OUTPUT | _PROMPT:
        back -= 1
    number = _number(words[back].lower()) if back >= 0 else None
    if number is None or number.letter not in {"", "k"}:
        return
    after = words[index + 1].lower() if index + 1 < len(words) else ""
    before = words[back - 1].lower() if back > 0 else ""
    if after in {"/", "per", "a", "each"} and kind not in _OUTPUT | _PROMPT:
        return  # a rate, not a length
    if kind in _PROMPT or after in _PROMPT:
        yield "prompt_tokens", number.value
    elif kind in _OUTPUT or after in _OUTPUT or before == "for":
        yield "output_tokens", number.value
