"""One window for one folder of data: a second start brings the first window to the front.

A lock file in the folder decides who is first; it names a process, so that one left behind by a
crash counts for nothing. A local socket carries the wish to the first, and the files that the
second is to open. Its library is loaded only when there is something to hear or to say, after the
window is on screen (docs/decisions/0012).
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLockFile, QObject, Signal
from PySide6.QtGui import QFileOpenEvent

from trainer.errors import CannotRun
from trainer.places import make_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK = "window.lock"
PATIENCE_MS = 2000
"""How long the second start waits for the first to answer."""

_SHOW = b"show"
_MOST_BYTES = 1 << 22
"""More than a command line holds; whoever says more is not this program."""


class SingleInstance(QObject):
    """Holds a data folder for one window, or hands over to the window that holds it."""

    asked = Signal()
    """Somebody started the program again: the window should come to the front."""
    brought = Signal(object)
    """Carries the files (paths) that this start or a further one is to open."""

    def __init__(self, data_dir: Path, files: Sequence[Path] = ()) -> None:
        super().__init__()
        self._data_dir = data_dir
        self.files = tuple(files)
        """What this start is to open, until the window has it. Each is a path in full."""
        self._lock = QLockFile(str(data_dir / LOCK))
        # A lock is stale when its process is gone, not when it is old.
        self._lock.setStaleLockTime(0)
        digest = hashlib.sha256(str(data_dir.resolve()).encode("utf-8", "surrogateescape"))
        self._name = f"triad-trainer-{digest.hexdigest()[:20]}"
        self._server: QLocalServer | None = None
        if sys.platform == "darwin" and (app := QCoreApplication.instance()):
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take what the Finder wants opened: it starts nothing a second time, but tells it so."""
        if isinstance(event, QFileOpenEvent):
            self._bring((Path(event.file()),))
            return True
        return super().eventFilter(watched, event)

    def claim(self) -> bool:
        """Return whether this is the first window; if not, the first one has the files by now.

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
        """Bring the files of this start, and hear of further starts from now on.

        Without a socket these say that this one is open.
        """
        from PySide6.QtNetwork import QLocalServer

        if self._server is not None:  # the window before it is gone, such as to put a copy back
            self._server.close()
            self._server.deleteLater()
        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._heard)
        # The lock is ours: a socket of that name was left behind by a crash.
        QLocalServer.removeServer(self._name)
        server.listen(self._name)
        files, self.files = self.files, ()
        self._bring(files)

    def _bring(self, files: tuple[Path, ...]) -> None:
        """Let the window have ``files``, once there is one."""
        if self._server is None:
            self.files += files
        elif files:
            self.brought.emit(files)

    def release(self) -> None:
        """Let go of the folder."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _heard(self) -> None:
        assert self._server is not None  # noqa: S101 (narrowing: only the server calls)
        connection = self._server.nextPendingConnection()
        connection.setReadBufferSize(_MOST_BYTES)
        connection.disconnected.connect(connection.deleteLater)
        connection.readyRead.connect(self._read_all)
        self._read(connection)

    def _read_all(self) -> None:
        # A slot that held its connection would go down with it, and the process too.
        from PySide6.QtNetwork import QLocalSocket

        for connection in self.findChildren(QLocalSocket):
            self._read(connection)

    def _read(self, connection: QLocalSocket) -> None:
        """Do what a further start wants once it has said all of it."""
        said = bytes(connection.peek(_MOST_BYTES).data())
        if len(said) == _MOST_BYTES:
            connection.abort()
        if not _is_whole(said) or not connection.isOpen():
            return
        connection.readAll()
        connection.write(_SHOW)
        connection.flush()
        connection.disconnectFromServer()
        self.asked.emit()
        self._bring(tuple(Path(os.fsdecode(each)) for each in said.split(b"\0") if each))

    def _knock(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        socket.write(_told(self.files))
        socket.flush()
        return socket.bytesAvailable() > 0 or socket.waitForReadyRead(PATIENCE_MS)

    def _holder(self) -> str:
        """Return " (process 12 on host)", as far as the lock file tells."""
        process, host, _ = self._lock.getLockInfo()
        return f" (process {process} on {host})" if process else ""


def _told(files: Sequence[Path]) -> bytes:
    """Return ``files`` as they go over the socket: each ends with a zero byte, and so do all."""
    return b"".join(os.fsencode(path) + b"\0" for path in files) + b"\0"


def _is_whole(said: bytes) -> bool:
    return said == b"\0" or said.endswith(b"\0\0")
