"""Qt's own warnings in the log file, where a user who has no terminal can find them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication

from trainer.logfile import versions

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@contextmanager
def logged() -> Iterator[None]:
    """Note what runs and, inside the block, what Qt complains of."""
    log.info("Start: %s, Qt %s (%s)", versions(), qVersion(), QGuiApplication.platformName())
    before = qInstallMessageHandler(_note)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        log.info("End")


def _note(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    log.log(_LEVELS[kind], "Qt: %s", " ".join(text.split()))
