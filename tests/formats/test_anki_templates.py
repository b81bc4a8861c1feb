"""Card templates: fields, filters and sections are put in; nothing is run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.formats.anki.flat import TooLong
from trainer.formats.anki.templates import Card, compiled

NAMES = ("Front", "Back", "Empty", "Ruby", "Text")
FIELDS = (
    "f<b>1</b>",
    "back",
    " <br>&nbsp;<div></div> ",
    " 漢字[かんじ]と [sound:a.mp3]",
    "{{c1::x}} {{c2::y::h}}",
)


def put(source: str, *, back: bool = False, ordinal: int = 0, is_cloze: bool = False) -> str:
    card = Card(FIELDS, ordinal, is_cloze, {"Tags": "a <b>", "Deck": "D::E", "Subdeck": "E"})
    return compiled(source, NAMES, back=back).render(card)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{Front}}", "f<b>1</b>"),
        ("{{ Front }}!", "f<b>1</b>!"),
        ("{{{Back}}}", "{back}"),
        ("{{text:Front}} x", "f1 x"),
        ("{{hint:Back}} {{unknown:Back}}", "back back"),
        ("{{#Back}}yes{{/Back}}{{^Back}}no{{/Back}}", "yes"),
        ("{{#Empty}}yes{{/Empty}}{{^Empty}}no{{/Empty}}", "no"),
        ("{{#Back}}a{{#Empty}}b{{/Empty}}c{{/Back}}d", "acd"),
        ("{{#Back}}never closed", "never closed"),
        ("a{{/Back}}b{{/}}", "ab"),
        ("{{Tags}} {{Deck}} {{Subdeck}} {{Card}}", "a &lt;b&gt; D::E E "),
        ("{{FrontSide}}x", "x"),
        ("{{#Tags}}t{{/Tags}}{{#Type}}n{{/Type}}{{#Nope}}n{{/Nope}}", "t"),
        ("{{furigana:Ruby}}", "漢字(かんじ)と [sound:a.mp3]"),
        ("{{kanji:Ruby}}", "漢字と [sound:a.mp3]"),
        ("{{kana:Ruby}}", "かんじと [sound:a.mp3]"),
        ("a<!-- {{Back}} -->b<script>{{Back}}</script><style>x</style>c", "abc"),
        ("{{=<% %>=}}<%Back%>", "back"),
        ("{{}}x{{tts en_US:Back}}", "xback"),
        ("{{type:Back}}?", "?"),
        ("{{cloze:Text}}", "[…] y"),
        ("{{cloze-only:Text}}", "[…]"),
        ("{{cloze:text:Text}}", "[…] y"),
        ("{{cloze:Back}}", ""),
    ],
)
def test_questions(source: str, text: str) -> None:
    assert put(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{FrontSide}}\n<hr id=answer>\n{{Back}}", "back"),
        ("{{FrontSide}}<hr id='answer'>{{Back}}<hr id=answer>", "back<hr id=answer>"),
        ("{{#Back}}a<hr id=answer>b{{/Back}}", "a<hr id=answer>b"),
        ("{{type:Back}}", "back"),
        ("{{type:cloze:Text}}", "<b>x</b> y"),
        ("{{type:nc:Back}}", "back"),
        ("{{cloze:Text}}", "<b>x</b> y"),
    ],
)
def test_answers(source: str, text: str) -> None:
    assert put(source, back=True) == text


def test_sections_by_the_number_of_the_deletion() -> None:
    assert put("{{#c2}}two{{/c2}}{{#c1}}one{{/c1}}", ordinal=1, is_cloze=True) == "two"
    assert put("{{#c2}}two{{/c2}}", ordinal=1) == ""


def test_fields_beyond_those_a_note_has() -> None:
    card = Card(("only",), 0, is_cloze=False, specials={})
    assert compiled("{{Back}}.", NAMES).render(card) == "."
    assert compiled("{{#Back}}x{{/Back}}.", NAMES).render(card) == "."


def test_what_is_asked_for_in_vain() -> None:
    assert compiled("{{Nope}}{{x:Nein}}{{Tags}}", NAMES).unknown == ["Nope", "Nein"]


def test_a_text_has_bounds() -> None:
    with pytest.raises(TooLong):
        compiled("{{Front}}" * 2, ("Front",)).render(Card(("x" * 600_000,), 0, False, {}))
    deep = compiled("{{#Front}}" * 100 + "x" + "{{/Front}}" * 100, ("Front",))
    assert deep.render(Card(("f",), 0, False, {})) == "x"


NODES = st.recursive(
    st.sampled_from(["{{Front}}", "{{Back}}", "{{Empty}}", "{{Text}}", "<p>a", " b ", "{{Nope}}"]),
    lambda inside: st.tuples(
        st.sampled_from("#^"), st.sampled_from(NAMES), st.lists(inside, max_size=3)
    ).map(lambda found: f"{{{{{found[0]}{found[1]}}}}}{''.join(found[2])}{{{{/{found[1]}}}}}"),
    max_leaves=8,
)
TEXTS = st.lists(
    st.sampled_from(["", "x", " <br>&nbsp;", "<b>y</b>"]), min_size=len(NAMES), max_size=len(NAMES)
)


@given(st.lists(NODES, max_size=4).map("".join), TEXTS)
def test_fields_at_once_are_what_they_are_one_by_one(source: str, fields: list[str]) -> None:
    template = compiled(source, NAMES)
    if template.flat is None:
        assert "{{Nope}}" in source
        return
    one_by_one = template.render(Card(fields, 0, is_cloze=False, specials={}))
    assert template.flat.render(fields) == one_by_one
    assert template.flat.render(fields) == one_by_one, "the second time it is remembered"


def test_what_is_not_put_in_at_once() -> None:
    for source in ("{{text:Front}}", "{{#Tags}}t{{/Tags}}", "{{#Front}}{{Deck}}{{/Front}}"):
        assert compiled(source, NAMES).flat is None
    names = [f"F{number}" for number in range(9)]
    many = "".join(f"{{{{#{name}}}}}x{{{{/{name}}}}}" for name in names)
    assert compiled(many, names).flat is None, "two to the ninth rows"


def test_at_once_a_text_has_the_same_bounds() -> None:
    flat = compiled("{{Front}}" * 3, NAMES).flat
    assert flat is not None
    with pytest.raises(TooLong):
        flat.render(["x" * 500_000, *FIELDS[1:]])
