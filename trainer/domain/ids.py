"""Identities. Plain text underneath, told apart by the type checker."""

from __future__ import annotations

from typing import NewType

DeckId = NewType("DeckId", str)
"""A deck's ``id`` as its file states it: stable across renames of the file and of the title."""

DrillId = NewType("DrillId", str)
"""``<deck id>/<drill id>``: the same on every machine that imports the same deck."""

ReviewId = NewType("ReviewId", str)
"""A UUID version 7: unique over all devices, ordered by time."""

Seed = NewType("Seed", int)
"""What an exercise's numbers and order are drawn from; kept in the log."""
