"""What holds for any text: no error, spans in place, spaces and case without effect."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims.scoring import FOLDER, statements
from trainer.claims.claim import COMPARATORS, DIMENSIONS, STATISTICS, Claims
from trainer.claims.reader import extract
from trainer.claims.rubric import judge
from trainer.claims.tokens import tokenize

_WORDS = """
p95 p99.9 latency TTFT 150 1.5 200 5 M k ms s $ € 0.0008 USD per a / token tokens request day
month % 85 accuracy F1 on HumanEval our 500 question set at under ≤ >= between and to – - ~ (
) " “ ” ‘ ' . , ; : ? ! | @ x × 10 three nines if not no never would but is of weekly
measured against baseline roll back fast scalable later 1e6 1.2.3 1,200 ½ ² Ⅷ ١٢ İ ß >
[ ] 100, two hundred half quarter point nine out in /5 #
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\t", ""])
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(_PIECES, max_size=40).map(" ".join),
    st.lists(_PIECES, max_size=40).map("".join),
)
_FILES = ("statements", *sorted(path.stem for path in FOLDER.glob("*_round.jsonl")))
_LABELLED = [item["text"] for name in _FILES for item in statements(name)]
_SPACES = (" ", "  ", "\u00a0", "\u2009", "\u202f", " \u00a0")


@given(_TEXTS)
@settings(deadline=None, derandomize=True, max_examples=400)
def test_any_text_is_read_without_error_and_spans_lie_in_it_in_order(text: str) -> None:
    found = extract(text)
    judge(found)
    for parts in (found.claims, found.plans, found.vague):
        position = 0
        for part in parts:
            assert position <= part.start < part.end <= len(text)
            position = part.end
    for claim in found.claims:
        assert claim.dimension in DIMENSIONS
        assert claim.comparator in COMPARATORS
        assert claim.statistic in {None, *STATISTICS}
        assert (claim.comparator == "range") == (claim.value_high is not None)
    for vague in found.vague:
        assert vague.text == text[vague.start : vague.end]


def _said(found: Claims) -> list[tuple[object, ...]]:
    """Return claims without their places, words quoted from the text without case."""
    return [
        (
            claim.dimension,
            claim.comparator,
            claim.value,
            claim.value_high,
            claim.unit,
            claim.statistic,
            *(None if word is None else "".join(word.lower().split()) for word in _quoted(claim)),
        )
        for claim in found.claims
    ]


def _quoted(claim: object) -> tuple[str | None, ...]:
    return tuple(getattr(claim, name) for name in ("subject", "condition", "benchmark"))


def _spaced(text: str, rng: random.Random) -> str:
    """Return ``text`` with other and more spaces between its tokens.

    Where there was none one is put only between a number and its unit or its sign: a space may
    not cut a name (GPT-4) or an abbreviation in two.
    """
    tokens = tokenize(text)
    pieces = [text[: tokens.starts[0]]] if len(tokens) else [text]
    for index in range(len(tokens)):
        start, end = tokens.starts[index], tokens.ends[index]
        following = tokens.starts[index + 1] if index + 1 < len(tokens) else len(text)
        gap = text[end:following]
        joined = gap == "" and tokens.numeric[index] and text[following : following + 1].isalpha()
        signed = gap == "" and text[start:end] in {"≤", "≥", "<", ">", "<=", "$", "€", "~"}
        if (gap and gap.isspace() and "\n" not in gap) or joined or signed:
            gap = rng.choice(_SPACES)
        pieces += [text[start:end], gap]
    return "".join(pieces)


@pytest.mark.parametrize("text", _LABELLED)
def test_other_spaces_and_other_case_claim_the_same(text: str) -> None:
    said = _said(extract(text))
    assert _said(extract(_spaced(text, random.Random(text)))) == said
    assert _said(extract(text.lower())) == said
    if text.upper().lower() == text.lower():
        assert _said(extract(text.upper())) == said
