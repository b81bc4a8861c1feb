"""A stranger's Markdown made fit: pictures looked for beside the file, links and formulas tamed."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from trainer.formats.anki.fields import ABSENT, OUTSIDE, SOUNDS, WEB, own_name
from trainer.formats.base import Picture
from trainer.formats.bounds import MAX_PICTURE_BYTES, MAX_PICTURES
from trainer.formats.cleaning import clean_name
from trainer.formats.deck_folder import is_own_name
from trainer.formats.gathering import Gathering
from trainer.formats.html_text import escaped
from trainer.formats.mathjax import readable
from trainer.formats.pictures import is_picture

_PICTURE = re.compile(
    r"!\[([^\]\n]{0,500})\]\(\s*(?:<([^<>\n]{1,500})>|([^\s()<>]{1,500}))[^)\n]{0,200}\)"
    r"|!\[\[([^\[\]|\n]{1,300})(?:\|[^\[\]\n]{0,100})?\]\]"
)
_WIKI_LINK = re.compile(r"(?<!!)\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{0,500})\]\(\s*<?(?!https?:|mailto:)[a-z][a-z0-9+.-]{1,30}:[^)\n]{0,2000}\)",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\$\$([^$]{1,2000})\$\$|\$(?!\s)([^$\n]{1,500})(?<!\s)\$(?!\d)")
_IS_TEX = re.compile(r"[\\^_{}=]")
_SOUND_NAMES = (".mp3", ".ogg", ".wav", ".m4a", ".flac", ".opus", ".aac", ".mp4", ".webm", ".3gp")


class Content:
    """Makes the texts of one Markdown file fit for a deck."""

    def __init__(self, gathering: Gathering, folder: Path) -> None:
        self._gathering = gathering
        self._folder = folder
        self._root = folder.resolve()

    def fit(self, text: str) -> str:
        """Return ``text`` as a deck may hold it."""
        if "$" in text:
            text = _FORMULA.sub(_readable, text)
        if "[" in text:
            text = _PICTURE.sub(self._picture, text)
            text = _WIKI_LINK.sub(lambda found: found[2] or found[1], text)
            text = _LINK.sub(r"\1", text)
        return text

    def _picture(self, found: re.Match[str]) -> str:
        words = found[1] or ""
        address = next(filter(None, found.groups()[1:]), "").strip()
        if re.match(r"(?:https?:)?//", address, re.IGNORECASE):
            self._gathering.leave_out(WEB)
            return _shown(words or _last(address), "picture on the web")
        name = unquote(address)
        if name.lower().endswith(_SOUND_NAMES):
            self._gathering.leave_out(SOUNDS)
            return f"♪ {escaped(clean_name(_last(name)))}"
        if not is_own_name(name):
            self._gathering.leave_out(OUTSIDE)
            return _shown(words, "picture")
        if not self._take(name):
            self._gathering.leave_out(ABSENT)
            return _shown(words or _last(name), "picture")
        return f"![{words}]({own_name(name)})"

    def _take(self, name: str) -> bool:
        shown = own_name(name)
        if shown in self._gathering.pictures:
            return True
        path = self._folder / name
        try:
            fit = (
                len(self._gathering.pictures) < MAX_PICTURES
                and path.is_file()
                and path.resolve().is_relative_to(self._root)
                and path.stat().st_size <= MAX_PICTURE_BYTES
                and _looks_like_one(path)
            )
        except (OSError, ValueError):
            return False
        if fit:
            self._gathering.pictures[shown] = Picture(name, path)
        return fit


def _looks_like_one(path: Path) -> bool:
    with path.open("rb") as file:
        return is_picture(file.read(64))


def _shown(words: str, what: str) -> str:
    words = clean_name(words, 80)
    return escaped(f"[{what}: {words}]") if words else f"[{what}]"


def _last(address: str) -> str:
    return PurePosixPath(unquote(re.split(r"[?#]", address, maxsplit=1)[0])).name


def _readable(found: re.Match[str]) -> str:
    formula = found[1] or found[2] or ""
    return escaped(readable(formula)) if found[1] or _IS_TEX.search(formula) else found[0]
