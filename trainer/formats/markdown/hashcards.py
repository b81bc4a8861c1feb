"""hashcards: ``Q:`` and ``A:`` make a card, ``C:`` one for each ``[deletion]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from trainer.formats.bounds import MAX_CLOZE_WORK
from trainer.formats.gathering import Gathering
from trainer.formats.markdown.content import Content
from trainer.formats.markdown.lines import Line

_PART = re.compile(r"([QAC]):")
_DELETION = re.compile(r"\\[\[\]]|!?\[[^\[\]\n]{0,500}\]\([^()\n]{0,500}\)|\[([^\[\]]{1,1000})\]")


GAP = "[…]"
"""Stands where a deletion was."""


@dataclass
class _Part:
    """A question, an answer or a cloze text while its lines come in."""

    mark: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def is_hashcards(lines: list[Line]) -> bool:
    """Return whether a card of hashcards begins on any of ``lines``."""
    return any(line.text.startswith(("Q:", "C:")) and not line.is_code for line in lines)


def take_hashcards(lines: list[Line], gathering: Gathering, content: Content) -> None:
    """Take the cards on ``lines`` in."""
    question: _Part | None = None
    for part in _parts(lines, gathering):
        if part.mark == "A" and question is not None:
            gathering.add(content.fit(question.text), content.fit(part.text), line=question.line)
            question = None
            continue
        if question is not None:
            gathering.complain(question.line, "this question has no answer ('A:')")
        question = part if part.mark == "Q" else None
        if part.mark == "A":
            gathering.complain(part.line, "this answer has no question ('Q:')")
        elif part.mark == "C":
            _take_cloze(part, gathering, content)
    if question is not None:
        gathering.complain(question.line, "this question has no answer ('A:')")


def _parts(lines: list[Line], gathering: Gathering) -> Iterator[_Part]:
    part: _Part | None = None
    for line in lines:
        found = None if line.is_code else _PART.match(line.text)
        if found:
            if part:
                yield part
            part = _Part(found[1], line.number, [line.text[found.end() :]])
        elif line.text.strip() == "---" and not line.is_code:
            if part:
                yield part
            part = None
        elif part:
            part.lines.append(line.text)
        elif line.text.strip() and not line.text.startswith("#"):
            gathering.complain(
                line.number, "this text belongs to no card; begin it with Q:, A: or C:", "warning"
            )
    if part:
        yield part


def _take_cloze(part: _Part, gathering: Gathering, content: Content) -> None:
    text = part.text
    deletions = [found for found in _DELETION.finditer(text) if found[1]]
    if not deletions:
        gathering.complain(part.line, "this text has no [deletion]")
    if len(deletions) * len(text) > MAX_CLOZE_WORK:
        gathering.complain(part.line, "this text has too many deletions for its length")
        return
    for wanted in deletions:
        front = _filled(text, wanted, answer=False)
        gathering.add(
            content.fit(front), content.fit(_filled(text, wanted, answer=True)), line=part.line
        )


def _filled(text: str, wanted: re.Match[str], *, answer: bool) -> str:
    """Return ``text`` with all deletions put in, ``wanted`` as a gap or in bold."""

    def put(found: re.Match[str]) -> str:
        if not found[1]:
            return found[0]
        if found.start() != wanted.start():
            return found[1]
        return f"**{found[1].strip()}**" if answer else GAP

    return _DELETION.sub(put, text)
