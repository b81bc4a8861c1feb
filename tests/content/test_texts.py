"""The texts of the built-in decks: spelt, short enough to read and recall, never the same twice."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.content.shipped import Placed, drills, none
from tests.content.spelling import LISTS, texts, unknown_words

RECALLED = 60
"""Words: what somebody can be expected to have in the head."""

READ_PER_MINUTE = 200
MOST_SECONDS = {"interview": 90, "table": 60, "rewrite": 60, "email": 60}
MOST_SECONDS_ELSE = 45
"""So long may the question alone take to read."""

ALIKE = 0.6
"""Two questions of a kind that share more of their words than this test the same step."""

QUESTION = {
    "recall": ("front",),
    "contrast": ("situation", "bad", "good"),
    "estimate": ("question",),
    "spot": ("situation", "text"),
    "rewrite": ("scenario", "bad"),
    "table": ("scenario",),
    "email": ("scenario", "forgot"),
    "interview": ("scenario", "requirements"),
}
"""What of a drill is read before it is answered."""


def question(placed: Placed) -> str:
    """Return what is read before an answer is given."""
    return " ".join(_flat(placed.drill.fields.get(name)) for name in QUESTION[placed.drill.kind])


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return _flat(value.get("text", ""))
    if isinstance(value, list | tuple):
        return " ".join(map(_flat, value))
    return str(value or "")


# -- spelling ----------------------------------------------------------------------------------


def test_every_word_is_spelt_as_in_a_list() -> None:
    none(
        f"{placed}: “{word}” is in no list; mend it, or add it to tests/data/words/own.txt"
        for placed in drills()
        for text in texts(placed)
        for word in unknown_words(text)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The latnecy of a reqeust is **measurd**.", ["latnecy", "reqeust", "measurd"]),
        ("We optimise the colour of 3,000 requests/s in vLLM's `codde` at p95, x3.", []),
        ("The color of the behavior.", ["color", "behavior"]),
        ("{toknes_per_day} at $0.0012abc, GPUs and the users' quantised weights", []),
        ("don’t they'll", []),
    ],
)
def test_a_planted_misspelling_is_found(text: str, found: list[str]) -> None:
    assert list(unknown_words(text)) == found


def test_the_own_words_are_sorted_and_none_is_common_anyway() -> None:
    own = [word for word in (LISTS / "own.txt").read_text("utf-8").split("\n")[2:] if word]
    assert own == sorted(set(own))
    assert set(own).isdisjoint((LISTS / "british.txt").read_text("utf-8").split())


# -- length ------------------------------------------------------------------------------------


def test_what_is_recalled_is_short() -> None:
    problems = []
    for placed in drills("recall"):
        many = len(str(placed.drill.fields["back"]).split())
        if many >= RECALLED:
            problems.append(f"{placed}: {many} words to recall")
    none(problems)


def test_a_question_is_read_in_less_than_a_minute() -> None:
    problems = []
    for placed in drills():
        seconds = 60 * len(question(placed).split()) / READ_PER_MINUTE
        if seconds > MOST_SECONDS.get(placed.drill.kind, MOST_SECONDS_ELSE):
            problems.append(f"{placed}: the question takes {seconds:.0f} s to read")
    none(problems)


def test_every_drill_says_why() -> None:
    none(f"{placed}: has no why" for placed in drills() if not placed.drill.fields.get("why"))


# -- alike -------------------------------------------------------------------------------------


def words_of(placed: Placed) -> frozenset[str]:
    """Return the words of the question, and of what is recalled, numbers as they stand."""
    asked = f"{question(placed)} {placed.drill.fields.get('back', '')}"
    return frozenset(re.findall(r"[\w{}.%$]+", asked.casefold()))


def alike(found: Iterator[Placed]) -> Iterator[str]:
    """Yield pairs of a kind that ask nearly the same, in whichever decks they are."""
    sets = [(placed, words_of(placed)) for placed in found]
    for (one, first), (other, second) in itertools.combinations(sets, 2):
        share = len(first & second) / (len(first | second) or 1)
        if share > ALIKE and _same_answer(one, other):
            yield f"{other}: asks {share:.0%} the same as {one}"


def _same_answer(one: Placed, other: Placed) -> bool:
    """Whether two estimates work out the same from the same; else the question decides."""
    if one.drill.kind != "estimate":
        return True
    parts = [(each.drill.fields["asked"], set(each.content.givens)) for each in (one, other)]
    return parts[0] == parts[1]


def test_a_planted_copy_is_found() -> None:
    first, second = itertools.islice(drills("recall"), 2)
    copy = second.drill._replace(fields={**first.drill.fields, "front": "One word is another."})
    near = second.drill._replace(fields={**first.drill.fields, "why": "Said otherwise."})
    assert list(alike(iter([first, Placed(second.deck, copy), second]))) == []
    (said,) = alike(iter([first, second, Placed(second.deck, near)]))
    assert "asks 100% the same" in said


def test_no_two_drills_ask_the_same() -> None:
    kinds = Counter(placed.drill.kind for placed in drills())
    none(said for kind in kinds for said in alike(drills(kind)))
