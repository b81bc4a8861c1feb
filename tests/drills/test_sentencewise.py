"""Reading along: the same as reading at once, and only what changed is read again."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.claims.claim import Claims
from trainer.claims.reader import extract
from trainer.drills import sentencewise
from trainer.drills.sentencewise import extract_sentencewise

SENTENCES = (
    "TTFT stays ≤ 400 ms at p95 with 20 requests/s.",
    "We pay $0.60 per million tokens, e.g. on H100.",
    "It will be scalable!",
    "F1 ≥ 0.85 on our 500-question QA set, measured weekly.",
    "Is 10× enough?",
    "“p95 is 2 s,” they said.",
    "3.5 B tokens a day.",
    "",
)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "  ", "\n\n"]))))
def test_what_is_found_is_what_is_found_at_once(parts: list[tuple[str, str]]) -> None:
    text = "".join(sentence + gap for sentence, gap in parts)
    assert extract_sentencewise(text) == extract(text)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = extract_sentencewise(text)
    assert found.text == text
    for each in (*found.claims, *found.plans, *found.vague):
        assert 0 <= each.start < each.end <= len(text)


def test_only_the_sentence_that_changed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str) -> Claims:
        read.append(text)
        return extract(text)

    monkeypatch.setattr(sentencewise, "_read", functools.lru_cache(counted))
    extract_sentencewise("One is 5 ms. Two is 6 ms. Three is 7 ms.")
    assert len(read) == 3
    read.clear()
    extract_sentencewise("One is 5 ms. Two is 60 ms. Three is 7 ms.")
    assert read == ["Two is 60 ms. "]
