"""The registry of drill kinds: a new kind adds its line here and one in ``ui/drills``.

A kind is imported when it is first asked for: whoever begins with a recall drill waits for the
cost model and the reader of claims no longer than it takes to import neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from trainer.drills.base import Kind
from trainer.errors import BadInput, did_you_mean, nearest

AnyKind = Kind[Any, Any, Any]

_HOMES = {
    "recall": "trainer.drills.recall:RecallKind",
    "contrast": "trainer.drills.contrast:ContrastKind",
    "estimate": "trainer.drills.estimate:EstimateKind",
    "spot": "trainer.drills.spot:SpotKind",
    "rewrite": "trainer.drills.rewrite:RewriteKind",
    "table": "trainer.drills.table:TableKind",
    "email": "trainer.drills.email:EmailKind",
    "interview": "trainer.drills.interview:InterviewKind",
}
"""Each kind's name and where it lives."""

NAMES = tuple(_HOMES)


class _Kinds(Collection[AnyKind]):
    """All kinds, each made when it is first looked at."""

    def __len__(self) -> int:
        return len(NAMES)

    def __contains__(self, kind: object) -> bool:
        return any(kind == each for each in self)

    def __iter__(self) -> Iterator[AnyKind]:
        return map(_made, NAMES)


KINDS = _Kinds()


@cache
def _made(name: str) -> AnyKind:
    module, _, kind = _HOMES[name].partition(":")
    made: AnyKind = getattr(import_module(module), kind)()
    return made


def kind_named(name: str) -> AnyKind:
    """Return the kind called ``name``. Raises BadInput with the nearest name there is."""
    if name in _HOMES:
        return _made(name)
    remedy = did_you_mean(nearest(name, NAMES), f"the kinds are {', '.join(NAMES)}")
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    raise BadInput(f"there is no kind of drill called '{shown}'", remedy=remedy)
