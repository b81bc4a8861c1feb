"""Anki's window, driven: run by a Python that has ``aqt``, not by ours.

    python -m tests.benchmarks.drive_anki FOLDER ANSWERS

FOLDER holds the folder ``User 1`` with a collection. See ``windows``.
"""

from __future__ import annotations

import os
import sys

os.environ.update(QTWEBENGINE_DISABLE_SANDBOX="1", QT_QUICK_BACKEND="software")

import aqt
from aqt import gui_hooks, profiles

from tests.benchmarks.held import Told

FOLDER, ANSWERS = sys.argv[1], int(sys.argv[2])
_THERE = "document.body.innerHTML.length"
"""Answered by the page once what was asked of it before is done."""

told = Told(ANSWERS)

# Nothing is to be fetched, and no language to be asked for.
profiles.metaConf.update(updates=False, firstRun=False)
profiles.ProfileManager.setDefaultLang = lambda self, _index: self.setLang("en_US")
aqt.main.AnkiQt.setup_auto_update = lambda _self, _log: None


def study(_length: object) -> None:
    """Begin to review, once the list of decks is drawn."""
    told.reached("decks")
    deck = aqt.mw.col.decks.by_name("All") or aqt.mw.col.decks.current()
    aqt.mw.col.decks.select(deck["id"])
    aqt.mw.moveToState("review")


def drawn(_length: object) -> None:
    """Go on from a question."""
    told.question()
    aqt.mw.progress.single_shot(100, aqt.mw.reviewer._showAnswer)
    aqt.mw.progress.single_shot(250, rate)


def rate() -> None:
    """Press Good."""
    told.rated()
    aqt.mw.reviewer._answerCard(3)


gui_hooks.deck_browser_did_render.append(
    lambda browser: browser.web.evalWithCallback(_THERE, study) if not told.found else None
)
gui_hooks.reviewer_did_show_question.append(
    lambda _card: aqt.mw.reviewer.web.evalWithCallback(_THERE, drawn)
)
aqt._run(["anki", "-b", FOLDER, "-l", "en"])
