"""The word lists of ``resources/lexicons`` as one trie, and the marks they leave on a text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from trainer.claims.steps import Steps
from trainer.claims.tokens import HYPHEN, Tokens, tokenize
from trainer.places import shipped

COIN = " coin"
"""Ends the name of a hundredth of a currency, which never stands before its number."""
_WORDS = ("values", "multipliers", "fractions")
_LOW = frozenset({"latency", "cost", "budget"})


@dataclass(frozen=True, slots=True)
class Metric:
    """What a word measures.

    ``subject`` is the name that a claim carries ("" where the dimension says it all). ``verb``
    marks mere evidence of latency, ``bare`` a metric that may follow its number without a unit,
    ``at`` one that takes "@10", ``low`` one of which less is better.
    """

    dimension: str
    subject: str = ""
    verb: bool = False
    bare: bool = False
    at: bool = False
    low: bool = False


class Node:
    """A place in the trie: what may follow, and what the words so far mean (role, value)."""

    __slots__ = ("children", "meanings")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.meanings: list[tuple[str, str]] = []


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the reader knows about words. Values found by a mark's value."""

    root: Node
    values: dict[str, float]
    multipliers: dict[str, float]
    scales: dict[str, float]
    """Multipliers and suffixes together: what may follow digits."""
    fractions: dict[str, float]
    openers: frozenset[str]
    """The words a number may begin with."""
    time: dict[str, float]
    money: dict[str, tuple[str, float]]
    thing: dict[str, tuple[str, float]]
    rate: dict[str, tuple[str, float]]
    fold: dict[str, float]
    metrics: dict[str, Metric]
    tasks: dict[str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the lexicon's phrases stand: by role, where they begin and where they end.

    ``at[role][i]`` is (end, value) of the longest phrase that begins at token i;
    ``until[role][j]`` is (start, value) of the longest that ends before token j.
    """

    at: dict[str, dict[int, tuple[int, str]]] = field(default_factory=dict)
    until: dict[str, dict[int, tuple[int, str]]] = field(default_factory=dict)


@cache
def lexicon() -> Lexicon:
    """Return the shipped lexicon, read once."""
    return load(shipped("resources") / "lexicons")


def load(folder: Path) -> Lexicon:
    """Return the lexicon that the TOML files in ``folder`` describe (docs/claims.md)."""
    data = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")}
    numbers, units = data["numbers"], data["units"]
    result = Lexicon(
        root=Node(),
        values={key: float(value) for key, value in numbers["values"].items()},
        multipliers=numbers["multipliers"],
        scales=numbers["multipliers"] | numbers["suffixes"],
        fractions=numbers["fractions"],
        openers=frozenset({"a", "an", "point"}.union(*(numbers[name] for name in _WORDS))),
        time={name: entry["scale"] for name, entry in units["time"].items()},
        money={name: (name, 1.0) for name in units["money"]},
        thing={name: (name, 1.0) for name in units["thing"]},
        rate={name: (unit, scale) for name, (unit, scale) in units["rate"].items()},
        fold=units["fold"],
        metrics={},
        tasks={},
    )
    _add_units(result, units)
    _add_metrics(result, data["metrics"])
    _add_benchmarks(result, data["benchmarks"])
    _add_sections(result, data)
    return result


def _add_units(result: Lexicon, units: dict[str, Any]) -> None:
    for role in ("time", "money"):
        for name, entry in units[role].items():
            _add(result, role, name, entry["words"])
    for code, entry in units["coin"].items():
        result.money[code + COIN] = (code, entry["scale"])
        _add(result, "money", code + COIN, entry["words"])
    for role, table in (("money", "bundle"), ("thing", "load")):
        for word, (name, scale) in units[table].items():
            getattr(result, role)[word] = (name, scale)
            _add(result, role, word, [word])
    for role in ("thing", "adjective", "period", "periodic"):
        for name, words in units[role].items():
            _add(result, role, name, words)
    for role, words in units["sign"].items():
        _add(result, role, role, words)
    for role in ("rate", "fold"):
        for word in units[role]:
            _add(result, role, word, [word])


def _add_metrics(result: Lexicon, data: dict[str, Any]) -> None:
    for number, entry in enumerate(data["metric"]):
        name = str(number)
        result.metrics[name] = Metric(
            dimension=entry["dimension"],
            subject=entry.get("subject", ""),
            verb=entry.get("verb", False),
            bare=entry.get("bare", False),
            at=entry.get("at", False),
            low=entry["dimension"] in _LOW or entry.get("better") == "low",
        )
        _add(result, "verb" if entry.get("verb") else "metric", name, entry["words"])
    for role in ("scale", "statistic"):
        for name, words in data[role].items():
            _add(result, role, name, words)
    _add(result, "open_rate.not", "not", data["open_rate"]["not"])
    _add(result, "rated", "", data["rated"]["words"])


def _add_benchmarks(result: Lexicon, data: dict[str, Any]) -> None:
    for group in data["benchmark"]:
        for names in group["names"]:
            result.tasks[names[0]] = group["task"]
            _add(result, "benchmark", names[0], names)
    _add(result, "shy", "shy", data["shy"]["names"])
    for section in ("shy", "own", "split"):
        for key, words in data[section].items():
            if key != "names":
                _add(result, f"{section}.{key}", key, words)


def _add_sections(result: Lexicon, data: dict[str, Any]) -> None:
    """Add the files whose sections are roles.

    The role is ``section`` or, if a list is not called ``words``, ``section.list``; in
    ``comparators`` and ``conditions`` the name of the list is the value instead.
    """
    for name in ("comparators", "conditions", "told_apart", "plans"):
        valued = name in {"comparators", "conditions"}
        for section, lists in data[name].items():
            for key, words in lists.items():
                role = section if (valued or key == "words") else f"{section}.{key}"
                _add(result, role, key, words)
    for section, lists in data["vague"].items():
        role = section if section in {"passed", "adjective"} else "vague"
        role = "praise" if role == "adjective" else role
        _add(result, role, "" if section == "any" else section, lists["words"])


def _add(result: Lexicon, role: str, value: str, phrases: list[str]) -> None:
    for phrase in phrases:
        node = result.root
        for key in tokenize(phrase).keys:
            if key != HYPHEN:
                node = node.children.setdefault(key, Node())
        node.meanings.append((role, value))


def mark(tokens: Tokens, steps: Steps) -> Marks:
    """Return where the lexicon's phrases stand in ``tokens``.

    Hyphens between words are looked through, and so is a final 's. Within one role marks do not
    overlap: the earlier wins, then the longer.
    """
    marks = Marks()
    at, until = marks.at, marks.until
    covered: dict[str, int] = {}
    root = lexicon().root.children
    for start, key in enumerate(tokens.keys):
        node = root.get(key) or (root.get(key[:-2]) if key[-2:] == "'s" else None)
        if node is None:
            continue
        for role, (end, value) in _longest(tokens.keys, start, node, steps).items():
            if covered.get(role, 0) <= start:
                covered[role] = end
                at.setdefault(role, {})[start] = (end, value)
                until.setdefault(role, {})[end] = (start, value)
    steps.add(len(tokens.keys))
    return marks


def _longest(
    keys: list[str], start: int, node: Node | None, steps: Steps
) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    position, count = start + 1, len(keys)
    while node is not None:
        for role, value in node.meanings:
            found[role] = (position, value)
        following = keys[position] if position < count else ""
        if following == HYPHEN and HYPHEN not in node.children and position + 1 < count:
            position += 1
            following = keys[position]
        children = node.children
        node = children.get(following)
        if node is None and following[-2:] == "'s":
            node = children.get(following[:-2])
        position += 1
    steps.add(position - start)
    return found
