"""What strangers' texts are freed of before they are stored: nothing a reader would miss."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from trainer.formats.bounds import MAX_NAME, MAX_TAG, MAX_TAGS

_STRANGE = "[^\\t\\n -~\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
"""What a deck file cannot hold: control characters, halves of characters, U+FFFE, U+FFFF."""

_MISLEADING = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f]")
"""What makes a name look like another: bidi overrides, zero widths, control characters."""

_NO_WORD = re.compile(r"[^a-z0-9]+")

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


def clean_text(text: str) -> str:
    """Return ``text`` with plain line ends and without what no deck may hold."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _strange().sub("", text)


@cache
def _strange() -> re.Pattern[str]:
    return re.compile(_STRANGE)  # when first met: it takes some milliseconds


def clean_texts(texts: Sequence[str]) -> list[str]:
    """Return ``texts`` clean and without blanks around them, all at once where all are clean."""
    if "".join(texts).isprintable():
        return [text.strip() for text in texts]
    return [clean_text(text).strip() for text in texts]


def clean_name(text: str, limit: int = MAX_NAME) -> str:
    """Return ``text`` as a name: one line that shows what it is, cut to ``limit`` characters."""
    if not (text.isascii() and text.isprintable()):
        text = _MISLEADING.sub(" ", unicodedata.normalize("NFC", _whole(text)))
    return " ".join(text.split())[:limit].strip()


def plain_name(text: str) -> str:
    """Return ``text`` as its author wrote it, unless something in it would mislead."""
    return clean_name(text) if _MISLEADING.search(text) else text


def clean_tags(words: list[str]) -> tuple[str, ...]:
    """Return ``words`` as tags: clean, each once, in their order."""
    tags = (clean_name(word, MAX_TAG) for word in words[:MAX_TAGS])
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits made of ``parts``."""
    text = "\x1f".join(parts)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def word_id(text: str) -> str:
    """Return ``text`` if it can be an id, otherwise an id made of it."""
    return text if _ID.fullmatch(text) else hashed_id(text.encode("utf-8", "replace"))


def question_id(front: str) -> str:
    """Return the id of a card that is told by its question alone."""
    return f"q-{hashlib.sha256(front.encode('utf-8', 'replace')).hexdigest()[:16]}"


def hashed_id(raw: bytes) -> str:
    """Return the id that is made of a text which can be none, given as UTF-8."""
    return f"x-{hashlib.sha256(raw).hexdigest()[:16]}"


def deck_id(prefix: str, name: str) -> str:
    """Return the id of a foreign deck called ``name``: the same for the same name.

    The prefix keeps it apart from the ids that authors of decks choose.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    slug = _NO_WORD.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")[:40].strip("-")
    # What the slug leaves out must still tell two decks apart.
    mark = "" if slug == name else f"-{digest(name)[:8]}"
    return f"{prefix}-{slug}{mark}" if slug else f"{prefix}{mark}"


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
