"""Scores of generated text against references: BLEU, ROUGE-L, token F1 and exact match."""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

Text = str | Sequence[str]
"""A text, or its tokens already cut."""

_Cut = Callable[[str], list[str]]
_Score = Callable[[Sequence[str], Sequence[str]], float]

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_WORD = re.compile(r"[a-z0-9]+")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def bleu(
    matches: Sequence[float], totals: Sequence[float], hyp_len: float, ref_len: float
) -> float:
    """Return corpus BLEU from 0 to 100 out of clipped n-gram matches (Papineni et al. 2002).

    ``matches`` and ``totals`` count n-grams for n = 1, 2, …; lengths are tokens of the whole
    corpus. Unsmoothed: no match at some length gives 0. Raises ValueError for counts that cannot
    be: lists of different lengths, more matches than n-grams.
    """
    if len(matches) != len(totals) or not matches:
        raise ValueError("BLEU needs as many match counts as n-gram counts, at least one of each")
    if any(not 0 <= match <= total for match, total in zip(matches, totals, strict=True)):
        raise ValueError("BLEU cannot count more matches than n-grams")
    if min(matches) == 0 or hyp_len <= 0:
        return 0.0
    logs = [math.log(match / total) for match, total in zip(matches, totals, strict=True)]
    brevity = min(0.0, 1 - ref_len / hyp_len)
    return 100 * math.exp(math.fsum(logs) / len(logs) + brevity)


def rouge_l(pred: Text, gold: Text) -> float:
    """Return ROUGE-L (Lin 2004): the F measure of the longest common subsequence, 0 to 1.

    Texts are cut into lower-case runs of letters and digits. Several references stand in a list
    beside a text; the best counts. Two lists are tokens, compared as they are.
    """
    return _best(pred, gold, _words, _rouge_l)


def token_f1(pred: Text, gold: Text) -> float:
    """Return the overlap of two bags of tokens as F1, 0 to 1, as SQuAD does.

    Texts are normalised: lower case, without punctuation and articles. Several references stand
    in a list beside a text; the best counts. Two lists are tokens, compared as they are.
    """
    return _best(pred, gold, _answer_tokens, _token_f1)


def exact_match(pred: str, gold: str | Sequence[str]) -> float:
    """Return 1 if the normalised answer equals a normalised reference, else 0."""
    references = [gold] if isinstance(gold, str) else gold
    answer = _answer_tokens(pred)
    return float(any(_answer_tokens(reference) == answer for reference in references))


def _best(pred: Text, gold: Text, cut: _Cut, score: _Score) -> float:
    if isinstance(pred, str) and not isinstance(gold, str):
        return max((score(cut(pred), cut(reference)) for reference in gold), default=0.0)
    return score(*(cut(text) if isinstance(text, str) else list(text) for text in (pred, gold)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _answer_tokens(text: str) -> list[str]:
    plain = text.lower().translate(_NO_PUNCTUATION)
    return _ARTICLES.sub(" ", plain).split()


def _token_f1(pred: Sequence[str], gold: Sequence[str]) -> float:
    if not pred or not gold:
        return float(list(pred) == list(gold))
    shared = sum((Counter(pred) & Counter(gold)).values())
    return 2 * shared / (len(pred) + len(gold))


def _rouge_l(pred: Sequence[str], gold: Sequence[str]) -> float:
    if not pred or not gold:
        return 0.0
    return 2 * common_subsequence(pred, gold) / (len(pred) + len(gold))


def common_subsequence(left: Sequence[str], right: Sequence[str]) -> int:
    """Return the length of the longest common subsequence.

    The rows of the usual table as the bits of one integer (Hyyrö 2004), so that texts of
    thousands of tokens take milliseconds.
    """
    places: dict[str, int] = {}
    for place, token in enumerate(left):
        places[token] = places.get(token, 0) | 1 << place
    full = (1 << len(left)) - 1
    row = full
    for token in right:
        found = row & places.get(token, 0)
        row = (row + found | row - found) & full
    return len(left) - row.bit_count()
