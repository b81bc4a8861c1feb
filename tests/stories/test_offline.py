"""That the stories would notice a socket: one is planted where the program answers a key."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import App
from trainer.study.sittings import Sittings


def test_a_planted_socket_is_noticed(
    app: App, no_socket: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Sittings.over

    def phone_home_and_begin(sittings: Sittings, *given: Any, **named: Any) -> object:
        with contextlib.suppress(Exception):
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        return over(sittings, *given, **named)

    monkeypatch.setattr(Sittings, "over", phone_home_and_begin)
    assert no_socket == []
    app.press(Qt.Key.Key_Return)
    assert no_socket == ["socket.__new__ was called"]
    no_socket.clear()
