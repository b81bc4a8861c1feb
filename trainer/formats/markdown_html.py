"""A drill's Markdown as HTML, for programs whose cards are HTML."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def html_of(text: str) -> str:
    """Return Markdown ``text`` as HTML; HTML inside it is text, and links lead to the web only."""
    html = str(_markdown().render(text)).strip()
    alone = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return html[3:-4] if alone else html


@functools.cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
