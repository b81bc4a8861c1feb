"""Obsidian's spaced repetition: ``::``, ``:::``, ``?``, ``??`` and ``==cloze==``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.formats.bounds import MAX_CLOZE_WORK
from trainer.formats.gathering import Gathering
from trainer.formats.markdown.content import Content
from trainer.formats.markdown.lines import Line

_TAG = re.compile(r"(?<![^\s])#(flashcards?(?:/[\w/-]{1,200})?)(?=\s|$)", re.IGNORECASE)
_OTHER_TAG = re.compile(r"(?<![^\s])#([^\W\d][\w/-]{0,79})(?=\s|$)")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_INLINE = re.compile(r"(?<!:)(:::?)(?!:)")
_CLOZE = re.compile(
    r"==(?!\s)([^=\n](?:[^=\n]|=(?!=)){0,1000}?)(?<!\s)==(?:\^\[([^\]\n]{0,200})\])?"
)
_TICKS = re.compile("`+")
_LONGEST_CODE = 2000
_MARKS = frozenset({"?", "??"})

Block = list[Line]


def has_obsidian_cards(lines: list[Line]) -> bool:
    """Return whether any of ``lines`` separates a question from its answer, or hides a word."""
    return any(
        line.text.strip() in _MARKS or _CLOZE.search(line.text) or _split(line.text) is not None
        for line in lines
        if not line.is_code
    )


def take_obsidian(lines: list[Line], gathering: Gathering, content: Content, deck: str) -> None:
    """Take the cards on ``lines`` in; ``deck`` is where those before the first tag go."""
    for block in _blocks(lines):
        tags: list[str] = []
        kept: Block = []
        for line in block:
            text = line.text
            if not line.is_code and "#" in text:
                found = _TAG.search(text)
                if found:
                    deck = found[1].partition("/")[2].strip("/") or deck
                    text = _TAG.sub("", text)
                tags += _OTHER_TAG.findall(text)
                text = _OTHER_TAG.sub("", text)
            if text.strip() or line.is_code:
                kept.append(Line(line.number, text.rstrip(), line.is_code))
        _Taker(gathering, content, deck, gathering.tags(" ".join(tags))).block(kept)


def _blocks(lines: list[Line]) -> Iterator[Block]:
    """Yield stretches of lines without a blank one; fences hold a block together."""
    block: Block = []
    for line in lines:
        if line.text.strip() or line.is_code:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


class _Taker:
    """Takes the cards of one block in."""

    def __init__(
        self, gathering: Gathering, content: Content, deck: str, tags: tuple[str, ...]
    ) -> None:
        self.gathering = gathering
        self.content = content
        self.deck = deck
        self.tags = tags

    def block(self, block: Block) -> None:
        marks = [
            index
            for index, line in enumerate(block)
            if line.text.strip() in _MARKS and not line.is_code
        ]
        if marks:
            self.sides(block, marks[0])
            return
        for line in block:
            sides = None if line.is_code else _split(line.text)
            if sides:
                self.add(sides[0], sides[2], line.number, both=sides[1] == ":::")
        if not any(_split(line.text) for line in block if not line.is_code):
            self.cloze(block)

    def sides(self, block: Block, at: int) -> None:
        front, back = _text(block[:at]), _text(block[at + 1 :])
        line = block[0].number
        if front.startswith("#"):
            front = re.sub(r"^#{1,6}\s+", "", front)
        if not back:
            self.gathering.complain(line, "this question has no answer below its '?'")
            return
        self.add(front, back, line, both=block[at].text.strip() == "??")

    def cloze(self, block: Block) -> None:
        text = "\n".join(line.text for line in block)
        hidden = "\n".join(
            "\x00" * len(line.text) if line.is_code else _code_hidden(line.text) for line in block
        )
        found = list(_CLOZE.finditer(hidden))
        if len(found) * len(text) > MAX_CLOZE_WORK:
            self.gathering.complain(
                block[0].number, "this text has too many deletions for its length"
            )
            return
        for wanted in found:
            front = _put(text, found, wanted, answer=False)
            self.add(front, _put(text, found, wanted, answer=True), block[0].number)

    def add(self, front: str, back: str, line: int, *, both: bool = False) -> None:
        front, back = self.content.fit(front), self.content.fit(back)
        pairs = ((front, back), (back, front)) if both else ((front, back),)
        for one, two in pairs:
            self.gathering.add(one, two, line=line, deck=self.deck, tags=self.tags)


def _text(block: Block) -> str:
    return "\n".join(line.text for line in block).strip()


def _split(text: str) -> tuple[str, str, str] | None:
    """Return question, separator and answer of a line, or None; what stands in code is no mark."""
    found = _INLINE.search(_code_hidden(text))
    if found is None:
        return None
    front = _BULLET.sub("", text[: found.start()]).strip()
    back = text[found.end() :].strip()
    return (front, found[1], back) if front and back else None


def _code_hidden(text: str) -> str:
    """Return ``text`` with what stands between backticks blanked, of the same length."""
    if "`" not in text:
        return text
    return "\n".join(_line_hidden(line) if "`" in line else line for line in text.split("\n"))


def _line_hidden(line: str) -> str:
    """Blank each stretch from some backticks to the next run of as many."""
    runs = [found.span() for found in _TICKS.finditer(line)]
    closing: dict[int, int] = {}
    ends = [0] * len(runs)  # where the code ends that a run opens; 0 if none does
    for index in reversed(range(len(runs))):
        start, end = runs[index]
        until = closing.get(end - start, 0)
        ends[index] = until if until - end <= _LONGEST_CODE else 0
        closing[end - start] = end
    out: list[str] = []
    done = 0
    for (start, _), until in zip(runs, ends, strict=True):
        if start >= done and until:
            out += line[done:start], "\x00" * (until - start)
            done = until
    return "".join((*out, line[done:]))


def _put(text: str, found: list[re.Match[str]], wanted: re.Match[str], *, answer: bool) -> str:
    out, done = [], 0
    for each in found:
        out.append(text[done : each.start()])
        inside = text[each.start(1) : each.end(1)]
        if each is not wanted:
            out.append(inside)
        elif answer:
            out.append(f"**{inside}**")
        else:
            out.append(f"[{each[2] or '…'}]")
        done = each.end()
    return "".join((*out, text[done:]))
