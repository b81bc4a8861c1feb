"""Places in a question where a drawn number is put in: ``{tokens_per_day}``. Nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_PLACE = re.compile(r"\{([^{}]*)\}")
_BLANK = re.compile(_PLACE.pattern + r"(?:\.(?!\w))?")


def names_in(text: str) -> Iterator[str]:
    """Yield what stands between braces, in order."""
    for found in _PLACE.finditer(text):
        yield found[1].strip()


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with every known place filled in; other braces stay as they are."""
    return _PLACE.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def blanked(text: str) -> str:
    """Return ``text`` with an ellipsis in every place, which also ends a sentence."""
    return _BLANK.sub("…", text)
