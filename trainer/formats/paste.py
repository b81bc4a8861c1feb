"""Two columns from the clipboard, or whatever else of text a reader knows, as decks."""

from __future__ import annotations

from pathlib import Path

from trainer.formats.base import DeckFile
from trainer.formats.bounds import MAX_DECK_BYTES
from trainer.formats.columns import Columns
from trainer.formats.files import unreadable

NAME = Path("Pasted cards")
"""What stands in place of a file's name. Pastes go into one deck and add to it."""


def read_paste(text: str, columns: Columns | None = None) -> tuple[DeckFile, ...]:
    """Return the cards in ``text``. Pure. Raises UnreadableDeck with the reason."""
    from trainer.formats.anki.text import is_anki_text, parse_anki_text
    from trainer.formats.markdown.deck import looks_like_markdown, read_markdown_text
    from trainer.formats.table_deck import read_table_text

    if len(text) > MAX_DECK_BYTES:
        raise unreadable(NAME, "this is more text than can be pasted; save it as a file")
    text = text.removeprefix("\ufeff")
    if columns is None and is_anki_text(text):
        return parse_anki_text(text, NAME).files()
    if columns is None and looks_like_markdown(text):
        return read_markdown_text(text, NAME)
    return read_table_text(text, NAME, columns)
