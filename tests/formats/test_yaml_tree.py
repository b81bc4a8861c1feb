"""YAML as plain data with places, and everything a deck may not use refused at its place."""

from __future__ import annotations

import pytest

from trainer.formats.bounds import MAX_NESTING, MAX_TEXT
from trainer.formats.yaml_tree import TreeError, read_tree

TEXT = """\
# A comment, then a mapping.
title: Something
list:
  - one
  - {a: 1, b: [x, y]}
  -
    - nested
empty:
block: |
  two
  lines
"""


def test_the_data() -> None:
    assert read_tree(TEXT).data == {
        "title": "Something",
        "list": ["one", {"a": 1, "b": ["x", "y"]}, ["nested"]],
        "empty": None,
        "block": "two\nlines\n",
    }


TAKE_OUT = "; take one of the two out"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (2, 1)),
        (("title",), (2, 8)),
        (("list",), (4, 3)),
        (("list", 0), (4, 5)),
        (("list", 1), (5, 5)),
        (("list", 1, "a"), (5, 9)),
        (("list", 1, "b", 1), (5, 19)),
        (("list", 2, 0), (7, 7)),
        (("block",), (9, 8)),
        # What is not there stands at the nearest thing that is.
        (("list", 1, "c"), (5, 5)),
        (("list", 7, "c"), (4, 3)),
        (("nothing", "at", "all"), (2, 1)),
    ],
)
def test_the_place_of_a_value(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert read_tree(TEXT).place(path) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("title",), (2, 1)),
        (("list", 1, "b"), (5, 12)),
        (("empty",), (8, 1)),
        (("list", 0), (4, 5)),
        (("list", 1, "c"), (5, 5)),
    ],
)
def test_the_place_of_a_key(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert read_tree(TEXT).place(path, of_key=True) == place


def test_a_text_without_anything_has_a_place_too() -> None:
    tree = read_tree("# only a comment\n")
    assert tree.data is None
    assert tree.place(()) == (1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# hello", "---", "---\n...\n", "%YAML 1.2\n---\n"])
def test_nothing_is_none(text: str) -> None:
    assert read_tree(text).data is None


ANCHORS = (
    "anchors and aliases (& and *) are not part of the deck format; put quotes round the text if it"
    " is meant as such"
)
TAGS = "tags (!) are not part of the deck format; put quotes round the text if it is meant as such"
COLON = "a ':' cannot stand here; put quotes round a text that holds one, or check the indentation"
MISFIT = "this does not fit what stands before it; check the indentation, or put quotes round it"
ESCAPE = "this escape stands for no character; write the character itself"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        # Refused on purpose
        ("a: &x 1\n", (1, 4), ANCHORS),
        ("a: &x {b: 1}\n", (1, 4), ANCHORS),
        ("- &x [1]\n", (1, 3), ANCHORS),
        ("a: 1\nb: *x\n", (2, 4), ANCHORS),
        ("&x a: 1\n", (1, 1), ANCHORS),
        ("a: !x 1\n", (1, 4), TAGS),
        ("a: !!str 1\n", (1, 4), TAGS),
        ("a: ! 1\n", (1, 4), TAGS),
        ("a: !x {b: 1}\n", (1, 4), TAGS),
        ("a: !!set [1]\n", (1, 4), TAGS),
        ("!x a: 1\n", (1, 1), TAGS),
        ("a: !important\n", (1, 4), TAGS),
        ("a: 1\n---\nb: 2\n", (2, 1), "a deck file holds one document; a second starts here"),
        ("---\n---\n", (2, 1), "a deck file holds one document; a second starts here"),
        (
            "a: 1\na: 2\n",
            (2, 1),
            "the key 'a' stands here twice; it is already on line 1" + TAKE_OUT,
        ),
        (
            "- {a: 1, b: 2, 'a': 3}",
            (1, 16),
            "the key 'a' stands here twice; it is already on line 1" + TAKE_OUT,
        ),
        (
            "1: a\n'1': b\n",
            (2, 1),
            "the key '1' stands here twice; it is already on line 1" + TAKE_OUT,
        ),
        ("? [a]\n: b\n", (1, 3), "a key must be a word, not a list or a mapping"),
        ("{{a: b}: c}\n", (1, 2), "a key must be a word, not a list or a mapping"),
        (
            f"{'k' * 50}: 1\n{'k' * 50}: 2\n",
            (2, 1),
            f"the key '{'k' * 40}…' stands here twice; it is already on line 1" + TAKE_OUT,
        ),
        # Too much
        (
            "[" * (MAX_NESTING + 1),
            (1, MAX_NESTING + 1),
            ("this is nested more than 32 levels deep; a deck needs five"),
        ),
        ("a: " + "x" * (MAX_TEXT + 1), (1, 4), "this text is longer than 20,000 characters"),
        (
            "x" * 1000 + ": 1\n" + "x" * (MAX_TEXT + 1),
            (2, 1),
            ("a ':' is missing in the line that begins here"),
        ),
        (f"? '{'x' * (MAX_TEXT + 1)}'\n", (1, 3), "this text is longer than 20,000 characters"),
        # Characters nobody sees
        ("a: \x00", (1, 4), "the character U+0000 cannot be part of a deck; take it out"),
        ("a: b\nc: \x1b[31m", (2, 4), "the character U+001B cannot be part of a deck; take it out"),
        ("a: \x9b", (1, 4), "the character U+009B cannot be part of a deck; take it out"),
        ("a: \ud800", (1, 4), "the character U+D800 cannot be part of a deck; take it out"),
        (
            'a: "\\0"',
            (1, 4),
            ("this text holds the character U+0000, which a deck cannot; take it out"),
        ),
        (
            'a: "x\\ud83d"',
            (1, 4),
            ("this text holds the character U+D83D, which a deck cannot; take it out"),
        ),
        (
            '"\\x07": b',
            (1, 1),
            ("this text holds the character U+0007, which a deck cannot; take it out"),
        ),
        # No YAML
        ("a:\n\tb: 1\n", (2, 1), "a tab cannot stand here; indent with spaces"),
        ('a: "b\nc: d\n', (1, 4), "the quotes that open here are never closed"),
        ("a: 'b\nc: d\n", (1, 4), "the quotes that open here are never closed"),
        ('a: "b\n---\n', (1, 4), "the quotes that open here are never closed"),
        ("a: {b: 1\n", (1, 4), "the '{' here is never closed by a '}'"),
        ("a: [b, 1\n", (1, 4), "the '[' here is never closed by a ']'"),
        ("a: [b: c: d]\n", (1, 9), "a ',' or ']' is missing before this"),
        ("a: {b: 'c' 'd'}\n", (1, 12), "a ',' or '}' is missing before this"),
        ("a: b: c\n", (1, 5), COLON),
        ("a: 1\n  b: 2\n", (2, 4), COLON),
        ("- a: 1\n b: 2\n", (2, 2), MISFIT),
        ("a: {b} c\n", (1, 8), MISFIT),
        ("a: [b]]\n", (1, 7), MISFIT),
        ("a: 'b' c\n", (1, 8), MISFIT),
        ("a: 1\nb\nc: 2\n", (2, 1), "a ':' is missing in the line that begins here"),
        ("a: @b\n", (1, 4), "a text cannot begin with @; put quotes round it"),
        ("a: `b`\n", (1, 4), "a text cannot begin with `; put quotes round it"),
        ("a: %b\n", (1, 4), "a text cannot begin with %; put quotes round it"),
        ("a: * b\n", (1, 5), "a text cannot begin with & or *; put quotes round it"),
        ("a: & b\n", (1, 5), "a text cannot begin with & or *; put quotes round it"),
        ("a: {,}\n", (1, 5), "a value is missing before this"),
        ("a: [1\n...\n", (2, 1), "a ',' or ']' is missing before this"),
        ("a: 1\n... b\n", (2, 5), MISFIT),
        (
            "front: > 5 ms\n",
            (1, 10),
            (
                "a text that begins with | or > starts on the next line; put"
                " quotes round it if it does not"
            ),
        ),
        (
            "front: |yes|\n",
            (1, 9),
            (
                "a text that begins with | or > starts on the next line; put"
                " quotes round it if it does not"
            ),
        ),
        ("a: !<x y>\n", (1, 7), "a text cannot begin with !; put quotes round it"),
        ("a: ? d\n", (1, 4), ("this is not valid YAML: mapping keys are not allowed here")),
        (
            "a: - b\n",
            (1, 4),
            ("a list cannot begin in the middle of a line; put '- ' on a line of its own"),
        ),
        (
            'a: "\\d"\n',
            (1, 6),
            (
                "a backslash in double quotes begins an escape; use single quotes, or"
                " write two of them"
            ),
        ),
        (
            'a: "\\uzz"\n',
            (1, 7),
            (
                "this is not valid YAML: expected escape sequence of 4 hexdecimal"
                " numbers, but found 'z'"
            ),
        ),
        ('a: "b" \n\nc: "\\U00110000"\n', (3, 5), ESCAPE),
        ('a: "\\UFFFFFFFF"\n', (1, 5), ESCAPE),
        (
            "%YAML 2.0\n---\na: b\n",
            (1, 1),
            "this is not YAML 1.2; take the line beginning with % out",
        ),
        (
            f"%YAML 1.{'9' * 5000}\n---\na: b\n",
            (1, 1),
            ("this is not YAML 1.2; take the line beginning with % out"),
        ),
        (
            "a: |0\n  b\n",
            (1, 5),
            (
                "this is not valid YAML: expected indentation indicator in the"
                " range 1-9, but found 0"
            ),
        ),
    ],
)
def test_what_a_deck_may_not_be(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(TreeError) as caught:
        read_tree(text)
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, *place)


def test_a_character_written_as_two_escapes_as_json_does() -> None:
    assert read_tree(r'a: "\ud83d\ude00!"').data == {"a": "😀!"}
    with pytest.raises(TreeError, match="holds the character U\\+DE00"):
        read_tree(r'a: "\ude00\ud83d"')


def test_as_deep_and_as_long_as_it_may_be() -> None:
    read_tree("[" * MAX_NESTING + "]" * MAX_NESTING)
    assert read_tree("a: " + "x" * MAX_TEXT).data == {"a": "x" * MAX_TEXT}


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 100_000, "- " * 100_000])
def test_endless_nesting_is_refused_at_once(text: str) -> None:
    with pytest.raises(TreeError, match="nested more than 32 levels deep"):
        read_tree(text)


def test_places_count_characters_and_every_line_break() -> None:
    tree = read_tree("ä: 'ö'\r\nb: 😀\r\nc: {é: 1, d: 2}\n")
    assert tree.place(("ä",)) == (1, 4)
    assert tree.place(("b",)) == (2, 4)
    assert tree.place(("c", "d")) == (3, 14)
