"""Widgets in both themes, without a display and without luck."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from trainer.ui import theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test begins in the light theme and leaves no window behind."""
    theme.put_on(qapp, theme.load("light"))
    yield
    left = [each for each in qapp.topLevelWidgets() if each.isVisible()]
    for each in left:
        each.close()
    assert not left, f"windows left open: {left}"
