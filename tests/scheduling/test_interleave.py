"""Never three alike in a row where it can be helped."""

from __future__ import annotations

from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.scheduling import interleave as module
from trainer.scheduling.interleave import interleave


def mixed(text: str, recent: str = "") -> str:
    return "".join(interleave(text, traits=one, recent=[one(each) for each in recent]))


def one(letter: str) -> tuple[str, ...]:
    return (letter,)


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
    result = interleave(items, traits=lambda item: (item[0],))
    assert [item for item in result if item[0] == "a"] == ["a1", "a2", "a3", "a4"]
    assert longest_run("".join(item[0] for item in result)) == 2


def test_what_was_shown_before_counts() -> None:
    assert mixed("aab", "caa") == "baa"
    assert mixed("aab", "ca") == "aba"
    assert mixed("aa", "aa") == "aa"


Pair = tuple[str, str]


def alike(pairs: tuple[Pair, ...]) -> bool:
    return any(
        a[at] == b[at] == c[at] != ""
        for a, b, c in zip(pairs, pairs[1:], pairs[2:], strict=False)
        for at in (0, 1)
    )


@cache
def can_be_helped(left: tuple[Pair, ...], before: tuple[Pair, ...]) -> bool:
    """Whether some order has no three alike in either trait: the slow and certain way."""
    return not left or any(
        can_be_helped((*left[:at], *left[at + 1 :]), (*before, pair)[-2:])
        for at, pair in enumerate(left)
        if not alike((*before, pair)) and pair not in left[:at]
    )


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from("aab"), st.sampled_from(["x", "x", "y", ""])), max_size=9),
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), max_size=2),
)
def test_no_three_alike_in_kind_or_topic_where_any_order_avoids_it(
    pairs: list[Pair], recent: list[Pair]
) -> None:
    result = interleave(pairs, traits=lambda pair: pair, recent=recent)
    assert sorted(result) == sorted(pairs)
    before = tuple(recent)
    if can_be_helped(tuple(sorted(pairs)), before):
        assert not alike((*before, *result)[max(0, len(before) - 2) :])


def test_where_not_all_can_be_helped_kinds_go_before_topics() -> None:
    pairs = [("a", "x"), ("a", "x"), ("b", "x"), ("b", "x")]
    result = interleave(pairs, traits=lambda pair: pair)
    assert [kind for kind, _ in result] == ["a", "a", "b", "b"]
    kinds = [("a", "x")] * 3 + [("b", "y")]
    mixed_kinds = interleave(kinds, traits=lambda pair: pair)
    assert [kind for kind, _ in mixed_kinds] == ["a", "a", "b", "a"]


def test_a_search_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SEARCH_STEPS", 0)
    pairs = [(kind, "x") for kind in "abcabcabc"]
    assert interleave(pairs, traits=lambda pair: pair) == tuple(pairs)


def test_a_long_queue_is_mixed_in_a_moment() -> None:
    pairs = [("abcdefg"[at * at % 7], "lcqxyz"[at * at % 6]) for at in range(2000)]
    result = interleave(pairs, traits=lambda pair: pair)
    assert sorted(result) == sorted(pairs)
