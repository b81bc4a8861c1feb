"""Render every screen, in both themes, into a folder: to be looked at.

Run by ``make screenshots``, on the demo profile in a temporary folder.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.domain.memory import Rating
from trainer.drills.kinds import KINDS
from trainer.places import Places
from trainer.study import demo
from trainer.study.learner import answer_for
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.ui import theme
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow

NOW = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)


class Camera:
    """Takes numbered pictures of one window."""

    def __init__(self, window: MainWindow, app: QApplication, folder: Path, prefix: str) -> None:
        self.window = window
        self.app = app
        self.folder = folder
        self.prefix = prefix
        self.count = 0

    def shoot(self, name: str) -> None:
        """Save what the window shows now."""
        for _ in range(30):  # heights that follow from widths settle in a few rounds
            self.app.processEvents()
        self.count += 1
        path = self.folder / f"{self.prefix}-{self.count:02d}-{name}.png"
        self.window.grab().save(str(path))


def practise(camera: Camera, chance: random.Random) -> None:
    """Take pictures of the first question of each kind, before and after the answer."""
    window = camera.window
    window.start()
    seen: set[str] = set()
    session = window.flow.session
    while session is not None and session.question is not None and len(seen) < len(KINDS):
        question = session.question
        kind = question.posed.kind.name
        if kind not in seen:
            camera.shoot(kind)
        window.flow.answer(answer_for(question.posed, chance))
        if kind not in seen:
            camera.shoot(f"{kind}-judged")
        seen.add(kind)
        window.flow.rate(Rating.GOOD)


def rooms(camera: Camera) -> None:
    """Take a picture of each room as it opens."""
    for key in camera.window.rooms:
        camera.window.show_place(key)
        camera.shoot(key)


def workbench(camera: Camera) -> None:
    """Take pictures of the workbench: as it opens, a derivation, a misfit, the evidence."""
    window = camera.window
    window.show_place("workbench")
    screen, flow = window.bench.screen, window.bench.flow
    if screen is None or flow is None:
        return
    flow.draw()
    camera.shoot("workbench")
    bar = screen.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    camera.shoot("workbench-charts")
    bar.setValue(0)
    screen.inputs.basis_buttons[Basis.REALISTIC].click()
    screen.results.figures["latency"].click()
    flow.draw()
    camera.shoot("workbench-derivation")
    screen.close_working()
    flow.change_to(DEFAULT.changed(gpus=1.0))
    flow.draw()
    camera.shoot("workbench-misfit")
    window.show_evidence()
    camera.shoot("evidence")


def render(app: QApplication, folder: Path, name: str, size: tuple[int, int]) -> None:
    """Render every screen in theme ``name``."""
    with tempfile.TemporaryDirectory() as home:
        clock = FrozenClock(NOW)
        chance = random.Random(3)
        with open_study(Places(Path(home)), clock, chance) as study:
            study.change_setting("theme", name)
            theme.put_on(app, theme.wanted(name))
            window = MainWindow(study, InlineJobs(), app)
            window.resize(*size)
            window.show()
            camera = Camera(window, app, folder, f"{name}-{size[0]}x{size[1]}")
            camera.shoot("today-without-a-deck")
            window.install_builtin()
            camera.shoot("today-first-start")
            window.show_place("progress")
            camera.shoot("progress-empty")
            demo.fill(study, chance)
            window.show_today()
            camera.shoot("today")
            practise(camera, chance)
            rooms(camera)
            workbench(camera)
            window.close()


def main() -> None:
    """Render everything into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for name in ("light", "dark"):
        for size in ((1280, 800), (1024, 700)):
            render(app, folder, name, size)
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}\n")


if __name__ == "__main__":
    main()
