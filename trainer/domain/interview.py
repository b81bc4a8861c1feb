"""A mock interview as it is kept, under way or held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple


class InterviewRecord(NamedTuple):
    """One interview: what was posed, what was put in, and what it came to.

    All three are plain data for JSON. ``outcome`` is None while it is under way.
    """

    id: str
    started_at: dt.datetime
    posed: Mapping[str, Any]
    state: Mapping[str, Any]
    outcome: Mapping[str, Any] | None = None
