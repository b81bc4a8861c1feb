"""Scores of text on small examples, and their bounds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.scores import bleu, common_subsequence, exact_match, rouge_l, token_f1

WORDS = st.lists(st.sampled_from("abcde"), max_size=12)


def slow_common_subsequence(left, right):
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row, ours in enumerate(left, start=1):
        for column, theirs in enumerate(right, start=1):
            table[row][column] = (
                table[row - 1][column - 1] + 1
                if ours == theirs
                else max(table[row - 1][column], table[row][column - 1])
            )
    return table[-1][-1]


@settings(derandomize=True, deadline=None)
@given(left=WORDS, right=WORDS)
def test_the_fast_common_subsequence_is_the_textbook_one(left, right):
    assert common_subsequence(left, right) == slow_common_subsequence(left, right)


@settings(derandomize=True, deadline=None)
@given(left=WORDS, right=WORDS)
def test_scores_lie_between_nothing_and_all(left, right):
    assert 0 <= rouge_l(left, right) <= 1
    assert 0 <= token_f1(left, right) <= 1
    assert token_f1(left, list(reversed(left))) == 1
    assert rouge_l(left, left) == (1 if left else 0)


def test_long_texts_take_no_time():
    words = [str(place % 977) for place in range(20_000)]
    assert rouge_l(words, words[::-1]) < 1


def test_answers_are_compared_without_case_articles_and_punctuation():
    assert exact_match("The Eiffel Tower!", "eiffel tower") == 1
    assert exact_match("Paris", ["London", "paris."]) == 1
    assert exact_match("Paris", "London") == 0
    assert token_f1("the cat", "a cat") == 1
    assert token_f1("the", "a") == 1
    assert token_f1("", "cat") == 0


def test_the_best_of_several_references_counts():
    assert token_f1("cat", ["dog", "cat sat"]) == pytest.approx(2 / 3)
    assert rouge_l("cat", []) == 0
    assert rouge_l("!", "?") == 0


@pytest.mark.parametrize(
    ("matches", "totals", "lengths", "expected"),
    [
        ([4, 3, 2, 1], [4, 3, 2, 1], (4, 4), 100),
        ([4, 3, 2, 0], [4, 3, 2, 1], (4, 4), 0),
        ([4], [4], (4, 2), 100),
        ([2], [4], (4, 4), 50),
        ([4], [4], (0, 4), 0),
    ],
)
def test_bleu_of_small_corpora(matches, totals, lengths, expected):
    assert bleu(matches, totals, *lengths) == pytest.approx(expected)


def test_bleu_punishes_what_is_too_short():
    assert bleu([4], [4], 4, 8) == pytest.approx(36.788, rel=1e-4)
