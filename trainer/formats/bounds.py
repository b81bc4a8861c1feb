"""How large anything that comes from outside may be. One place, each with its reason.

A deck is a file from a stranger: what is not bounded will one day be enormous on purpose.
``docs/importing.md`` lists these for users; a test holds the two together.
"""

from __future__ import annotations

MAX_DECK_BYTES = 16 * 1024 * 1024
"""A deck of 10,000 long drills takes about 10 MB."""

MAX_DRILLS = 100_000
"""More than anybody learns in a lifetime; of one file, whatever its format."""

MAX_DECKS = 1_000
"""Decks in one foreign file; Anki itself grows slow with more."""

MAX_VALUES = 200_000
"""Keys and values in a YAML deck, some 13,000 drills: reading more takes over ten seconds."""

MAX_NESTING = 32
"""The deck format itself nests five levels deep."""

MAX_TEXT = 20_000
"""Characters in one text: some ten screens."""

MAX_PROBLEMS = 200
"""A file with more problems than this is of another kind altogether."""

MAX_TABLE_BYTES = 64 * 1024 * 1024
"""A table of 100,000 rows takes about 20 MB."""

MAX_FIELD = 1_000_000
"""Characters in one cell or field before its marks are taken off; 121,518 are the most seen."""

MAX_COLUMNS = 200
"""Cells in a row that are looked at."""

MAX_TAGS = 50
"""Tags on one drill, and ``MAX_TAG`` characters in each."""

MAX_TAG = 80

MAX_NAME = 200
"""Characters in the name of a deck or of a picture."""

MAX_PACKAGE_BYTES = 2 * 1024**3
"""A package with its pictures and sound; it is never read whole."""

MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
"""The list of members of a package: room for some 60,000."""

MAX_COLLECTION_BYTES = 512 * 1024 * 1024
"""The collection inside a package, unpacked to a private file. 100,000 notes take about 30 MB."""

MAX_MEDIA_MAP_BYTES = 16 * 1024 * 1024
"""The list of a package's media files."""

MAX_PICTURE_BYTES = 16 * 1024 * 1024
"""One picture."""

MAX_PICTURE_PIXELS = 40_000_000
"""Width times height: 160 MB once it is on screen."""

MAX_PICTURES = 20_000
"""Pictures of one file."""

MAX_PICTURES_BYTES = 1024**3
"""All pictures of one file together."""

MAX_WINDOW_BYTES = 32 * 1024 * 1024
"""Memory that a Zstandard stream may ask for; Anki's ask for 8 MB at most."""

MAX_TEMPLATES = 2_000
"""Card templates, and note types, in one collection."""

MAX_CLOZE_NESTING = 10
"""Deletions inside deletions; as deep as Anki goes."""

MAX_PAST_ANSWERS = 500_000
"""Answers taken over from another program, newest first: a hundred a day for 14 years."""

MAX_QUERY_SECONDS = 8.0
"""How long a stranger's database may keep us busy."""

MAX_FORMULA = 4_000
"""Characters in one formula; longer ones stay as they are."""

MAX_CLOZE_WORK = 5_000_000
"""Deletions in a note times its length: each deletion makes a card of the whole text."""

MAX_RENDERED_BASE = 16 * 1024 * 1024
"""Characters that templates may unfold a collection to, beside what its size allows."""

MAX_RENDERED_SHARE = 12
"""So many times its size besides: a template is put in for every card, and small files could
unfold to gigabytes."""
