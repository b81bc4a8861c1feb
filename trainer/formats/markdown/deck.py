"""Reads a Markdown file as the sort of deck it is."""

from __future__ import annotations

import re
from pathlib import Path

from trainer.formats.base import DeckFile
from trainer.formats.bounds import MAX_DECK_BYTES
from trainer.formats.files import guess_told, read_text, unreadable
from trainer.formats.gathering import Gathering
from trainer.formats.markdown.content import Content
from trainer.formats.markdown.hashcards import is_hashcards, take_hashcards
from trainer.formats.markdown.headings import has_headings, take_headings, title_of
from trainer.formats.markdown.lines import Line, front_matter, lines_of, without_comments
from trainer.formats.markdown.obsidian import has_obsidian_cards, take_obsidian

_NO_CARDS = (
    "there is no card in this Markdown file; write Q: and A:, or question::answer, or a heading"
    " with text below it"
)


def read_markdown(path: Path) -> tuple[DeckFile, ...]:
    """Return the decks in the Markdown file at ``path``. Raises UnreadableDeck."""
    text, encoding = read_text(path, MAX_DECK_BYTES)
    return _gathered(text, path).files(guess_told(path, encoding))


def read_markdown_text(text: str, path: Path) -> tuple[DeckFile, ...]:
    """Return the decks in Markdown ``text``; pictures are looked for beside ``path``."""
    return _gathered(text, path).files()


def looks_like_markdown(sample: str) -> bool:
    """Return whether a text file that begins with ``sample`` is a deck in Markdown."""
    lines = _lines(sample)[1]
    if is_hashcards(lines):
        return True
    full = [line for line in lines if line.text.strip()]
    if any("\t" in line.text.strip() for line in full):
        return False
    return has_headings(full) or (
        has_obsidian_cards(full) and not any(re.search(r"[;|]", line.text) for line in full)
    )


def _lines(text: str) -> tuple[str, list[Line]]:
    text = without_comments(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, list(lines_of(text, front_matter(text).lines))


def _gathered(text: str, path: Path) -> Gathering:
    text, lines = _lines(text)
    front = front_matter(text)
    gathering = Gathering(path, "markdown", front.name or title_of(lines) or path.stem)
    content = Content(gathering, path.parent)
    if is_hashcards(lines):
        take_hashcards(lines, gathering, content)
    elif has_obsidian_cards(lines):
        tag = next((tag for tag in front.tags if tag.lower().startswith("flashcard")), "")
        take_obsidian(lines, gathering, content, tag.partition("/")[2])
    elif has_headings(lines):
        take_headings(lines, gathering, content)
    else:
        raise unreadable(path, _NO_CARDS)
    return gathering
