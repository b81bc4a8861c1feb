"""Writes a deck in the program's own format, so that reading it gives the same drills again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer.domain.deck import Course, Deck, Drill, Source
from trainer.errors import BadInput
from trainer.formats.bounds import MAX_VALUES
from trainer.formats.declared import FORMAT
from trainer.formats.yaml_tree import plain_scalar

_WIDTH = 100
_PLAIN = r"[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\U00010000-\U0010ffff]*"
_BREAK = re.compile("[\x85\u2028\u2029\ufeff]")
_BLOCK = re.compile(rf"(?=\S){_PLAIN}(?:\n{_PLAIN})+")
"""Several lines that a block keeps as they are."""


def deck_yaml(deck: Deck, drills: Iterable[Drill]) -> str:
    """Return the deck as YAML: header, sources named s1, s2 …, one entry for each drill.

    Raises BadInput for a deck so large that reading it again would be refused.
    """
    drills = tuple(drills)
    data = deck_data(deck, drills)
    if _parts(data) + _AROUND > MAX_VALUES:
        raise BadInput(
            f"the deck '{deck.title}' with its {len(drills):,} drills is too large for a YAML file",
            remedy="export it as .apkg or .csv",
        )
    return _dumped(data)


def deck_data(deck: Deck, drills: Sequence[Drill]) -> dict[str, object]:
    """Return what the file of a deck says, as plain data."""
    names = _source_names(drills)
    data: dict[str, object] = {"format": FORMAT, "id": str(deck.id), "title": deck.title}
    for name in ("aim", "language", "licence"):
        if value := getattr(deck, name):
            data[name] = value
    if deck.course:
        data["course"] = _course(deck.course, str(deck.id))
    if names:
        data["sources"] = {name: _source(source) for source, name in names.items()}
    data["drills"] = [_entry(deck, drill, names) for drill in drills]
    return data


_AROUND = 4
"""Beginning and end of the stream and of the document."""


def _parts(value: object) -> int:
    """Return how many parts of YAML ``value`` is, as the reader counts them."""
    if isinstance(value, Mapping):
        return 2 + sum(1 + _parts(each) for each in value.values())
    return 2 + sum(map(_parts, value)) if isinstance(value, list | tuple) else 1


def _course(course: Course, deck_id: str) -> dict[str, object]:
    named = {} if course.name == deck_id else {"name": course.name}
    needs = {topic: list(needed) for topic, needed in course.needs}
    return {**named, "order": course.order, **({"needs": needs} if needs else {})}


def _source_names(drills: Iterable[Drill]) -> dict[Source, str]:
    sources = dict.fromkeys(source for drill in drills for source in drill.sources)
    return {source: f"s{number}" for number, source in enumerate(sources, 1)}


def _source(source: Source) -> dict[str, str]:
    return {"title": source.title, **({"date": source.date} if source.date else {})}


def _entry(deck: Deck, drill: Drill, names: Mapping[Source, str]) -> dict[str, object]:
    entry: dict[str, object] = {"kind": drill.kind}
    local_id = drill.id.removeprefix(f"{deck.id}/")
    if local_id != f"h-{drill.content_hash}":
        entry["id"] = local_id
    if drill.tags:
        entry["tags"] = list(drill.tags)
    if drill.level is not None:
        entry["level"] = drill.level
    if drill.sources:
        entry["sources"] = [names[source] for source in drill.sources]
    return {**entry, **drill.fields}


def _dumped(data: Mapping[str, object]) -> str:
    from ruamel.yaml import YAML

    writer = YAML()
    writer.width = _WIDTH
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.allow_unicode = True
    stream = io.StringIO()
    writer.dump(_styled(data), stream)
    return stream.getvalue()


def _styled(value: object) -> Any:
    """Return ``value`` with several lines as a block and short lists on one line."""
    from ruamel.yaml.comments import CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if isinstance(value, Mapping):
        return {str(key): _styled(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        styled = CommentedSeq(_styled(each) for each in value)
        if all(isinstance(each, str | int | float) and len(str(each)) <= 30 for each in value):
            styled.fa.set_flow_style()
        return styled
    if isinstance(value, str):
        if _BLOCK.fullmatch(value) and all(line == line.rstrip() for line in value.split("\n")):
            return LiteralScalarString(value)
        # What our reader takes for a number or a word of YAML must not be written bare.
        bare = plain_scalar(value) == value and not _BREAK.search(value)
        return value if bare else DoubleQuotedScalarString(value)
    if isinstance(value, bool) or value is None:
        return value
    # Numbers that remember their spelling are plain ones for the writer.
    return int(value) if isinstance(value, int) else float(str(value))
