"""The composition root: here, and nowhere else, the parts are built and joined."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trainer.clock import Clock, SystemClock
from trainer.errors import CannotRun
from trainer.places import Places, shipped
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.identity import new_device
from trainer.study.starts import Starts
from trainer.study.study import Study, load_settings
from trainer.ui import startup

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from trainer.store.errors import StoreFailed
    from trainer.ui.care import Wish
    from trainer.ui.screens.trouble import Mending, TroubleScreen
    from trainer.ui.single_instance import SingleInstance


SETTLED_MS = 5_000
"""A start whose window has been up for so long has come through."""


class _Run(NamedTuple):
    """One run of the program with a window, and what was asked of it."""

    app: QApplication
    places: Places
    first: SingleInstance
    timeline: startup.Timeline
    demo: bool = False
    safe: str = ""
    """Why the window is held back; empty where it is not."""


@contextmanager
def open_study(
    places: Places,
    clock: Clock | None = None,
    rng: random.Random | None = None,
    database: Path | None = None,
) -> Iterator[Study]:
    """Open the user's store and yield the application below the window; close it afterwards.

    ``database`` is a copy to work on in the place of the user's own.
    """
    clock = clock or SystemClock()
    # Seeds and identities need to differ, not to be secret; SystemRandom makes them differ.
    rng = rng or random.SystemRandom()
    path = database or places.database
    with Store.open(path, device=new_device(rng), at=clock.now()) as store:
        yield Study(
            store=store,
            clock=clock,
            settings=load_settings(store),
            rng=rng,
            builtin_folder=shipped("decks"),
            data_dir=places.data_dir,
        )


def run_demo(*, measure_startup: bool = False) -> int:
    """Open the window on a made-up learner's months, in a folder that is gone afterwards."""
    from trainer.study import demo

    # The folder may be held open for a moment longer on Windows; what is left is the system's.
    with tempfile.TemporaryDirectory(prefix="triad-demo-", ignore_cleanup_errors=True) as folder:
        places, chance = Places(Path(folder)), random.Random(demo.SEED)  # noqa: S311 (no secret)
        with open_study(places, rng=chance) as study:
            demo.fill(study, chance)
        return run_window(places, measure_startup=measure_startup, demo=True)


@startup.collecting_later()
def run_window(
    places: Places,
    files: Sequence[Path] = (),
    *,
    measure_startup: bool = False,
    demo: bool = False,
    safe: bool = False,
    handed_over: Callable[[], object] = startup.say_handed_over,
) -> int:
    """Open the window, as that of a ``demo`` or not, and return the exit code when it is closed.

    It shows what importing ``files`` would change; each is a path in full. It opens in safe mode if
    that is wanted, or if the last two starts did not come through.
    If a window is open on the same data, that one comes to the front with them instead, which
    ``handed_over`` hears of; a start that was to be measured raises CannotRun then. So does, with
    the ways out, the want of a display.
    """
    from trainer.ui.display import require_display

    timeline = startup.Timeline()
    require_display()
    import PySide6.QtWidgets  # noqa: F401 (what follows is imported plainly)

    startup.import_plainly()
    from trainer.ui import crash, interrupts, qt_log, safe_mode
    from trainer.ui.main_window import TITLE
    from trainer.ui.single_instance import SingleInstance

    timeline.mark("imports_ms")
    app = startup.application(TITLE)
    timeline.mark("application_ms")
    first = SingleInstance(places.data_dir, files)
    if not first.claim():
        if measure_startup:
            raise CannotRun(
                "a window is open on this data already, so no start can be measured",
                where=str(places.data_dir),
                remedy="close it, or measure on another folder with --data-dir",
            )
        handed_over()
        return 0
    crash.install()
    try:
        with qt_log.logged(), interrupts.heard(app):
            run = _Run(app, places, first, timeline, demo, safe_mode.ASKED if safe else "")
            if measure_startup:
                _open_window(run, measure=True)
            else:
                _watched(run)
    finally:
        first.release()
    return 0


def _watched(run: _Run) -> None:
    """Stay open, noting whether the start came through; in safe mode if too many did not."""
    from PySide6.QtCore import QTimer

    from trainer.ui import safe_mode

    starts = Starts(run.places.state_dir)
    if starts.begin() and not run.safe:
        run = run._replace(safe=safe_mode.AFTER_CRASHES)
    settled = QTimer(singleShot=True, interval=SETTLED_MS)
    settled.timeout.connect(starts.came_through)
    settled.timeout.connect(startup.collect)
    settled.start()
    _stay_open(run)
    starts.came_through()


