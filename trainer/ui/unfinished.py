"""Texts that were begun and not handed in: kept while the program is closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from trainer.study.study import Study

MOST = 50
"""So many of each sort are kept, the newest."""


def unfinished(study: Study, sort: str) -> dict[str, Any]:
    """Return the texts of one ``sort`` that were kept, by what they are for.

    What cannot be read is none: it must not keep anybody from the drill it was for.
    """
    stored = study.remembered(_name(sort))
    try:
        found = json.loads(stored) if isinstance(stored, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def keep_unfinished(study: Study, sort: str, texts: Mapping[str, Any]) -> None:
    """Keep ``texts`` in the place of those kept before. Raises the store's errors."""
    newest = dict(list(texts.items())[-MOST:])
    if newest != unfinished(study, sort):
        study.remember(_name(sort), json.dumps(newest))


def _name(sort: str) -> str:
    return f"unfinished_{sort}"
