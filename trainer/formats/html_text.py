"""HTML of cards as Markdown: what can be read stays, what could act does not.

Not a browser's parser: a card's HTML is taken apart at its tags in one pass that takes time in
proportion to its length whatever it holds. Scripts, styles, events and forms are dropped; links
keep their address only where it leads to the web; pictures are handed to the caller.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from trainer.formats.mathjax import readable, replace_formulas

_UNMARKED = bytes(set(range(256)).difference(b"<&\\`*_~|#>[\n\r\t"))
_PLAIN_START = re.compile(r"[-+=]|\d+[.)]", re.ASCII)
_PLAIN_STARTS = frozenset("-+=0123456789")
"""A text without these, at its start and anywhere, is Markdown already."""

_MARKED = re.compile(r"[<&\\`*_~|#>\[\n\r\t\f\xa0+=-]|  |\d[.)]|\](?=[(:\[])")
"""A stretch of text without these needs no thought."""

_TAG = re.compile(r"<(/?[a-zA-Z!?][^<>]*)>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(
    r"<(script|style|head|template|noscript|iframe|object|svg|math)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPECIAL = re.compile(
    r"[\\`~]|(?<! )\*|\*(?! )|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|\](?=[(:\[])"
    r"|&(?=#?\w{1,31};)"
)
_LINE_START = re.compile(
    r"^([^\S\n]*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|(?:={2,}|-{2,})[^\S\n]*$|(\d+)([.)])(?=\s|$))",
    re.MULTILINE,
)
_FORMULA_PLACE = re.compile("\x03(\\d{1,9})\x04")
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x20]{1,2000}", re.IGNORECASE)

_BLOCK_NAMES = (
    "p div section article header footer aside main blockquote dl dt dd figure figcaption center"
    " table thead tbody tfoot form fieldset details summary address nav"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_UP = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_DOWN = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")

PictureText = Callable[[str, str], str]
"""Takes a picture's address and its description; returns what stands in its place."""


def no_picture(address: str, description: str) -> str:  # noqa: ARG001 (the caller's signature)
    """Return the words for a picture that nobody keeps."""
    return escaped(description)


def is_plain(text: str) -> bool:
    """Return whether the HTML ``text`` says the same as Markdown."""
    return is_unmarked(text) and begins_plainly(text)


def is_unmarked(text: str) -> bool:
    """Return whether ``text`` says the same as Markdown wherever a line does not begin."""
    return "  " not in text and not text.encode("utf-8", "replace").translate(None, _UNMARKED)


def begins_plainly(text: str) -> bool:
    """Return whether ``text`` begins with nothing that Markdown takes for a list or a rule."""
    return text[:1] not in _PLAIN_STARTS or not _PLAIN_START.match(text)


def markdown_of(text: str, picture: PictureText = no_picture) -> str:
    """Return the HTML ``text`` as Markdown."""
    if is_plain(text := text.strip()):
        return text
    formulas: list[str] = []
    text = replace_formulas(text, lambda formula: _set_aside(formula, formulas))
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    if "<" in text:
        text = _HIDDEN.sub("", text)
        text = _Writer(picture).write(text)
    else:
        text = escaped(_SPACE.sub(" ", html.unescape(text)).replace("\xa0", " "))
    text = tidy(text)
    if formulas:
        ours = {str(index): formula for index, formula in enumerate(formulas)}
        text = _FORMULA_PLACE.sub(lambda found: ours.get(found[1], ""), text)
    return text


def _set_aside(formula: str, formulas: list[str]) -> str:
    formulas.append(escaped(readable(html.unescape(_TAG.sub(" ", formula)))))
    return f"\x03{len(formulas) - 1}\x04"


