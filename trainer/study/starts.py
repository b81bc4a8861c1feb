"""Starts that did not come through: a second one in a row asks for safe mode at the next.

The mark is written before anything of the user's is read and taken away once the window has been up
for a while, or was closed in order. A kill, a crash of Qt and a defect leave it alike.
"""

from __future__ import annotations

import logging
from pathlib import Path

from trainer.places import make_folder, private

NAME = "starting"
ENOUGH = 2
"""So many starts in a row that did not come through, and the next is a careful one."""

_MOST = 16
"""The mark holds a short number; whatever is longer was not written here."""

log = logging.getLogger(__name__)


class Starts:
    """Counts, in a file of the state folder, the starts since the last that came through."""

    def __init__(self, folder: Path) -> None:
        self._mark = folder / NAME

    def begin(self) -> bool:
        """Note that a start begins; return whether too many before it did not come through.

        Where nothing can be noted every start counts as the first: the program must start.
        """
        failed = self._failed()
        if failed:
            log.warning("Starts before this one that did not come through: %d", failed)
        try:
            self._note(failed + 1)
        except OSError as error:
            log.warning("This start could not be noted: %s", error.strerror)
        return failed >= ENOUGH

    def came_through(self) -> None:
        """Note that the start went well."""
        try:
            self._mark.unlink(missing_ok=True)
        except OSError as error:
            log.warning("The mark of this start could not be taken away: %s", error.strerror)

    def _failed(self) -> int:
        try:
            with self._mark.open("rb") as file:
                said = file.read(_MOST)
        except OSError:
            return 0
        return int(said) if said.isdigit() else 0

    def _note(self, count: int) -> None:
        make_folder(self._mark.parent)
        with open(self._mark, "wb", opener=private) as file:
            file.write(b"%d" % count)
