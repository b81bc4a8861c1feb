"""What a chart shows, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """One line with the band around it, told apart by tone and by style.

    ``tone`` is a colour role of the theme; ``style`` is solid, dashed or dotted.
    """

    name: str
    points: Sequence[Point]
    tone: str = "accent"
    style: str = "solid"
    low: Sequence[Point] = ()
    high: Sequence[Point] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a text beside it; ``strong`` for the operating point.

    ``symbol`` is o, s, t, d or "" for a text alone; ``anchor`` is the corner of the text at the
    point: (0, 0) its upper left, (1, 1) its lower right.
    """

    at: Point
    text: str
    tone: str = "accent"
    symbol: str = "o"
    strong: bool = False
    anchor: tuple[float, float] = (0.5, 1.2)


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything on one chart; ``said`` is what a screen reader says of it."""

    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    spans: tuple[Span, Span]
    said: str


def span_of(points: Iterable[Point]) -> tuple[Span, Span]:
    """Return the smallest and largest x and y of ``points``; only positive ones count."""
    found = [(x, y) for x, y in points if x > 0 and y > 0]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return (min(xs), max(xs)), (min(ys), max(ys))
