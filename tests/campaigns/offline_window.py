"""One sitting in the real window, run by offline.py: drill, look around, start a second time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from trainer.app import run_window
from trainer.places import user_places
from trainer.ui.main_window import MainWindow

_DECK = Path(__file__).resolve().parents[1] / "stories" / "twelve.yaml"


def walk(window: MainWindow) -> None:
    """Go through the places, import a deck, begin a session, start the program again, leave."""
    for key in (*window.rooms, "today"):
        window.show_place(key)
        QApplication.processEvents()
    window.decks.offer([_DECK])
    second = subprocess.Popen([sys.executable, "-m", "trainer"], stdout=subprocess.PIPE, text=True)

    def leave() -> None:
        if second.poll() is None:
            QTimer.singleShot(100, window, leave)
            return
        told = second.stdout.read() if second.stdout else ""
        sys.stdout.write(told)
        window.start()
        window.close()
        if "already open" not in told:
            sys.exit(1)

    leave()


def main() -> int:
    """Open the window on the user's places, walk, and return the exit code."""
    install = MainWindow.install_builtin

    def install_and_walk(window: MainWindow) -> None:
        install(window)
        QTimer.singleShot(1500, window, lambda: walk(window))

    MainWindow.install_builtin = install_and_walk  # type: ignore[method-assign]
    return run_window(user_places())


if __name__ == "__main__":
    sys.exit(main())
