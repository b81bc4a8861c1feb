"""Mnemosyne's window, driven: run by a Python that has it, not by ours.

    python3 -m tests.benchmarks.drive_mnemosyne PROGRAM FOLDER ANSWERS

PROGRAM is its start script. See ``windows``.
"""

from __future__ import annotations

import os
import runpy
import sys

os.environ.update(QTWEBENGINE_DISABLE_SANDBOX="1", QT_QUICK_BACKEND="software")

from mnemosyne.libmnemosyne import Mnemosyne
from PyQt5 import QtCore

from tests.benchmarks.held import Told

PROGRAM, FOLDER, ANSWERS = sys.argv[1], sys.argv[2], int(sys.argv[3])
told = Told(ANSWERS)
begin = Mnemosyne.initialise


def begun(self: Mnemosyne, *given: object, **named: object) -> None:
    """Begin, and hear from then on when a page is drawn."""
    begin(self, *given, **named)
    controller = self.review_controller()

    def drawn(_is_well: bool) -> None:
        # The same page is drawn once more with the answer.
        if controller.is_question_showing() and (told.waits or not told.found):
            told.question()
            QtCore.QTimer.singleShot(100, controller.show_answer)
            QtCore.QTimer.singleShot(250, rate)

    def rate() -> None:
        told.rated()
        controller.grade_answer(4)

    self.review_widget().question.loadFinished.connect(drawn)


Mnemosyne.initialise = begun
sys.argv = [PROGRAM, "-d", FOLDER, "--no-upgrades"]
runpy.run_path(PROGRAM, run_name="__main__")
