"""Tests stay in their own folder and off the network: the fixtures that say so are tried here."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.places import DATA_DIR_VARIABLE, user_places


def test_no_test_needs_a_display() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_the_users_folder_lies_in_this_tests_own(tmp_path: Path) -> None:
    assert user_places().data_dir.is_relative_to(tmp_path)


def test_the_platforms_folder_does_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATA_DIR_VARIABLE)
    assert user_places().data_dir.is_relative_to(tmp_path)
    monkeypatch.delenv("XDG_DATA_HOME")
    assert user_places().data_dir.is_relative_to(tmp_path)
    assert Path.home().is_relative_to(tmp_path)


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_an_internet_socket_is_refused_and_noted(
    family: socket.AddressFamily, network_attempts: list[str]
) -> None:
    with pytest.raises(Exception, match="an internet socket was opened"):
        socket.socket(family, socket.SOCK_STREAM)
    assert network_attempts == ["an internet socket was opened"]
    network_attempts.clear()


def test_a_swallowed_attempt_is_noted_too(network_attempts: list[str]) -> None:
    with contextlib.suppress(Exception):
        socket.create_connection(("example.org", 80))
    assert network_attempts == ["the address of 'example.org' was looked up"]
    network_attempts.clear()


def test_a_socket_between_processes_is_not_the_network() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"hello")
        assert theirs.recv(5) == b"hello"


@pytest.mark.parametrize(
    "open_one",
    [
        lambda: socket.socket(socket.AF_UNIX),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.gethostbyname("localhost"),
    ],
)
def test_where_none_may_be_opened_that_one_is_refused_too(
    open_one: Callable[[], object], no_socket: list[str]
) -> None:
    with contextlib.suppress(Exception):
        open_one()
    assert len(no_socket) == 1
    assert no_socket[0].startswith("socket.")
    no_socket.clear()
