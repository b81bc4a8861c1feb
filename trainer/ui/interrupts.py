"""Ctrl+C in the terminal, and a system that ends its programs: the window closes as by its button.

Python raises KeyboardInterrupt wherever its code runs next. Under Qt that is in the middle of some
slot, which is then half done, and the window stays.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_MOST = 4096


@contextmanager
def heard(app: QApplication) -> Iterator[None]:
    """Close all windows of ``app`` when a signal asks for its end inside the block."""
    if sys.platform == "win32":
        yield  # There a console that is closed ends its programs by itself.
        return
    read, write = os.pipe()
    for end in (read, write):
        os.set_blocking(end, False)
    # Qt waits outside of Python, whose handlers run later; the number of the signal is written at
    # once.
    wakened = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    ends = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    # What is ignored from outside stays so: nohup means it.
    asks = [each for each in ends if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.signal(each, _note) for each in asks}
    notifier = QSocketNotifier(read, QSocketNotifier.Type.Read)

    def close() -> None:
        asked = set(os.read(read, _MOST))
        if asked & set(asks):
            app.closeAllWindows()

    notifier.activated.connect(close)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(wakened)
        for each, handler in before.items():
            signal.signal(each, handler)
        for end in (read, write):
            os.close(end)


def _note(_number: int, _frame: FrameType | None) -> None:
    """Leave the signal to whoever reads its number."""
