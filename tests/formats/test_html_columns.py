"""Many fields at once become the same Markdown as one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.formats.html_columns import markdown_of_all
from trainer.formats.html_text import markdown_of

PIECES = (
    *("<b>", "</b>", "<i>", "</i>", "<strong>", "</strong>", "<em>", "</em>", "<b>x</b>"),
    *("<i>y z</i>", "<br>", "<br/>", "<br />", "<div>", "</div>", "word", "a b", " ", "  "),
    *("1. ", "7", "-", "+ ", "=", "é", "(", ")", "]", ":", "[", "*", "_", "~", ">", "<"),
    *("&amp;", "&", "\xa0", "\n", "\x1e", "1)", "²", "#", "|", "`", "\\", "\f", "\u2003"),
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=4))
def test_all_at_once_is_one_by_one(texts: list[str]) -> None:
    assert markdown_of_all(texts, markdown_of) == [markdown_of(text) for text in texts]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("plain words", "plain words"),
        (" 42 ms ", "42 ms"),
        ("It is <b>42 ms</b> at p95", "It is **42 ms** at p95"),
        ("<strong>Bold</strong> and <i>leaning</i>.", "**Bold** and *leaning*."),
        ("one<br>two<br />three", "one  \ntwo  \nthree"),
    ],
)
def test_most_texts_need_no_thought(html: str, markdown: str) -> None:
    def one(text: str) -> str:
        raise AssertionError(text)

    assert markdown_of_all([html, "other"], one) == [markdown, "other"]


@pytest.mark.parametrize(
    "html",
    [
        "- no list",
        "<b>1. no list</b>",
        "<b>a</b><i>b</i>",
        "<b> a</b>",
        "<b>a<br>b</b>",
        "a &lt; b <b>x</b>",
        "a<br>- b",
        "a<br><br>b",
        "<b>open",
    ],
)
def test_the_others_are_asked_for(html: str) -> None:
    asked: list[str] = []

    def one(text: str) -> str:
        asked.append(text)
        return "asked"

    assert markdown_of_all([html, "<b>x</b>"], one) == ["asked", "**x**"]
    assert asked == [html]


def test_a_text_that_holds_what_parts_them() -> None:
    texts = ["<b>a</b>\x1eb", "<b>c</b>"]
    assert markdown_of_all(texts, markdown_of) == [markdown_of(text) for text in texts]


@pytest.mark.parametrize("html", [" - no list", "\f1. none", " <i># none"])
def test_blanks_before_hide_no_mark(html: str) -> None:
    assert "\\" in markdown_of(html)


def test_what_looks_like_the_begin_of_a_tag_stays_a_letter() -> None:
    assert markdown_of("x <a <i>b</i>") == "x \\<a *b*"
