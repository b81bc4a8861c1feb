"""An equation, and the ways it can be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Function = Callable[..., float]


class Basis(StrEnum):
    """How far a number may be trusted."""

    EXACT = "exact"
    """An identity or a count: true whatever the hardware does."""
    ROOFLINE = "roofline"
    """A limit that hardware reaches in part; measured figures lie in the published bands."""
    ESTIMATE = "estimate"
    """A model of behaviour (a queue, a speed-up law): right in trend, not to three digits."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A plain function over terms, together with what a reader is told about it.

    ``function``'s parameter names are terms; it takes and returns bare floats in their units.
    ``formula`` is the same relation as text over term names, from which the working is rendered
    and inverses are derived; a test holds the two against each other.
    """

    result: str
    function: Function
    formula: str
    source: str
    note: str = ""
    basis: Basis = Basis.EXACT
    unless: tuple[str, ...] = ()
    """Terms that rule the equation out when they are given: it describes the other case."""
    only_with: tuple[str, ...] = ()
    """Terms of which one must be given or asked for: the equation describes that case alone."""
    instead_of: tuple[str, ...] = ()
    """Names of fuller equations that it stands in for: these are left out where it applies."""
    overridable: bool = False
    """Whether a given result overrides it, not contradicts it: it is only the usual case."""
    supposed: bool = False
    """Whether it holds only if one supposes so: it is used where nothing else answers."""
    fixed: tuple[str, ...] = ()
    """Inputs it is never solved for: there are two solutions, or none in general."""

    @property
    def name(self) -> str:
        """Return the name of the function."""
        return self.function.__name__

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return the terms it reads, in the order of the function's parameters."""
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount]


class Way(StrEnum):
    """How a use of an equation finds its target."""

    FORWARD = "forward"
    ALGEBRA = "algebra"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Use:
    """An equation used to find ``target`` from ``sources``: all its other terms.

    ``sharp`` tells whether the target follows exactly. It does not through a rounding up or
    down, nor through the larger of two: there the target found is the limit that still holds.
    """

    equation: Equation
    target: str
    sources: tuple[str, ...]
    way: Way
    sharp: bool
    cost: int
    index: int
