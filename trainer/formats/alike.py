"""Finding drills of a deck that say nearly the same, among thousands, without comparing all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from trainer.formats.base import FileDrill

ALIKE = 0.9
"""Two drills that share this part of their words are likely one drill written twice."""

_WORD = re.compile(r"(?<![\w$%≤≥<>.,])[$%≤≥<>.,]*+\w(?:[\w$%≤≥<>.,]*\w)?")
_ASKED = {
    "recall": ("front",),
    "contrast": ("bad", "good"),
    "estimate": ("question", "asked"),
    "spot": ("text",),
}
"""The fields in which a drill of a kind asks; the same there is the same drill."""


def alike(drills: Sequence[FileDrill]) -> Iterator[tuple[FileDrill, FileDrill]]:
    """Yield each drill that is like an earlier one, with that one."""
    asked: dict[tuple[str, ...], FileDrill] = {}
    rest: list[FileDrill] = []
    for drill in drills:
        first = asked.setdefault(_asked(drill), drill)
        if first is drill:
            rest.append(drill)
        else:
            yield drill, first
    yield from _near(rest)


def _asked(drill: FileDrill) -> tuple[str, ...]:
    fields = _ASKED.get(drill.kind) or tuple(drill.fields)
    return (drill.kind, *(word for name in fields for word in words_in(drill.fields.get(name))))


def words_in(value: object) -> list[str]:
    """Return all words in the texts of a drill, at whatever depth, in their order."""
    if isinstance(value, Mapping):
        return [word for key, each in value.items() for word in (str(key), *words_in(each))]
    if isinstance(value, list | tuple):
        return [word for each in value for word in words_in(each)]
    return _WORD.findall(str(value).casefold())


def _near(drills: Sequence[FileDrill]) -> Iterator[tuple[FileDrill, FileDrill]]:
    """Yield pairs that share ALIKE of their words, found through their rarest words.

    Two sets that share a part s of all their words share one of the first n - ceil(s n) + 1 words
    of each, in any order of words; with the rarest first hardly any pair has to be looked at.
    """
    sets = [{(drill.kind, word) for word in words_in(dict(drill.fields))} for drill in drills]
    often = Counter(word for each in sets for word in each)
    seen: dict[tuple[str, str], list[int]] = {}
    for index, words in enumerate(sets):
        rarest = sorted(words, key=lambda word: (often[word], word))
        prefix = rarest[: len(words) - _ceil(ALIKE * len(words)) + 1]
        others = {other for word in prefix for other in seen.get(word, ())[-_LOOKED_AT:]}
        for other in sorted(others):
            common = len(words & sets[other])
            if common >= ALIKE * (len(words) + len(sets[other]) - common):
                yield drills[index], drills[other]
                break
        for word in prefix:
            seen.setdefault(word, []).append(index)


_LOOKED_AT = 20
"""A word that stands in so many drills tells none of them apart."""


def _ceil(number: float) -> int:
    return -int(-number // 1)
