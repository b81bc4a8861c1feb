"""YAML 1.2 as plain data, with the place of every key and value.

Built from the parser's events in one pass without recursion, so that neither deep nesting nor
alias bombs can hurt. Tags, anchors and aliases are refused: a deck needs none of them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trainer.formats.bounds import MAX_NESTING, MAX_PROBLEMS, MAX_TEXT, MAX_VALUES
from trainer.formats.yaml_trouble import trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

_UNPRINTABLE = re.compile("[^\\t\\n\\r -~\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What YAML's reader refuses in a file; escapes in quotes must not bring it in either."""


_SURROGATE = re.compile("[\ud800-\udfff]")


class Whole(int):
    """A whole number that remembers how it was written: ``007`` as text is not ``7``."""

    written: str

    def __str__(self) -> str:
        return self.written


class Decimal(float):
    """A number that remembers how it was written: ``1.10`` as text is not ``1.1``."""

    written: str

    def __str__(self) -> str:
        return self.written


class TreeError(Exception):
    """The text is no YAML, or YAML of a sort a deck may not use. Lines and columns from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        self.message = message
        self.line = line
        self.column = column
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A key that stands twice in the mapping at ``path``."""

    path: Path
    error: TreeError


@dataclass
class Tree:
    """Plain data (dict, list, str, int, float, bool, None) and where each part stands."""

    data: object = None
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path, *, of_key: bool = False) -> tuple[int, int]:
        """Return line and column of the value (or key) at ``path``, or of its nearest parent."""
        if of_key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))


@dataclass
class _Open:
    """A mapping or list that is still being filled."""

    path: Path
    box: dict[str, object] | list[object]
    key: str | None = None


class _Builder:
    def __init__(self, repeats: list[Repeat] | None) -> None:
        self.tree = Tree()
        self.stack: list[_Open] = []
        self.repeats = repeats
        self.set_aside: list[tuple[dict[str, object], str]] = []

    def add(self, value: object, mark: Any) -> Path:
        """Put ``value`` where the open parent expects it and return its path."""
        line, column = mark.line + 1, mark.column + 1
        if not self.stack:
            self.tree.data = value
            self.tree.values[()] = (line, column)
            return ()
        parent = self.stack[-1]
        if isinstance(parent.box, list):
            path: Path = (*parent.path, len(parent.box))
            parent.box.append(value)
        elif parent.key is None:
            raise TreeError("a key must be a word, not a list or a mapping", line, column)
        else:
            path = (*parent.path, parent.key)
            parent.box[parent.key] = value
            parent.key = None
        self.tree.values[path] = (line, column)
        return path

    @property
    def wants_key(self) -> bool:
        """Whether what comes next in the open mapping is a key."""
        if not self.stack or isinstance(self.stack[-1].box, list):
            return False
        return self.stack[-1].key is None

    def take_key(self, key: str, mark: Any) -> None:
        """Note the key whose value comes next."""
        parent = self.stack[-1]
        path = (*parent.path, key)
        if path in self.tree.keys:
            key = self._set_aside(path, parent, mark)
        else:
            self.tree.keys[path] = (mark.line + 1, mark.column + 1)
        parent.key = key

    def _set_aside(self, path: Path, parent: _Open, mark: Any) -> str:
        """Note that a key stands twice; return the name under which its value is kept apart."""
        key = str(path[-1])
        error = TreeError(
            f"the key {_brief(key)} stands here twice; it is already on line"
            f" {self.tree.keys[path][0]}; take one of the two out",
            mark.line + 1,
            mark.column + 1,
        )
        if self.repeats is None or len(self.repeats) == MAX_PROBLEMS:
            raise error
        self.repeats.append(Repeat(parent.path, error))
        apart = f"{key}\0{len(self.repeats)}"  # no key of a file holds this character
        assert isinstance(parent.box, dict)  # noqa: S101 (narrowing: it has keys)
        self.set_aside.append((parent.box, apart))
        return apart

    def finished(self) -> Tree:
        """Return the tree, of every repeated key only the first."""
        for box, key in self.set_aside:
            del box[key]
        return self.tree

    def open(self, box: dict[str, object] | list[object], mark: Any) -> None:
        """Start a mapping or list."""
        if len(self.stack) >= MAX_NESTING:
            raise TreeError(
                f"this is nested more than {MAX_NESTING} levels deep; a deck needs five",
                mark.line + 1,
                mark.column + 1,
            )
        path = self.add(box, mark)
        self.stack.append(_Open(path, box))


