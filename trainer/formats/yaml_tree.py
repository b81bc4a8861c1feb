"""YAML 1.2 as plain data, with the place of every key and value.

Built from the parser's events in one pass without recursion, so that neither deep nesting nor
alias bombs can hurt. Tags, anchors and aliases are refused: a deck needs none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trainer.formats.bounds import MAX_NESTING, MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class TreeError(Exception):
    """The text is no YAML, or YAML of a sort a deck may not use. Lines and columns from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        self.message = message
        self.line = line
        self.column = column
        super().__init__(message)


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
    def __init__(self) -> None:
        self.tree = Tree()
        self.stack: list[_Open] = []

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
            return self._take_key(parent, value, line, column)
        else:
            path = (*parent.path, parent.key)
            parent.box[parent.key] = value
            parent.key = None
        self.tree.values[path] = (line, column)
        return path

    def _take_key(self, parent: _Open, value: object, line: int, column: int) -> Path:
        if isinstance(value, dict | list):
            raise TreeError("a key must be a word, not a list or a mapping", line, column)
        key = value if isinstance(value, str) else str(value)
        path = (*parent.path, key)
        if isinstance(parent.box, dict) and key in parent.box:
            first = self.tree.keys[path][0]
            raise TreeError(
                f"the key '{key}' stands here twice; it is already on line {first}", line, column
            )
        self.tree.keys[path] = (line, column)
        parent.key = key
        return path

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


def read_tree(text: str) -> Tree:
    """Return the one YAML document in ``text``.

    Raises TreeError, with line and column, for text that is no YAML, for a second document, for a
    repeated key, for tags, anchors and aliases, and for what exceeds the bounds.
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    builder = _Builder()
    try:
        for event in _events(text):
            _take(builder, event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(str(error.problem or error.context or "this is not YAML").split())
        raise TreeError(f"this is not valid YAML: {what}", line, column) from error
    except YAMLError as error:
        line, column = _reader_place(text, error)
        what = " ".join(str(error).split())
        raise TreeError(f"this is not valid YAML: {what[:200]}", line, column) from error
    return builder.tree


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).parse(text)  # type: ignore[no-any-return]


def _reader_place(text: str, error: Exception) -> tuple[int, int]:
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return (1, 1)
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _take(builder: _Builder, event: Any) -> None:
    name = type(event).__name__
    if name == "DocumentStartEvent" and builder.tree.values:
        line = event.start_mark.line + 1
        raise TreeError("a deck file holds one document; a second starts here", line, 1)
    if name == "AliasEvent" or getattr(event, "anchor", None) is not None:
        raise _refuse(event, "anchors and aliases (& and *)")
    if name == "ScalarEvent":
        builder.add(_scalar(event), event.start_mark)
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


def _scalar(event: Any) -> object:
    _refuse_tag(event)
    text: str = event.value
    if len(text) > MAX_TEXT:
        raise TreeError(
            f"this text is longer than {MAX_TEXT:,} characters",
            event.start_mark.line + 1,
            event.start_mark.column + 1,
        )
    return text if event.style else plain_scalar(text)


def plain_scalar(text: str) -> object:
    """Return an unquoted word as YAML 1.2's core schema reads it: null, bool, number or text."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