def _stay_open(run: _Run) -> None:
    """Show the window, or what is wrong with the data, until the user leaves."""
    from trainer.store.errors import StoreFailed

    said: str | None = ""
    while said is not None:
        try:
            wish = _open_window(run, said)
        except StoreFailed as error:
            said = _show_trouble(run, error)
        else:
            said = _fulfil(run, wish) if wish else None


def _open_window(run: _Run, said: str = "", *, measure: bool = False) -> Wish | None:
    """Open the store and its window; return what the user wants done once both are closed.

    ``said`` is a sentence to begin with. Raises the store's errors.
    """
    from PySide6.QtCore import QTimer

    from trainer.ui import theme
    from trainer.ui.jobs import ThreadJobs
    from trainer.ui.main_window import MainWindow
    from trainer.ui.safe_mode import hold_back

    app, timeline = run.app, run.timeline
    with open_study(run.places) as study:
        timeline.mark("store_open_ms")
        looks = Settings() if run.safe else study.settings
        theme.put_on(app, theme.wanted(looks.theme), looks.zoom)
        jobs = ThreadJobs()
        try:
            window = MainWindow(study, jobs, app)
            if run.demo:
                window.greeting.mark_as_demo()
            if run.safe:
                hold_back(window, run.safe)
            window.show()
            app.processEvents()
            # Without a window manager nobody else gives it the keyboard, and shortcuts need that.
            window.activateWindow()
            timeline.mark("window_shown_ms")
            if not (measure or said or run.first.files):
                window.greeting.greet()
            window.install_builtin()
            if measure:
                startup.measure(window, timeline)
            else:
                window.warm_up()
                window.care.look_after()
                run.first.asked.connect(window.come_to_front)
                run.first.brought.connect(window.decks.offer)
                QTimer.singleShot(0, run.first.listen)
                if said:
                    window.today.banner.say(said, "good")
                app.exec()
        finally:
            jobs.close()
        window.deleteLater()
        return window.wish


def _show_trouble(run: _Run, error: StoreFailed) -> str | None:
    """Say why the store does not open and offer the ways out.

    Returns a sentence to begin the next try with, or None when the user left.
    """
    from trainer.store.errors import StoreCorrupt

    def show(screen: TroubleScreen) -> None:
        if isinstance(error, StoreCorrupt):
            screen.show_damage(error, _mending(run.places))
        else:
            screen.show_error(error)

    return _ask(run, show)


def _fulfil(run: _Run, wish: Wish) -> str | None:
    """Do what the closed window was asked for; return what to begin the next one with."""
    from trainer.store.errors import StoreCorrupt

    mending = _mending(run.places)

    def show(screen: TroubleScreen) -> None:
        if wish.copy is None:
            screen.show_damage(StoreCorrupt(run.places.database, wish.problem), mending)
        else:
            screen.show_restore(partial(mending.restore, wish.copy))

    return _ask(run, show)


def _ask(run: _Run, show: Callable[[TroubleScreen], None]) -> str | None:
    """Open a window of its own for a screen of trouble; return what came of it."""
    from trainer.ui import theme
    from trainer.ui.jobs import ThreadJobs
    from trainer.ui.screens.trouble import TroubleScreen

    theme.put_on(run.app, theme.wanted("system"))
    jobs = ThreadJobs()
    screen = TroubleScreen(run.places.data_dir, jobs)
    answer: list[str] = []
    screen.again.connect(answer.append)
    screen.again.connect(screen.close)
    screen.left.connect(screen.close)
    screen.setWindowTitle(run.app.applicationDisplayName())
    screen.resize(820, 420)
    screen.show()
    show(screen)
    run.app.exec()
    jobs.close()
    screen.deleteLater()
    return answer[0] if answer else None


def _mending(places: Places) -> Mending:
    """Return what can be done about the database, each ready to run on a worker."""
    from trainer.study import backups
    from trainer.ui.screens.trouble import Mending
    from trainer.ui.words import mended_words

    now = SystemClock().now

    def salvage() -> str:
        saved = backups.salvage(places.database, now(), device=new_device(random.SystemRandom()))
        with open_study(places) as study:
            study.store.rebuild(study.scheduler)
        return mended_words(saved.reviews, saved.aside)

    def restore(copy: Path) -> str:
        used, aside = backups.restore(places.database, now(), copy)
        kept = f" What was there is kept as {aside}." if aside else ""
        return f"Restored {used.name}.{kept}"

    def start_anew() -> str:
        aside = backups.start_anew(places.database, now())
        return f"This is a new database; the damaged one is kept as {aside}."

    return Mending(lambda: backups.damage(places.database, now()), salvage, restore, start_anew)
