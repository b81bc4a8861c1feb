"""The registry of drill kinds: a new kind adds its line here and one in ``ui/drills``."""

from __future__ import annotations

import difflib
from typing import Any

from trainer.drills.base import Kind
from trainer.drills.contrast import ContrastKind
from trainer.drills.email import EmailKind
from trainer.drills.estimate import EstimateKind
from trainer.drills.interview import InterviewKind
from trainer.drills.recall import RecallKind
from trainer.drills.rewrite import RewriteKind
from trainer.drills.spot import SpotKind
from trainer.drills.table import TableKind
from trainer.errors import BadInput

AnyKind = Kind[Any, Any, Any]

KINDS: tuple[AnyKind, ...] = (
    RecallKind(),
    ContrastKind(),
    EstimateKind(),
    SpotKind(),
    RewriteKind(),
    TableKind(),
    EmailKind(),
    InterviewKind(),
)

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> AnyKind:
    """Return the kind called ``name``. Raises BadInput with the nearest name there is."""
    found = _BY_NAME.get(name)
    if found is not None:
        return found
    near = difflib.get_close_matches(name, _BY_NAME, n=1)
    remedy = f"did you mean '{near[0]}'?" if near else f"the kinds are {', '.join(_BY_NAME)}"
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    raise BadInput(f"there is no kind of drill called '{shown}'", remedy=remedy)