def escaped(text: str) -> str:
    """Return plain ``text`` so that Markdown shows it as it is."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    if found[3] is not None:
        return f"{found[1]}{found[3]}\\{found[4]}"
    return f"{found[1]}\\{found[2]}"


def tidy(text: str) -> str:
    """Return ``text`` without needless blanks and blank lines."""
    if "\n" not in text:
        return text.strip()
    lines = [line.rstrip() if not line.endswith("  ") or not line.strip() else line
             for line in text.strip().split("\n")]  # fmt: skip
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    if out:
        out[-1] = out[-1].rstrip()
    for index in range(len(out) - 1):
        if not out[index + 1] or not out[index].strip():
            out[index] = out[index].rstrip()
    return "\n".join(out)


@dataclass
class _Writer:
    """Turns tags and texts into Markdown, one after the other."""

    picture: PictureText
    out: list[str] = field(default_factory=list)
    marks: list[tuple[str, int, str]] = field(default_factory=list)
    """Open emphasis, links and code: tag, where its text begins in ``out``, address."""
    lists: list[int] = field(default_factory=list)
    """Open lists: the next number, or 0 for bullets."""
    pre: int = 0

    def write(self, text: str) -> str:
        parts = _TAG.split(text)
        for index, part in enumerate(parts):
            if index % 2:
                self.tag(part)
            elif part:
                self.text(part)
        return "".join(self.out)

    def text(self, part: str) -> None:
        if self.pre or not _MARKED.search(part):
            part = html.unescape(part) if "&" in part else part
            starts = not self.pre and part.startswith(" ") and self.at_line_start
            self.out.append(part[1:] if starts else part)
            return
        part = html.unescape(part) if "&" in part else part
        part = _SPACE.sub(" ", part).replace("\xa0", " ")
        if part.startswith(" ") and self.at_line_start:
            part = part[1:]
        if part:
            starts = self.at_line_start
            part = _SPECIAL.sub(r"\\\g<0>", part)
            self.out.append(_LINE_START.sub(_escaped_start, part, 1) if starts else part)

    @property
    def at_line_start(self) -> bool:
        """Whether what comes next begins a line."""
        return not self.out or self.out[-1].endswith("\n")

    def block(self) -> None:
        """End a paragraph."""
        if self.out:
            self.out.append("\n\n")

    def tag(self, inside: str) -> None:
        found = _NAME.match(inside)
        if found is None:
            return
        name, closing = found[1].lower(), inside.startswith("/")
        if name == "br":
            self.out.append("\n" if self.pre else "  \n")
        elif name == "img":
            self.image(_attributes(inside))
        elif name in _BLOCKS or name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.block()
        elif name in {"ul", "ol"}:
            self.list(name, closing=closing)
        elif name == "li":
            self.item(closing=closing)
        elif name == "pre":
            self.fence(closing=closing)
        elif name == "hr":
            self.out.append("\n\n---\n\n")
        elif name == "tr" and not closing and not self.at_line_start:
            self.out.append("  \n")
        elif name in {"td", "th"} and not closing and not self.at_line_start:
            self.out.append(" | ")
        elif name in _BOLD or name in _ITALIC or name in {"code", "a", "sub", "sup", "rt"}:
            self.mark(name, inside, closing=closing)

    def image(self, attributes: dict[str, str]) -> None:
        source = attributes.get("src", "")
        if source:
            self.out.append(self.picture(html.unescape(source), attributes.get("alt", "")))

    def list(self, name: str, *, closing: bool) -> None:
        if closing:
            if self.lists:
                self.lists.pop()
        elif len(self.lists) < 8:
            self.lists.append(1 if name == "ol" else 0)
        self.out.append("\n" if self.lists and not closing else "\n\n" if not self.lists else "\n")

    def item(self, *, closing: bool) -> None:
        if closing:
            return
        indent = "  " * max(0, len(self.lists) - 1)
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        start = "" if self.at_line_start else "\n"
        self.out.append(f"{start}{indent}{f'{number}.' if number else '-'} ")

    def fence(self, *, closing: bool) -> None:
        if closing and self.pre:
            self.pre -= 1
            if not self.pre:
                start = self.marks.pop()[1]
                code = "".join(self.out[start:]).strip("\n").replace("```", "'''")
                self.out[start:] = [f"\n\n```\n{code}\n```\n\n"] if code.strip() else []
        elif not closing:
            self.pre += 1
            if self.pre == 1:
                self.marks = [("pre", len(self.out), "")]

    def mark(self, name: str, inside: str, *, closing: bool) -> None:
        if self.pre:
            return
        if not closing:
            if len(self.marks) < 32:
                address = _attributes(inside).get("href", "") if name == "a" else ""
                self.marks.append((name, len(self.out), address))
            return
        for place in range(len(self.marks) - 1, -1, -1):
            if self.marks[place][0] == name:
                _, start, address = self.marks[place]
                del self.marks[place:]
                self.out[start:] = [self.marked(name, "".join(self.out[start:]), address, start)]
                return

    def marked(self, name: str, text: str, address: str, start: int) -> str:
        inner = text.strip()
        if not inner or "\n" in inner:
            return text
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        simple = {"code": _code, "sub": _below, "sup": _above, "rt": _in_brackets}.get(name)
        if simple:
            return lead + simple(inner) + tail
        if name == "a":
            web = _WEB.fullmatch(html.unescape(address).strip())
            return f"{lead}[{inner}]({_address(web[0])}){tail}" if web else text
        return lead + self.emphasised(inner, "**" if name in _BOLD else "*", start) + tail

    def emphasised(self, inner: str, sign: str, start: int) -> str:
        """Return ``inner`` between signs, or as it is where Markdown would not see them."""
        after_sign = start > 0 and self.out[start - 1].endswith("*")
        seen = inner[0].isalnum() and inner[-1].isalnum() and not after_sign
        return f"{sign}{inner}{sign}" if seen else inner


def _code(text: str) -> str:
    bare = re.sub(r"\\(.)", r"\1", text)
    return text if "`" in bare else f"`{bare}`"


def _above(text: str) -> str:
    return text.translate(_UP) if re.fullmatch(r"[0-9+\-n]+", text) else f"^{text}"


def _below(text: str) -> str:
    return text.translate(_DOWN) if re.fullmatch(r"[0-9+\-]+", text) else f"\\_{text}"


def _in_brackets(text: str) -> str:
    return f"({text})"


def _attributes(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(inside):
        found.setdefault(name.lower(), double or single or bare)
    return found


def _address(address: str) -> str:
    return address.replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
