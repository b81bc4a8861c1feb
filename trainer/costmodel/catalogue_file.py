"""Reading a catalogue file, and telling where in it something is wrong.

Files are YAML 1.2, of which JSON is a part. What the standard library can read as JSON is read by
it, some twenty times faster; the shipped files keep to that part. Everything else, and every file
in which something is wrong, goes through ruamel.yaml, which knows lines and columns.
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.costmodel.entry import Entry
from trainer.costmodel.entry_fields import Fault, Findings, read_content
from trainer.costmodel.problems import Contradiction
from trainer.costmodel.solve import evaluate

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

_MOST_BYTES = 1_000_000
_DEEPEST = 50
_BRACKET = re.compile(r"[\[\]{}]")
_DASHES = re.compile(rf"(?:- ){{{_DEEPEST}}}")


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def problem(self, message: str, severity: str = "error") -> Problem:
        """Return something wrong at this place."""
        return Problem(self.file, self.line, self.column, message, severity)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a catalogue file; an ``error`` keeps its entry out."""

    file: str
    line: int
    column: int
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        """Return ``file:line:column: message`` as editors and terminals make clickable."""
        mark = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}"


Found = list[tuple[Place, Entry]]


def read_file(path: Path, *, own: bool) -> tuple[Found, list[Problem]]:
    """Return the entries of a file with their places, and everything wrong with it. Never raises.

    Entries of shipped files (not ``own``) are not placed: nothing is wrong with them.
    """
    start = Place(str(path))
    try:
        text = _text(path)
    except (OSError, UnicodeDecodeError) as fault:
        return [], [start.problem(f"the file cannot be read ({fault})")]
    content = _as_json(text)
    if content is not None:
        findings = read_content(content, own=own)
        if not (own or findings.faults):
            return [(start, entry) for _, entry in findings.entries], []
    return _placed(start, text, own=own)


def _text(path: Path) -> str:
    if path.stat().st_size > _MOST_BYTES:
        raise OSError(f"larger than {_MOST_BYTES:,} bytes")
    text = path.read_text(encoding="utf-8-sig")
    if _nested_deeply(text):
        raise OSError(f"nested more than {_DEEPEST} deep")
    return text


def _nested_deeply(text: str) -> bool:
    """Return whether brackets or dashes nest absurdly deep: YAML readers take ages over those."""
    depths = itertools.accumulate(1 if mark in "[{" else -1 for mark in _BRACKET.findall(text))
    return max(depths, default=0) > _DEEPEST or _DASHES.search(text) is not None


def _as_json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _checked(findings: Findings) -> Findings:
    """Add what only the model can see: that a model's parameters contradict its sizes."""
    for path, entry in findings.entries:
        if entry.own and entry.kind == "model":
            try:
                evaluate("parameters", entry.terms)
            except Contradiction as contradiction:
                findings.caution(*path, message=contradiction.what)
    return findings


def _placed(start: Place, text: str, *, own: bool) -> tuple[Found, list[Problem]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        tree = YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as fault:
        return [], [_marked(start, fault)]
    except (YAMLError, ValueError, RecursionError) as fault:
        return [], [start.problem(f"this is no YAML: {str(fault).splitlines()[0]}")]
    findings = _checked(read_content(tree, own=own))
    found = [(_place(start, tree, path), entry) for path, entry in findings.entries]
    return found, [_problem(start, tree, fault) for fault in findings.faults]


def _marked(start: Place, fault: MarkedYAMLError) -> Problem:
    mark = fault.problem_mark or fault.context_mark
    place = Place(start.file, mark.line + 1, mark.column + 1) if mark else start
    return place.problem(f"this is no YAML: {fault.problem or fault.context}")


def _problem(start: Place, tree: object, fault: Fault) -> Problem:
    place = _place(start, tree, fault.path, at_key=fault.at_key)
    return place.problem(fault.message, "warning" if fault.warning else "error")


def _place(
    start: Place, tree: object, path: tuple[str | int, ...], *, at_key: bool = False
) -> Place:
    """Return where ``path`` leads to, or the last thing on the way that is there."""
    line, column = 0, 0
    node = tree
    for depth, step in enumerate(path, start=1):
        try:
            if isinstance(step, int):
                line, column = node.lc.item(step)  # type: ignore[attr-defined]
            elif at_key and depth == len(path):
                line, column = node.lc.key(step)  # type: ignore[attr-defined]
            else:
                line, column = node.lc.value(step)  # type: ignore[attr-defined]
            node = node[step]  # type: ignore[index]
        except (AttributeError, KeyError, TypeError):
            break
    return Place(start.file, line + 1, column + 1)
