"""Mnemosyne's collection of given texts: run by a Python that has it, not by ours.

    python3 -m tests.benchmarks.make_mnemosyne FOLDER FILE

FILE holds a question and an answer on each line, parted by a tab. Every second card is known.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mnemosyne.script import Mnemosyne

FOLDER, FILE = sys.argv[1:]
NEVER_SEEN, KNOWN = -1, 4

mnemosyne = Mnemosyne(FOLDER)
kind = mnemosyne.card_type_with_id("1")
for number, line in enumerate(Path(FILE).read_text("utf-8").splitlines()):
    front, back = line.split("\t")
    mnemosyne.controller().create_new_cards(
        {"f": front, "b": back},
        kind,
        grade=KNOWN if number % 2 else NEVER_SEEN,
        tag_names=["All"],
        check_for_duplicates=False,
        save=False,
    )
mnemosyne.database().save()
for asked in ("first_run", "show_daily_tips"):
    mnemosyne.config()[asked] = False
mnemosyne.finalise()
