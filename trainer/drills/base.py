"""What every kind of drill offers, and nothing that only one of them needs.

A kind is stateless: four functions over four values. Its **content** is a frozen dataclass that
declares the fields of a deck entry (the deck format, its checks and its JSON Schema are derived
from that one declaration). Its **exercise** is the content posed once, with its numbers drawn.
Its **answer** is what the view hands back.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from trainer.domain.assessment import Assessment
from trainer.domain.deck import Fields

Content = TypeVar("Content")
Exercise = TypeVar("Exercise")
Answer_contra = TypeVar("Answer_contra", contravariant=True)


class Some:
    """At least one entry; for a text, one character.

    A group in the sense of annotated-types, which is asked for when a deck's fields are first
    checked: it takes longer to import than the first question to draw.
    """

    __is_annotated_types_grouped_metadata__ = True

    def __iter__(self) -> Iterator[object]:
        """Yield the bounds as pydantic knows them."""
        from annotated_types import Len

        yield Len(1)


class Words(Some):
    """More than blanks."""

    def __iter__(self) -> Iterator[object]:
        """Yield the bounds as pydantic knows them."""
        from annotated_types import Predicate

        yield from super().__iter__()
        yield Predicate(lambda text: bool(text.strip()))


Text = Annotated[str, Words()]
"""A text that says something: blanks alone do not."""


class ContentProblem(NamedTuple):
    """Something wrong inside otherwise well-formed content.

    ``path`` leads to the field at fault (keys and list indices from the drill entry down), so that
    the deck reader can give line and column. ``severity`` is ``error`` or ``warning``.
    """

    path: tuple[str | int, ...]
    message: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The answer of somebody who does not know, to a drill of any kind."""


class Sides(NamedTuple):
    """A drill for a program that knows nothing but cards: all three are Markdown."""

    front: str
    back: str
    why: str = ""


class Kind(Protocol, Generic[Content, Exercise, Answer_contra]):
    """A kind of drill."""

    name: ClassVar[str]
    """What a deck file calls it: one lower-case word."""

    @property
    def content_type(self) -> type[Content]:
        """The frozen dataclass of a deck entry's fields."""
        ...

    def check(self, content: Content) -> Iterable[ContentProblem]:
        """Yield what is wrong with ``content`` beyond the types of its fields."""
        ...

    def read(self, fields: Fields) -> Content:
        """Return the content of stored, already checked ``fields``. Inverse of ``write``."""
        ...

    def write(self, content: Content) -> dict[str, object]:
        """Return ``content`` as plain data for a deck file, leaving defaults out."""
        ...

    def pose(self, content: Content, rng: random.Random) -> Exercise:
        """Return the exercise that ``rng`` draws: the same seed, the same exercise, everywhere."""
        ...

    def assess(self, exercise: Exercise, answer: Answer_contra) -> Assessment:
        """Return the verdict on ``answer``. Pure. Raises BadInput for what is no answer at all."""
        ...

    def give_up(self, exercise: Exercise) -> Assessment:
        """Return what there is to learn for somebody who has no answer: Again, and the solution."""
        ...

    def describe_answer(self, answer: Answer_contra) -> str:
        """Return ``answer`` as the text that the log keeps."""
        ...

    def summary(self, content: Content) -> str:
        """Return one line that tells this drill from its neighbours in a list."""
        ...

    def sides(self, content: Content) -> Sides:
        """Return what is asked and what is right, for packages of cards and tables."""
        ...


def text_field(fields: Fields, name: str, default: str | None = None) -> str:
    """Return the text under ``name`` of stored fields; ``default`` where it is left out."""
    return str(fields[name] if default is None else fields.get(name, default))


def one_line(text: str, width: int = 100) -> str:
    """Return the first non-empty line of ``text``, cut to ``width`` characters."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def paragraphs(*parts: str) -> str:
    """Return those of ``parts`` that say something, as paragraphs of Markdown."""
    return "\n\n".join(part.strip() for part in parts if part.strip())


def quoted(text: str) -> str:
    """Return ``text`` as a quotation of Markdown."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def plain(content: object) -> dict[str, object]:
    """Return a content dataclass as plain data, without fields that hold their default."""
    result: dict[str, object] = {}
    for item in dataclasses.fields(content):  # type: ignore[arg-type]
        value = getattr(content, item.name)
        default = item.default
        if item.default_factory is not dataclasses.MISSING:
            default = item.default_factory()
        if value == default:
            continue
        result[item.metadata.get("key", item.name)] = _plain_value(value)
    return result


def _plain_value(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: _plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    return value
