"""The states of Sync: a fresh folder, a run, what is wrong, a cohort with everything long."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.study.cohort.sharing import Sharing
from trainer.study.syncing.here import Here
from trainer.sync.cards import Card
from trainer.ui.rooms.sync import SyncRoom

_NAMES = ("Ada", "Somebody whose name is as long as it can", "Ben")


def states(room: SyncRoom, root: Path, deck: Path, clock: FrozenClock) -> Iterator[str]:
    """Lead ``room`` through its states, in folders below ``root``; yield their names."""
    folder = _made(root / "a-folder-with-a-rather-long-name-that-an-engine-carries")
    room.open()
    screen = room.screen
    assert screen is not None
    room.ask_folder = lambda _title: folder
    room.choose()
    yield "sync-fresh"
    screen.devices.secret.show_need(is_locked=True, is_fresh=False)
    screen.devices.banner.say("The passphrase is not that of this sync folder.", "wrong")
    yield "sync-locked"
    _other_device(root / "other", folder, deck, clock)
    room.flow.run_now()
    screen.devices.show_progress(0.4, "merging, 120,000 so far")
    yield "sync-problems"
    screen.devices.show_running(running=False)
    cohort = _made(root / "cohort")
    (cohort / "group.yaml").write_text(
        deck.read_text("utf-8").replace("\nid: ", "\nid: group-", 1), "utf-8"
    )
    for at, name in enumerate(_NAMES):
        card = Card(
            name,
            clock.now().date(),
            {"latency": 0.5 + at / 4, "cost": None if at else 1.0, "quality": 0.0},
            0.8 if at else None,
            at * 100,
        )
        Sharing(cohort, _made(root / f"member{at}")).share(card)
    room.ask_folder = lambda _title: cohort
    room.join()
    screen.cohort.name_edit.setText("Me")
    screen.cohort.share_button.click()
    area = screen.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    yield "sync-cohort"
    room.stop()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _other_device(data_dir: Path, folder: Path, deck: Path, clock: FrozenClock) -> None:
    """Let another device write, one line of which is damaged, and a stranger leave a file."""
    with open_study(Places(data_dir), clock, random.Random(9)) as study:
        study.install(study.plan(study.read_deck(deck)))
        here = Here.of(study)
        here.choose(folder)
        here.rename("the desktop at the window upstairs, left")
        drill = study.store.drills()[0]
        study.library.flag([drill.id], 1)
        here.run(lambda _share, _what: None)
        (folder / "devices" / "notes.txt").write_text("left here", "utf-8")
        (written,) = (folder / "devices" / study.store.device).glob("*.jsonl")
        first, rest = written.read_bytes().split(b"\n", 1)
        written.write_bytes(first + b"\n" + rest.replace(b"{", b"[", 1))
