"""Decks written as Markdown: hashcards, Obsidian, headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.packages import PNG
from trainer.formats.base import DeckFile, UnreadableDeck
from trainer.formats.markdown.deck import looks_like_markdown, read_markdown, read_markdown_text
from trainer.formats.pictures import read_picture


def read(text: str, path: Path = Path("notes.md")) -> DeckFile:
    (deck,) = read_markdown_text(text, path)
    return deck


def sides(deck: DeckFile) -> list[tuple[object, object]]:
    return [(drill.fields["front"], drill.fields["back"]) for drill in deck.drills]


# -- hashcards ---------------------------------------------------------------------------------

HASHCARDS = """---
name = "Geography"
---
Q: Capital of Norway?
A: Oslo
  on the fjord

---
C: The [capital] of [France] is \\[x\\] [link](https://e.org).
Q:Short
A:Yes
```
Q: in a fence
```
"""


def test_hashcards() -> None:
    deck = read(HASHCARDS)
    assert deck.title == "Geography"
    link = "of France is \\[x\\] [link](https://e.org)."
    assert sides(deck) == [
        ("Capital of Norway?", "Oslo\n  on the fjord"),
        (f"The […] {link}", f"The **capital** {link}"),
        ("The capital of […]" + link[9:], "The capital of **France**" + link[9:]),
        ("Short", "Yes\n```\nQ: in a fence\n```"),
    ]  # fmt: skip
    assert [drill.line for drill in deck.drills] == [4, 9, 9, 10]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Q: a\nQ: b\nA: c\n", "this question has no answer ('A:')"),
        ("Q: a\nA: b\nA: c\n", "this answer has no question ('Q:')"),
        ("Q: a\nA: b\nQ: c\n", "this question has no answer ('A:')"),
        ("Q: a\nA: b\nC: none\n", "this text has no [deletion]"),
        ("stray\nQ: a\nA: b\n", "this text belongs to no card; begin it with Q:, A: or C:"),
        ("Q: a\nA: b\n---\nQ: a\nA: b\n", "this card says the same as the one on line 1"),
    ],
)
def test_hashcards_that_are_incomplete(text: str, message: str) -> None:
    assert [problem.message for problem in read(text).problems] == [message]


# -- Obsidian ----------------------------------------------------------------------------------

OBSIDIAN = """---
tags: [flashcards/languages, other]
---
# A note #later

- hola::hello <!--SR:!2026-01-01,3,250-->
uno:::one

### What is
TTFT? #latency
?
Time to first
token

left
??
right

A ==hidden== word and ==another==^[hint].

```cpp
std::vector
==no==
```
Use `a::b` here.

#flashcards/other
x::y
"""


def test_obsidian() -> None:
    languages, other = read_markdown_text(OBSIDIAN, Path("notes.md"))
    assert (languages.title, other.title) == ("languages", "other")
    assert sides(languages) == [
        ("hola", "hello"),
        ("uno", "one"),
        ("one", "uno"),
        ("What is\nTTFT?", "Time to first\ntoken"),
        ("left", "right"),
        ("right", "left"),
        ("A […] word and another.", "A **hidden** word and another."),
        ("A hidden word and [hint].", "A hidden word and **another**."),
    ]
    assert languages.drills[3].tags == ("latency",)
    assert sides(other) == [("x", "y")]


def test_obsidian_without_an_answer() -> None:
    deck = read("a::b\n\nquestion\n?\n")
    assert [problem.message for problem in deck.problems] == [
        "this question has no answer below its '?'"
    ]


def test_trailing_blanks_behind_the_question_mark_hide_nothing() -> None:
    assert sides(read("q\n?   \na\n")) == [("q", "a")]


# -- headings ----------------------------------------------------------------------------------

HEADINGS = """# Serving

An introduction.

## Latency

### What is TTFT? ##
The time to the *first* token.

### Empty

## Throughput
Tokens per second.

```
# no heading
```
"""


def test_headings() -> None:
    deck = read(HEADINGS)
    assert deck.title == "Serving"
    assert sides(deck) == [
        ("What is TTFT?", "The time to the *first* token."),
        ("Throughput", "Tokens per second.\n\n```\n# no heading\n```"),
    ]
    assert [drill.tags for drill in deck.drills] == [("Latency",), ()]


def test_headings_of_one_level() -> None:
    assert sides(read("before\n# a\nb\n# c\nd\n")) == [("a", "b"), ("c", "d")]


def test_prose_is_no_deck() -> None:
    with pytest.raises(UnreadableDeck, match="no card in this Markdown file"):
        read("Just words.\n")


# -- what texts hold ---------------------------------------------------------------------------


def test_pictures_beside_the_file_come_along(tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    (tmp_path / "art/a b.png").write_bytes(PNG)
    (tmp_path / "bad.png").write_bytes(b"MZ")
    (tmp_path / "outside.png").symlink_to("/etc/hostname")
    path = tmp_path / "notes.md"
    path.write_text(
        "Q: ![x](<art/a b.png>) ![x](art/a%20b.png) ![[art/a b.png|100]]\n"
        "A: ![](bad.png) ![](gone.png) ![](outside.png) ![](../x.png) ![w](http://e.org/w.png)"
        " ![](s.mp3) [[Note|alias]] [[Other]] [l](obsidian://x) $x^2$ $5 and $6 $$a_1$$\n",
        "utf-8",
    )
    (deck,) = read_markdown(path)
    (picture,) = deck.pictures
    assert (picture.name, read_picture(picture)) == ("art/a b.png", PNG)
    assert sides(deck) == [
        (
            "![x](art/a%20b.png) ![x](art/a%20b.png) ![](art/a%20b.png)",
            (
                "[picture: bad.png] [picture: gone.png] [picture: outside.png] [picture]"
                " [picture on the web: w] ♪ s.mp3 alias Other l x² $5 and $6 a₁"
            ),
        )
    ]
    assert deck.not_carried == (
        "pictures on the web, which are not fetched: 1",
        "pictures outside the deck, which are not read: 1",
        "pictures that are not in the file: 3",
        "sounds, shown by their names only: 1",
    )


def test_a_name_too_long_for_the_system_is_no_picture() -> None:
    deck = read(f"Q: ![]({'x' * 400}.png) ![](a\u200b.png)\nA: b")
    assert deck.pictures == ()


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        ("Q: a\nA: b", True),
        ("# a\nb", True),
        ("a::b\n", True),
        ("a\tb\n", False),
        ("a;b::c\n", False),
        ("words", False),
        ("+++\ntitle = 'x'\n+++\nC: [a]", True),
        ("---\nnever closed\nQ: a", True),
    ],
)
def test_markdown_is_known_by_what_it_holds(text: str, is_markdown: bool) -> None:
    assert looks_like_markdown(text) is is_markdown
