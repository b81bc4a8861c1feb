"""The givens of ``triad solve``: terms with values, and entries of the catalogue by name."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.clock import SystemClock
from trainer.errors import BadInput
from trainer.places import Places

if TYPE_CHECKING:
    from trainer.costmodel.catalogue import Catalogue

ENTRIES = ("model", "accelerator", "price")
"""The words under which a given names an entry of the catalogue instead of a term."""
PRECISION = "precision"
"""The word under which a number format is given: ``fp8``.

It settles the bytes of a weight and, where an accelerator is named, which of its peaks counts. The
KV cache has a format of its own (``bytes_per_kv``).

As a number it is the term of that name, the share of right ones among those found.
"""
_FORMAT = re.compile(r"[a-z]+\d+")
_SAME = {
    **dict.fromkeys(("fp16", "f16", "float16", "bfloat16"), "bf16"),
    **dict.fromkeys(("f32", "float32"), "fp32"),
}
_BYTES = {"fp32": 4.0, "bf16": 2.0, "fp8": 1.0, "int8": 1.0, "fp4": 0.5, "int4": 0.5}
"""Bytes of a weight in each format."""
_WIDTHS = ("bytes_per_weight", "weight_bits")
"""The terms that a format settles, unless one of them is stated."""


@dataclass(frozen=True, slots=True)
class Givens:
    """Values of terms in their units, and where those that entries supply come from.

    ``stated`` names the terms given outright. ``problems`` are lines about entries of the user's
    own that could not be taken.
    """

    values: Mapping[str, float]
    stated: tuple[str, ...]
    origins: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def term_name(word: str) -> str:
    """Return the term that ``word`` stands for: ``TTFT`` and ``monthly spend`` are understood.

    Raises UnknownTerm, with the nearest names.
    """
    from trainer.costmodel.terms import TERMS, term

    folded = word.strip().lower().replace("-", "_").replace(" ", "_")
    return term(folded if folded in TERMS else word).name


def read_givens(words: Iterable[str], places: Places) -> Givens:
    """Return what ``NAME=VALUE`` words give. A value stated outright beats an entry's.

    Raises BadInput, with the name as its place, for the first word that cannot be taken.
    """
    texts = _texts(words)
    precision = _format(texts)
    chosen = {kind: texts.pop(kind).strip() for kind in ENTRIES if kind in texts}
    stated = {name: _value(name, text) for name, text in texts.items()}
    if not chosen:
        known = {**_width(precision, stated, ()), **stated}
        return Givens(known, tuple(known))
    from trainer.costmodel.catalogue import load_catalogue

    catalogue = load_catalogue(places.catalogue)
    supplied = _supplied(catalogue, chosen, precision or "bf16")
    supplied |= _width(precision, stated, supplied)
    today = SystemClock().now().date()
    return Givens(
        {**supplied, **stated},
        tuple(stated),
        tuple(catalogue.entry(*each).provenance(today) for each in chosen.items()),
        tuple(str(problem) for problem in catalogue.problems),
    )


def _texts(words: Iterable[str]) -> dict[str, str]:
    """Return the text of each given by its name."""
    texts: dict[str, str] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not name.strip():
            raise BadInput(
                f"'{word}' is no given", remedy="write NAME=VALUE, such as tokens_per_day=5M"
            )
        name = _name(name.strip())
        if name in texts:
            raise BadInput(f"'{name}' is given twice", remedy="keep one of the two")
        texts[name] = text
    return texts


def _format(texts: dict[str, str]) -> str:
    """Take the number format out of ``texts`` and return it, "" if there is none."""
    named = texts.get(PRECISION, "").strip().lower()
    if not _FORMAT.fullmatch(named):
        return ""
    del texts[PRECISION]
    return _SAME.get(named, named)


def _width(
    precision: str, stated: Mapping[str, float], supplied: Container[str]
) -> dict[str, float]:
    """Return the bytes of a weight in a number format, unless what is ``stated`` settles them.

    The bytes of all weights do so together with their number. Raises BadInput for a format that
    there is not.
    """
    if not precision:
        return {}
    if precision not in _BYTES:
        raise BadInput(
            f"there is no number format '{precision}'",
            where=PRECISION,
            remedy=f"there are {', '.join(_BYTES)}",
        )
    counted = "parameters" in stated or "parameters" in supplied
    settled = ("weights" in stated and counted) or not stated.keys().isdisjoint(_WIDTHS)
    return {} if settled else {"bytes_per_weight": _BYTES[precision]}


def _name(word: str) -> str:
    if word.lower() in ENTRIES:
        return word.lower()
    with _at(word):
        return term_name(word)


def _value(name: str, text: str) -> float:
    from trainer.costmodel.terms import term
    from trainer.units.quantity import read_quantity

    with _at(name):
        return read_quantity(text, term(name).unit).value


def _supplied(catalogue: Catalogue, chosen: Mapping[str, str], precision: str) -> dict[str, float]:
    """Return the terms that the chosen entries supply."""
    supplied: dict[str, float] = {}
    for kind, name in chosen.items():
        with _at(kind):
            catalogue.entry(kind, name)
        with _at(PRECISION):
            supplied |= catalogue.givens(kind, name, precision)
    return supplied


@contextlib.contextmanager
def _at(name: str) -> Iterator[None]:
    """Name the given that an error is about."""
    try:
        yield
    except BadInput as error:
        raise type(error)(error.what, where=name, remedy=error.remedy) from error
