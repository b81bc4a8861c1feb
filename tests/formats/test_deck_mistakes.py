"""One mistake of an author each, and the one sentence it is told in, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.drills.kinds import NAMES
from trainer.formats.base import UnreadableDeck
from trainer.formats.yaml_deck import read_deck_text

HEADER = "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n"
"""Four lines; the first drill begins on the fifth."""

GOOD = "  - {kind: recall, id: good, front: Q, back: A}\n"
FIELDS = "front, back, why, kind, id, tags, level, sources"
NO_ID = (
    "cannot be an id; use up to 80 lower-case letters, digits, '-', '_' and '.', beginning with a"
    " letter or digit"
)
ALL = ", ".join(NAMES)
ASPECTS = "latency, cost, quality, benchmark, plan, percentile, traffic, budget"


def problems(text: str) -> list[str]:
    path = Path("d.yaml")
    try:
        return [str(problem) for problem in read_deck_text(text, path).problems]
    except UnreadableDeck as error:
        return [str(problem) for problem in error.problems]


def drill(fields: str) -> str:
    return f"{HEADER}  - {{{fields}}}\n"


def recall(fields: str) -> str:
    return drill(f"kind: recall, front: Q, back: A, {fields}")


def contrast(fields: str) -> str:
    return drill(f"kind: contrast, bad: B, good: 'G at p95', {fields}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Drills
        (
            drill("kind: recall, front: Q"),
            ("5:5: the field 'back' is missing in a drill of kind recall"),
        ),
        (drill("front: Q, back: A"), "5:5: the field 'kind' is missing"),
        (
            drill("kind: recal, front: Q, back: A"),
            ("5:12: there is no kind of drill called 'recal'; did you mean 'recall'?"),
        ),
        (
            drill("kind: zebra, front: Q"),
            (f"5:12: there is no kind of drill called 'zebra'; the kinds are {ALL}"),
        ),
        (
            drill("kind: 3, front: Q"),
            (f"5:12: there is no kind of drill called '3'; the kinds are {ALL}"),
        ),
        (drill("kind: [recall]"), "5:12: 'kind' must be text, not a list"),
        (
            drill("kind: true"),
            ("5:12: 'kind' must be text, not true; put quotes round it if it is meant as text"),
        ),
        (
            drill(f"kind: '{'k' * 99}'"),
            (f"5:12: there is no kind of drill called '{'k' * 40}…'; the kinds are {ALL}"),
        ),
        (HEADER + "  - a text\n", "5:5: a drill is a mapping of fields, beginning with 'kind:'"),
        (HEADER + "  -\n", "5:4: a drill is a mapping of fields, beginning with 'kind:'"),
        # Keys
        (
            drill("kind: recall, fornt: Q, back: A"),
            ("5:20: there is no field 'fornt' in a drill of kind recall; did you mean 'front'?"),
        ),
        (
            drill("kind: recall, Front: Q, back: A"),
            ("5:20: there is no field 'Front' in a drill of kind recall; did you mean 'front'?"),
        ),
        (
            recall("tag: [x]"),
            ("5:39: there is no field 'tag' in a drill of kind recall; did you mean 'tags'?"),
        ),
        (
            recall("zebra: 1"),
            (f"5:39: there is no field 'zebra' in a drill of kind recall; there are {FIELDS}"),
        ),
        (
            recall("lacks: {cost: A}"),
            (f"5:39: there is no field 'lacks' in a drill of kind recall; there are {FIELDS}"),
        ),
        # Names that pydantic uses for itself
        *(
            (
                recall(f"'{name}': 1"),
                (f"5:39: there is no field '{name}' in a drill of kind recall; there are {FIELDS}"),
            )
            for name in ("str", "int", "none", "[key]", "list[str]", "1")
        ),
        (
            recall(f"'{'x' * 99}': 1"),
            (
                f"5:39: there is no field '{'x' * 40}…' in a drill of kind"
                f" recall; there are {FIELDS}"
            ),
        ),
        # Types
        (drill("kind: recall, front: [Q], back: A"), "5:27: 'front' must be text, not a list"),
        (
            drill("kind: recall, front: {a: b}, back: A"),
            "5:27: 'front' must be text, not a mapping",
        ),
        (drill("kind: recall, front: , back: A"), "5:26: 'front' must be text, not nothing"),
        (drill("kind: recall, front: ~, back: A"), "5:27: 'front' must be text, not nothing"),
        (
            drill("kind: recall, front: true, back: A"),
            ("5:27: 'front' must be text, not true; put quotes round it if it is meant as text"),
        ),
        (drill("kind: recall, front: '', back: A"), "5:27: 'front' is empty"),
        (drill("kind: recall, front: ' ', back: A"), "5:27: 'front' is blank"),
        # Ids
        (recall("id: 'A b'"), f"5:43: 'A b' {NO_ID}"),
        (recall("id: ''"), f"5:43: '' {NO_ID}"),
        (recall("id: -a"), f"5:43: '-a' {NO_ID}"),
        (recall("id: é"), f"5:43: 'é' {NO_ID}"),
        (recall(f"id: {'a' * 81}"), f"5:43: '{'a' * 40}…' {NO_ID}"),
        (recall('id: "a\\n"'), f"5:43: 'a\n' {NO_ID}"),
        (recall("id: [a]"), "5:43: 'id' must be text, not a list"),
        (
            recall("id: true"),
            ("5:43: 'id' must be text, not true; put quotes round it if it is meant as text"),
        ),
        (
            HEADER + GOOD * 2,
            "6:24: this drill has the same id as the one on line 5; give it another",
        ),
        (
            HEADER + "  - {kind: recall, front: Q, back: A}\n" * 2,
            ("6:5: this drill says the same as the one on line 5; take one out"),
        ),
        (
            HEADER.replace("\n  ", " ") + " [{kind: recall, id: a, front: Q, back: A},"
            " {kind: recall, id: a, front: R, back: A}]",
            ("5:64: this drill has the same id as the one on line 5; give it another"),
        ),
        # Tags, levels, sources
        (recall("tags: triad"), "5:45: 'tags' must be a list, not 'triad'; write [triad]"),
        (
            recall(f"tags: {'t' * 50}"),
            (f"5:45: 'tags' must be a list, not '{'t' * 40}…'; put [ ] round it"),
        ),
        (recall("tags: {a: b}"), "5:45: 'tags' must be a list, not a mapping"),
        (recall("tags: [x, '']"), "5:49: entry 2 of 'tags' is empty"),
        (recall("tags: [[x]]"), "5:46: entry 1 of 'tags' must be text, not a list"),
        (recall(f"tags: [{'x' * 81}]"), "5:46: entry 1 of 'tags' is too long"),
        (recall("level: 4"), "5:46: 'level' is at most 3, not 4"),
        (recall("level: 0"), "5:46: 'level' is at least 1, not 0"),
        (recall("level: hard"), "5:46: 'level' must be a whole number, not 'hard'"),
        (recall("level: 1.5"), "5:46: 'level' must be a whole number, not 1.5"),
        (recall("level: .inf"), "5:46: 'level' must be a whole number, not '.inf'"),
        (recall("level: .nan"), "5:46: 'level' must be a whole number, not '.nan'"),
        (recall("level: 1e999"), "5:46: 'level' must be a whole number, not '1e999'"),
        (recall("level: 999999999999999999"), "5:46: 'level' is at most 3, not 999999999999999999"),
        (recall(f"level: {'9' * 30}"), f"5:46: 'level' must be a smaller number, not {'9' * 30}"),
        (recall(f"level: {'9' * 50}"), f"5:46: 'level' is at most 3, not '{'9' * 40}…'"),
        (recall("level: [1]"), "5:46: 'level' must be a whole number, not a list"),
        (recall("sources: own"), "5:48: 'sources' must be a list, not 'own'; write [own]"),
        (
            recall("sources: [own]"),
            ("5:49: warning: the source 'own' is not named in the deck's own 'sources'"),
        ),
        # Contrast
        (
            contrast("lacks: {latencey: p95}"),
            ("5:56: 'latencey' is not known here; did you mean 'latency'?"),
        ),
        (contrast("lacks: {speed: p95}"), f"5:56: 'speed' is not known here; there are {ASPECTS}"),
        (contrast("lacks: {none: p95}"), f"5:56: 'none' is not known here; there are {ASPECTS}"),
        (
            contrast("lacks: {percentile: p99}"),
            (
                "5:68: 'p99' does not stand in 'good' word for word;"
                " copy the phrase from there or leave it empty"
            ),
        ),
        (contrast("lacks: {percentile: [p95]}"), "5:68: 'percentile' must be text, not a list"),
        (contrast("lacks: {}"), "5:55: 'lacks' is empty; it needs at least one entry"),
        (
            contrast("lacks: [percentile]"),
            ("5:55: 'lacks' must be a mapping (name: value), not a list"),
        ),
        (
            contrast("lacks: percentile"),
            ("5:55: 'lacks' must be a mapping (name: value), not 'percentile'"),
        ),
        (
            drill("kind: contrast, bad: B, good: ' B', lacks: {cost: }"),
            ("5:36: GOOD says the same as BAD; one of them must differ"),
        ),
        # Estimate: one of the checks that only its kind can make
        (
            drill("kind: estimate, question: Q, givens: {cost_per_tokn: 1}, asked: monthly_spend"),
            (
                "5:59: there is no term 'cost_per_tokn'; did you mean 'cost_per_token' or"
                " 'max_cost_per_token'?"
            ),
        ),
        (
            drill(
                "kind: estimate, question: Q, givens: {tokens_per_day: 1, cost_per_token: 1},"
                " asked: daily_spend, basis: exakt"
            ),
            "5:110: 'basis' cannot be 'exakt'; did you mean 'exact'?",
        ),
        # Headers
        ("", "1:1: this file is empty; a deck begins with 'format: triad-deck/1'"),
        ("# nothing\n", "1:1: this file is empty; a deck begins with 'format: triad-deck/1'"),
        ("a text", "1:1: a deck is a mapping of fields, beginning with 'format: triad-deck/1'"),
        (
            "services: {web: 1}\nvolumes: [a]\nversion: 3",
            "1:1: a deck is a mapping of fields, beginning with 'format: triad-deck/1'",
        ),
        ("- a\n- b", "1:1: a deck is a mapping of fields, beginning with 'format: triad-deck/1'"),
        (
            HEADER.replace("format", "fromat") + GOOD,
            ("1:1: there is no field 'fromat'; did you mean 'format'?"),
        ),
        (
            HEADER.replace("deck/1", "deck/2") + GOOD,
            ("1:9: 'format' cannot be 'triad-deck/2'; did you mean 'triad-deck/1'?"),
        ),
        (
            HEADER.replace("triad-deck/1", "anki") + GOOD,
            ("1:9: 'format' cannot be 'anki'; there are triad-deck/1"),
        ),
        (HEADER.replace("id: d\n", "") + GOOD, "1:1: the field 'id' is missing"),
        (HEADER.replace("id: d", "id: My deck") + GOOD, f"2:5: 'My deck' {NO_ID}"),
        (
            HEADER.replace("title: D", "titel: D") + GOOD,
            ("3:1: there is no field 'titel'; did you mean 'title'?"),
        ),
        (HEADER.replace("title: D", "title:") + GOOD, "4:1: 'title' must be text, not nothing"),
        (HEADER.replace("title: D", "title: ' '") + GOOD, "3:8: 'title' is blank"),
        (HEADER, "5:1: 'drills' must be a list, not nothing"),
        (
            HEADER.replace("drills:", "drills: []"),
            ("4:9: 'drills' is empty; it needs at least one entry"),
        ),
        (
            HEADER.replace("drills:", "drills: {a: b}"),
            "4:9: 'drills' must be a list, not a mapping",
        ),
        (
            HEADER.replace("drills:", "drills: x"),
            ("4:9: 'drills' must be a list, not 'x'; write [x]"),
        ),
        (
            HEADER.replace("drills:", "sources: {a: {titel: X}}\ndrills:") + GOOD,
            ("4:15: there is no field 'titel' in 'a'; did you mean 'title'?"),
        ),
        (
            HEADER.replace("drills:", "sources: {a: {title: X, url: Y}}\ndrills:") + GOOD,
            ("4:25: there is no field 'url' in 'a'; there are title, date, shelf_life"),
        ),
        (
            HEADER.replace("drills:", "sources: {a: {date: X}}\ndrills:") + GOOD,
            ("4:14: the field 'title' is missing"),
        ),
        (
            HEADER.replace("drills:", "sources: {a: X}\ndrills:") + GOOD,
            ("4:14: 'a' must be a mapping (name: value), not 'X'"),
        ),
        (
            HEADER.replace("drills:", "sources: [a]\ndrills:") + GOOD,
            ("4:10: 'sources' must be a mapping (name: value), not a list"),
        ),
        # What the tree refuses comes with its place, too
        (
            HEADER + "  - kind: recall\n    front: What: this?\n",
            (
                "6:16: a ':' cannot stand here; put"
                " quotes round a text that holds one, or check the indentation"
            ),
        ),
        (
            HEADER + "  - kind: recall\n\tfront: Q\n",
            ("6:1: a tab cannot stand here; indent with spaces"),
        ),
        (
            HEADER + GOOD + "---\n" + HEADER,
            ("6:1: a deck file holds one document; a second starts here"),
        ),
    ],
)
def test_one_mistake_is_one_sentence_at_its_place(text: str, expected: str) -> None:
    assert problems(text) == [f"d.yaml:{expected}"]
