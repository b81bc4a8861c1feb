"""Never three alike in a row where it can be helped."""

from __future__ import annotations

from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.scheduling.interleave import interleave


def mixed(text: str, recent: str = "") -> str:
    return "".join(interleave(text, key=str, recent=recent))


@cache
def possible(counts: tuple[int, ...], last: int, run: int) -> bool:
    """Whether some order avoids three alike: tried out, the slow and certain way."""
    if not any(counts):
        return True
    return any(
        possible(
            (*counts[:name], many - 1, *counts[name + 1 :]),
            name,
            run + 1 if name == last else 1,
        )
        for name, many in enumerate(counts)
        if many and not (name == last and run >= 2)
    )


def longest_run(text: str) -> int:
    return max((len(list(group)) for _, group in groupby(text)), default=0)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(st.text("abc", max_size=14), st.text("abc", max_size=3))
def test_no_three_alike_where_any_order_avoids_it(text: str, recent: str) -> None:
    result = mixed(text, recent)
    assert sorted(result) == sorted(text)
    tail = recent[-2:]
    run = 0 if not tail else (2 if tail[0] == tail[-1] and len(tail) == 2 else 1)
    counts = tuple(text.count(name) for name in "abc")
    if possible(counts, "abc".find(tail[-1:]) if tail else -1, run):
        assert "aaa" not in tail + result
        assert "bbb" not in tail + result
        assert "ccc" not in tail + result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", ""),
        ("abcabc", "abcabc"),
        ("aaabbb", "aabab" + "b"),
        ("aaaab", "aabaa"),
        ("aaaa", "aaaa"),
        ("baaaa", "aabaa"),
    ],
)
def test_an_order_is_changed_only_as_far_as_needed(text: str, result: str) -> None:
    assert mixed(text) == result


def test_items_of_one_kind_keep_their_order() -> None:
    items = ["a1", "a2", "a3", "b1", "a4", "b2"]
    result = interleave(items, key=lambda item: item[0])
    assert [item for item in result if item[0] == "a"] == ["a1", "a2", "a3", "a4"]
    assert longest_run("".join(item[0] for item in result)) == 2


def test_what_was_shown_before_counts() -> None:
    assert mixed("aab", "caa") == "baa"
    assert mixed("aab", "ca") == "aba"
    assert mixed("aa", "aa") == "aa"
