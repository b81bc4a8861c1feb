"""An Anki field's HTML as Markdown, its pictures found, what cannot be carried counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from trainer.formats.cleaning import clean_name
from trainer.formats.gathering import Gathering
from trainer.formats.html_text import escaped, is_plain, markdown_of

_SOUND = re.compile(r"\[sound:([^\]\n]{1,500})\]")
_SPEECH = re.compile(r"\[/?anki:[^\]\n]{0,500}\]")
_SCRIPT = re.compile(r"<script\b|\bon[a-z]{3,20}\s*=\s*[\"']|javascript:", re.IGNORECASE)
_MAY_ACT = re.compile(r"=|<[sS]")

SOUNDS = "sounds, shown by their names only"
WEB = "pictures on the web, which are not fetched"
ABSENT = "pictures that are not in the file"
UNFIT = "pictures that cannot be shown (not PNG, JPEG, GIF, WebP or BMP, or too large)"
OUTSIDE = "pictures outside the deck, which are not read"
SCRIPTS = "scripts, which are not run"
SPEECH = "texts to be read aloud, shown instead"

FindPicture = Callable[[str], str | None]
"""Takes a picture's file name; returns what our texts call it, "" for one that cannot be shown, or
None for one there is not."""


class Fields:
    """Turns the HTML of one file's fields into Markdown.

    ``find`` knows the pictures that came along; what it does not know is counted as left out.
    """

    def __init__(self, gathering: Gathering, find: FindPicture) -> None:
        self._gathering = gathering
        self._find = find

    def markdown(self, html: str) -> str:
        """Return ``html`` as Markdown."""
        if is_plain(html := html.strip()):
            return html
        if "[" in html:
            html = _SOUND.sub(self._sound, html)
            if "[anki:" in html:
                if "[anki:tts" in html:
                    self._gathering.leave_out(SPEECH)
                html = _SPEECH.sub("", html)
        if "<" in html and _MAY_ACT.search(html) and _SCRIPT.search(html):
            self._gathering.leave_out(SCRIPTS)
        return markdown_of(html, self._picture)

    def _sound(self, found: re.Match[str]) -> str:
        self._gathering.leave_out(SOUNDS)
        name = clean_name(found[1]).replace("<", "").replace(">", "").replace("&", "")
        return f" ♪ {name} "

    def _picture(self, address: str, description: str) -> str:
        address = address.strip()
        if re.match(r"(?:https?:)?//", address, re.IGNORECASE):
            self._gathering.leave_out(WEB)
            return _words(description or _last(address), "picture on the web")
        if re.match(r"[a-z][a-z0-9+.-]{1,20}:", address, re.IGNORECASE) or address.startswith(
            ("/", "\\", "~")
        ):
            self._gathering.leave_out(OUTSIDE)
            return _words(description, "picture")
        name = self._find(address) or self._find(unquote(address))
        if not name:
            self._gathering.leave_out(ABSENT if name is None else UNFIT)
            return _words(description or _last(address), "picture")
        return f"![{_described(description)}]({name})"


def _words(description: str, what: str) -> str:
    words = clean_name(description, 80)
    return escaped(f"[{what}: {words}]") if words else f"[{what}]"


def _last(address: str) -> str:
    return PurePosixPath(unquote(re.split(r"[?#]", address, maxsplit=1)[0])).name


def _described(text: str) -> str:
    return escaped(clean_name(text, 80)).replace("[", "\\[").replace("]", "\\]")


def own_name(name: str) -> str:
    """Return what a text calls the picture file ``name``: without spaces and brackets."""
    return quote(name, safe="", encoding="utf-8") if not name.isascii() else quote(name)