def read_tree(text: str, repeats: list[Repeat] | None = None) -> Tree:
    """Return the one YAML document in ``text``.

    Keys that stand twice are put into ``repeats``, so that the rest can be looked at as well.
    Raises TreeError, with line and column, for text that is no YAML, for a second document, for a
    repeated key without such a list, for tags, anchors and aliases, and for what exceeds the
    bounds.
    """
    from ruamel.yaml.error import YAMLError

    builder = _Builder(repeats)
    try:
        for count, event in enumerate(_events(text)):
            if count > MAX_VALUES:
                mark = event.start_mark
                raise TreeError(_TOO_MANY, mark.line + 1, mark.column + 1)
            _take(builder, event)
    except (YAMLError, ValueError, OverflowError) as error:
        raise TreeError(*trouble(text, error)) from error
    return builder.finished()


_TOO_MANY = (
    f"a deck holds at most {MAX_VALUES:,} keys and values, some 13,000 drills; split it into two"
)


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).parse(text)  # type: ignore[no-any-return]


def _take(builder: _Builder, event: Any) -> None:
    name = type(event).__name__
    if name == "DocumentStartEvent" and builder.tree.values:
        line = event.start_mark.line + 1
        raise TreeError("a deck file holds one document; a second starts here", line, 1)
    if name == "AliasEvent" or getattr(event, "anchor", None) is not None:
        raise _refuse(event, "anchors and aliases (& and *)")
    if name == "ScalarEvent":
        text = _text(event)
        if builder.wants_key:
            builder.take_key(text, event.start_mark)
        else:
            builder.add(text if event.style else plain_scalar(text), event.start_mark)
    elif name == "MappingStartEvent":
        _refuse_tag(event)
        builder.open({}, event.start_mark)
    elif name == "SequenceStartEvent":
        _refuse_tag(event)
        builder.open([], event.start_mark)
    elif name in {"MappingEndEvent", "SequenceEndEvent"}:
        builder.stack.pop()


def _refuse(event: Any, what: str) -> TreeError:
    return TreeError(
        f"{what} are not part of the deck format; put quotes round the text if it is meant as such",
        event.start_mark.line + 1,
        event.start_mark.column + 1,
    )


def _refuse_tag(event: Any) -> None:
    if getattr(event, "ctag", None) or getattr(event, "tag", None):
        raise _refuse(event, "tags (!)")


def _text(event: Any) -> str:
    _refuse_tag(event)
    text = _joined(event.value)
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    if len(text) > MAX_TEXT:
        raise TreeError(f"this text is longer than {MAX_TEXT:,} characters", line, column)
    strange = _UNPRINTABLE.search(text)
    if strange:
        raise TreeError(
            f"this text holds the character U+{ord(strange[0]):04X}, which a deck cannot; take it"
            " out",
            line,
            column,
        )
    return text


def _joined(text: str) -> str:
    """Put together what JSON writes as two escapes: a character beyond U+FFFF."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _brief(key: str) -> str:
    return f"'{key[:40]}…'" if len(key) > 40 else f"'{key}'"


def plain_scalar(text: str) -> object:
    """Return an unquoted word as YAML 1.2's core schema reads it: null, bool, number or text."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INTEGER.fullmatch(text):
        whole = Whole(text)
        whole.written = text
        return whole
    if _FLOAT.fullmatch(text):
        decimal = Decimal(text)
        decimal.written = text
        # A number too large to be one stays what it is: text.
        return decimal if math.isfinite(decimal) else text
    return text
