"""How large anything that comes from outside may be. One place, each with its reason.

A deck is a file from a stranger: what is not bounded will one day be enormous on purpose.
"""

from __future__ import annotations

MAX_DECK_BYTES = 16 * 1024 * 1024
"""A deck of 10,000 long drills takes about 10 MB."""

MAX_DRILLS = 100_000
"""More than anybody learns in a lifetime."""

MAX_NESTING = 32
"""The deck format itself nests five levels deep."""

MAX_TEXT = 20_000
"""Characters in one text: some ten screens."""

MAX_PROBLEMS = 200
"""A file with more problems than this is of another kind altogether."""

MAX_IMAGES = 10_000
"""Images in one deck: one for every tenth drill of the largest."""

MAX_IMAGE_BYTES = 10 * 1024 * 1024
"""One image as a file: a photograph, not a poster."""

MAX_IMAGES_BYTES = 512 * 1024 * 1024
"""All images of one deck."""
