"""One window for one folder of data: a second start brings the first window to the front.

A lock file in the folder decides who is first; it names a process, so that one left behind by a
crash counts for nothing. A local socket carries the wish to the first. Its library is loaded only
when there is something to hear or to say, after the window is on screen (docs/decisions/0012).
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from trainer.errors import CannotRun
from trainer.places import make_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LOCK = "window.lock"
PATIENCE_MS = 2000
"""How long the second start waits for the first to answer."""

_SHOW = b"show"


class SingleInstance(QObject):
    """Holds a data folder for one window, or hands over to the window that holds it."""

    asked = Signal()
    """Somebody started the program again: the window should come to the front."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self._data_dir = data_dir
        self._lock = QLockFile(str(data_dir / LOCK))
        # A lock is stale when its process is gone, not when it is old.
        self._lock.setStaleLockTime(0)
        digest = hashlib.sha256(str(data_dir.resolve()).encode("utf-8", "surrogateescape"))
        self._name = f"triad-trainer-{digest.hexdigest()[:20]}"
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Return whether this is the first window; if not, the first one was asked to show itself.

        A folder that may not be written has no lock; what else is wrong with it the store will
        say. Raises CannotRun when another window holds the folder and does not answer.
        """
        try:
            make_folder(self._data_dir)
        except OSError:
            return True
        if self._lock.tryLock(0):
            with suppress(
                OSError
            ):  # A file system without modes; the folder is private all the same.
                (self._data_dir / LOCK).chmod(0o600)
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return True
        if not self._knock():
            raise CannotRun(
                f"Triad Trainer is already open on this data{self._holder()} and does not answer",
                where=str(self._data_dir),
                remedy="close that window, or choose another folder with --data-dir",
            )
        return False

    def listen(self) -> None:
        """Hear of further starts from now on. Without a socket they say that this one is open."""
        from PySide6.QtNetwork import QLocalServer

        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._heard)
        # The lock is ours: a socket of that name was left behind by a crash.
        QLocalServer.removeServer(self._name)
        server.listen(self._name)

    def release(self) -> None:
        """Let go of the folder."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _heard(self) -> None:
        assert self._server is not None  # noqa: S101 (narrowing: only the server calls)
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        connection.write(_SHOW)
        connection.flush()
        connection.disconnectFromServer()
        self.asked.emit()

    def _knock(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        return socket.bytesAvailable() > 0 or socket.waitForReadyRead(PATIENCE_MS)

    def _holder(self) -> str:
        """Return " (process 12 on host)", as far as the lock file tells."""
        process, host, _ = self._lock.getLockInfo()
        return f" (process {process} on {host})" if process else ""
