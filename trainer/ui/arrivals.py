"""Hearing that another program brought something into a folder, once it has settled."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLED_MS = 2_000
"""An engine brings files one after the other; so long after the last they are all there."""


class Arrivals(QObject):
    """Watches the files and folders it is told to, and nothing else."""

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self.settled = QTimer(self)
        self.settled.setSingleShot(True)
        self.settled.setInterval(SETTLED_MS)
        self.settled.timeout.connect(self.came)
        self._watcher.directoryChanged.connect(lambda _: self.settled.start())
        self._watcher.fileChanged.connect(lambda _: self.settled.start())

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch ``paths`` from now on, instead of those before."""
        wanted = {str(path) for path in paths}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths(sorted(gone))
        if new := wanted - watched:
            self._watcher.addPaths(sorted(new))
        if not wanted:
            self.settled.stop()
