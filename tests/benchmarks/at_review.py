"""How much memory the window holds while drills of the demo profile are answered.

    python -m tests.benchmarks.at_review [--answers 30]

Printed in megabytes, as Linux counts them: resident (``rss``), each shared page by its share
(``pss``), of this process alone (``uss``), and the most that was ever resident (``peak``).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from pathlib import Path

from trainer.app import open_study
from trainer.domain.memory import Rating
from trainer.places import Places
from trainer.study import demo


def held_mb() -> dict[str, float]:
    """Return what this process holds now."""
    told = {
        name: int(kb) / 1024
        for file in ("smaps_rollup", "status")
        for name, kb in re.findall(
            r"^(\w+):\s+(\d+) kB$", Path("/proc/self", file).read_text("ascii"), re.MULTILINE
        )
    }
    return {
        "rss": told["Rss"],
        "pss": told["Pss"],
        "uss": told["Private_Clean"] + told["Private_Dirty"],
        "peak": told["VmHWM"],
    }


def main() -> None:
    """Do as ``triad --demo`` does, answer, and print what is held then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=30)
    given = parser.parse_args()
    chance = random.Random(demo.SEED)
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        with open_study(places, rng=chance) as study:
            demo.fill(study, chance)
        answer(places, chance, given.answers)


def answer(places: Places, chance: random.Random, answers: int) -> None:
    """Answer so many drills in a window, a moment apart, and print what is held then."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from trainer.study.learner import answer_for
    from trainer.ui import startup, theme
    from trainer.ui.jobs import ThreadJobs
    from trainer.ui.main_window import MainWindow

    startup.import_plainly()
    app = QApplication(["triad", *theme.STYLE])
    with open_study(places, rng=chance) as study:
        theme.put_on(app, theme.wanted("light"))
        window = MainWindow(study, ThreadJobs(), app)
        window.resize(1280, 800)
        window.show()
        window.install_builtin()
        window.warm_up()
        window.care.look_after()
        while study.builtin_decks_stale():
            QTest.qWait(100)
        startup.collect()
        window.start()
        while window.flow.session is None:
            QTest.qWait(10)
        for _ in range(answers):
            question = window.flow.session.question
            if question is None:
                break
            window.flow.answer(answer_for(question.posed, chance))
            QTest.qWait(50)
            window.flow.rate(Rating.GOOD)
            QTest.qWait(50)
        print(json.dumps({name: round(mb, 1) for name, mb in held_mb().items()}))  # noqa: T201
        window.close()


if __name__ == "__main__":
    main()
