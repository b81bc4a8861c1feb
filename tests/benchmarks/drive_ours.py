"""This program's window, driven: ``python -m tests.benchmarks.drive_ours FOLDER ANSWERS``.

See ``windows``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from tests.benchmarks.held import Told
from trainer.app import run_window
from trainer.domain.memory import Rating
from trainer.places import Places
from trainer.ui import startup
from trainer.ui.main_window import MainWindow


def drive(window: MainWindow, timeline: startup.Timeline) -> None:
    """Begin at once, then answer drill after drill; the process ends with the last."""
    told = Told(int(sys.argv[2]))

    def drawn() -> None:
        QCoreApplication.sendPostedEvents()
        window.repaint()
        told.question()
        QTimer.singleShot(100, window, window.flow.give_up)
        QTimer.singleShot(250, window, rate)

    def rate() -> None:
        told.rated()
        window.flow.rate(Rating.GOOD)
        drawn()

    window.question_ready.connect(drawn)
    window.warm_up()  # as every start does that is not measured
    window.care.look_after()
    window.start_when_ready()
    QCoreApplication.exec()


startup.measure = drive
run_window(Places(Path(sys.argv[1])), measure_startup=True)
