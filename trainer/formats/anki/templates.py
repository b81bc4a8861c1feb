"""Anki's card templates: ``{{Field}}``, filters, sections; put in, never run."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from trainer.formats.anki import cloze
from trainer.formats.anki.flat import Flat, Node, Put, Section, TooLong, flat, says_something
from trainer.formats.bounds import MAX_FIELD, MAX_NESTING

_TAG = re.compile(r"\{\{\s*+([#^/]?)\s*+([^{}]*+)\}\}")
"""A tag's kind and its name; blanks may follow the name."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ANSWER = re.compile(r"<hr\b[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_HTML = re.compile(r"<[^<>]*>")
_RUBY = re.compile(r" ?([^ >\]\[]{1,200}?)\[(?!sound:)([^\]\[]{0,500})\]")
_SWITCH = "{{=<% %>=}}"


@dataclass(slots=True)
class Card:
    """What a template is filled with: the fields in their order, and facts about the card."""

    fields: Sequence[str]
    ordinal: int
    is_cloze: bool
    specials: dict[str, str]
    parts: dict[str, cloze.Cloze] = field(default_factory=dict)
    """Deletions of fields that were taken apart already."""

    def deletions(self, text: str) -> cloze.Cloze:
        """Return the deletions of ``text``, taken apart once."""
        if text not in self.parts:
            self.parts[text] = cloze.parse(text)
        return self.parts[text]


@dataclass
class Template:
    """One side of a card, taken apart."""

    nodes: list[Node]
    unknown: list[str]
    """Fields it asks for that the note type has not."""
    back: bool = False
    has_script: bool = False
    has_specials: bool = False
    """Whether it asks for anything but the note's own fields."""

    @functools.cached_property
    def flat(self) -> Flat | None:
        """The same, if it asks for nothing but the note's own fields as they stand."""
        return flat(self.nodes)

    def render(self, card: Card) -> str:
        """Return the side's HTML for ``card``. Raises TooLong."""
        out: list[str] = []
        self._render(self.nodes, card, out)
        # Counted before it is joined: a template may name a long field ten thousand times.
        if sum(map(len, out)) > MAX_FIELD:
            raise TooLong
        return "".join(out)

    def _render(self, nodes: list[Node], card: Card, out: list[str]) -> None:
        for node in nodes:
            if isinstance(node, str):
                out.append(node)
            elif isinstance(node, Put):
                text = _value(node, card)
                out.append(_filtered(node, text, card, back=self.back) if node.filters else text)
            elif _says_something(node, card) != node.negated:
                self._render(node.inside, card, out)


def compiled(source: str, names: Sequence[str], *, back: bool = False) -> Template:
    """Return template ``source`` of a note type whose fields are ``names``, taken apart.

    Of an answer only what comes after the line ``<hr id=answer>`` is kept: the question stays on
    screen by itself.
    """
    source = source[:MAX_FIELD]
    if source.lstrip().startswith(_SWITCH):
        source = source.replace(_SWITCH, "", 1).replace("<%", "{{").replace("%>", "}}")
    has_script = bool(re.search(r"<script\b", source, re.IGNORECASE))
    source = _HIDDEN.sub("", _COMMENT.sub("", source))
    if back:
        parts = _ANSWER.split(source, 1)
        source = parts[-1] if len(parts) == 2 and _closes_nothing(parts[1]) else source
    unknown: list[str] = []
    nodes = _parse(source.strip(), {name: index for index, name in enumerate(names)}, unknown)
    asked = {found[2].rsplit(":", 1)[-1].strip() for found in _TAG.finditer(source)}
    return Template(nodes, unknown, back, has_script, not asked.isdisjoint(SPECIALS))


def _closes_nothing(text: str) -> bool:
    """Return whether every section that ends in ``text`` begins there."""
    depth = 0
    for kind, _ in _TAG.findall(text):
        depth += (kind in {"#", "^"}) - (kind == "/")
        if depth < 0:
            return False
    return True


def _parse(source: str, places: dict[str, int], unknown: list[str]) -> list[Node]:
    root: list[Node] = []
    open_: list[Section] = []
    done = 0
    for found in _TAG.finditer(source):
        here = open_[-1].inside if open_ else root
        if found.start() > done:
            here.append(source[done : found.start()])
        done = found.end()
        kind, name = found[1], found[2].rstrip()
        if kind == "/":
            if open_ and open_[-1].name == name:
                open_.pop()
        elif kind:
            section = Section(places.get(name, -1), name, kind == "^", [])
            if len(open_) < MAX_NESTING:
                here.append(section)
                open_.append(section)
        elif name:
            here.append(_put(name, places, unknown))
    if done < len(source):
        (open_[-1].inside if open_ else root).append(source[done:])
    return root


def _put(name: str, places: dict[str, int], unknown: list[str]) -> Put:
    if name in places:
        return Put(places[name], name)
    *filters, last = (part.strip() for part in name.split(":"))
    if last not in places and last not in SPECIALS and last:
        unknown.append(last)
    return Put(places.get(last, -1), last, tuple(reversed(filters)))


SPECIALS = ("FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID")


def _value(put: Put, card: Card) -> str:
    if put.index >= 0:
        return card.fields[put.index] if put.index < len(card.fields) else ""
    return html.escape(card.specials.get(put.name, ""), quote=False)


def _filtered(put: Put, text: str, card: Card, *, back: bool) -> str:
    for name in put.filters:
        text = _filter(name, text, card, back=back)
    return text


def _filter(name: str, text: str, card: Card, *, back: bool) -> str:
    word = name.split(" ", 1)[0].lower()
    if word in {"cloze", "cloze-only"}:
        return _cloze(text, card, back=back, only=word == "cloze-only")
    if word == "type":
        # What was typed is compared by hand: the question hides it, the answer shows it.
        return _cloze(text, card, back=True, only=True) if back and "{{c" in text else text * back
    if word == "nc":
        return text
    simple = _SIMPLE.get(word)
    return simple(text) if simple else text


def _cloze(text: str, card: Card, *, back: bool, only: bool) -> str:
    parts, number = card.deletions(text), card.ordinal + 1
    if number not in cloze.numbers_of(parts):
        return ""
    if only:
        return cloze.only(parts, number, answer=back)
    return cloze.answer(parts, number) if back else cloze.question(parts, number)


def _without_html(text: str) -> str:
    return html.escape(html.unescape(_HTML.sub("", text)), quote=False)


_SIMPLE: dict[str, Callable[[str], str]] = {
    "text": _without_html,
    "furigana": lambda text: _RUBY.sub(r"\1(\2)", text),
    "kanji": lambda text: _RUBY.sub(r"\1", text),
    "kana": lambda text: _RUBY.sub(r"\2", text),
}


def _says_something(section: Section, card: Card) -> bool:
    if section.index >= 0:
        text = card.fields[section.index] if section.index < len(card.fields) else ""
        return says_something(text)
    if card.is_cloze and re.fullmatch(r"c\d{1,5}", section.name):
        return int(section.name[1:]) == card.ordinal + 1
    return bool(card.specials.get(section.name, "").strip())
