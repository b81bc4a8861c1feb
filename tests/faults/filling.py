"""Fills the small disk it is given, writes, makes room, writes again. Run by test_disk_full.py."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from tests.faults import killing, writes
from trainer.store.errors import StoreFull

disk, name = Path(sys.argv[1]), sys.argv[2]
filler = disk / "filler"


def fill() -> None:
    with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            if file.write(b"x" * 512) < 512:
                break


with killing.opened(disk / "data") as study:
    refused = False
    for _ in range(40):  # The log of earlier writes is used again first.
        write = writes.WRITES[name](study)
        fill()
        before = writes.everything(study)
        try:
            write()
        except StoreFull as error:
            print(error)  # noqa: T201
            refused = True
        filler.unlink()
        if refused:
            break
    assert refused
    assert writes.everything(study) == before
    write()
    assert (name == "backup") == (writes.everything(study) == before)
    assert study.store.check_integrity() == ()
