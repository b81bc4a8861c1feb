"""The real engines that carry a sync folder: Syncthing on loopback addresses, and git."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PATIENCE_S = 120.0
_FOLDER_ID = "triad"
_OPTIONS = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "stunKeepaliveStartS": "0",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "crashReportingEnabled": "false",
    "startBrowser": "false",
    "reconnectionIntervalS": "1",
    "announceLANAddresses": "false",
}
"""Nothing leaves the machine: no discovery, relays, port mapping, upgrades, reports."""


class Engine(Protocol):
    """Carries what lies in one folder for each device."""

    folders: list[Path]

    def carry(self) -> None:
        """Bring the folders of all who are connected in step."""
        ...

    def cut(self, at: int) -> None:
        """Part one device from the others."""
        ...

    def join(self, at: int) -> None:
        """Connect it again."""
        ...

    def stop(self) -> None:
        """End whatever runs."""
        ...


def tree(folder: Path) -> dict[str, str]:
    """Return the digest of every file, by its path, without what begins with a dot."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found[str(name)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Node:
    """One Syncthing with a home of its own."""

    home: Path
    folder: Path
    port: int
    gui: int
    id: str = ""
    key: str = ""
    process: subprocess.Popen[bytes] | None = None
    is_cut: bool = False

    def call(self, method: str, path: str) -> object:
        """Ask it over its own interface."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.gui}/rest/{path}",
            method=method,
            headers={"X-API-Key": self.key},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = ["syncthing", "serve", "--no-browser", "--no-restart", "--no-upgrade"]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*words, f"--home={self.home}"],
                stdout=log,
                stderr=log,
                env=_surroundings(self.home),
            )
        _wait(self._answers, f"Syncthing of {self.home} to answer")

    def _answers(self) -> bool:
        try:
            self.call("GET", "system/ping")
        except (urllib.error.URLError, OSError):
            return False
        return True

    def stop(self) -> None:
        """End it, as when the machine is switched off."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


def _surroundings(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home), "STNOUPGRADE": "1"}


def _wait(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {PATIENCE_S:g} s for {what}")
        time.sleep(0.2)


def _at(root: ET.Element, path: str) -> ET.Element:
    found = root.find(path)
    assert found is not None, path
    return found


class Syncthing:
    """``many`` instances, each connected to every other."""

    def __init__(self, root: Path, many: int) -> None:
        self.nodes = [
            Node(root / f"home{at}", root / f"folder{at}", _free_port(), _free_port())
            for at in range(many)
        ]
        self.folders = [node.folder for node in self.nodes]
        for node in self.nodes:
            node.folder.mkdir(parents=True)
            subprocess.run(
                ["syncthing", "generate", f"--home={node.home}", "--no-default-folder"],
                check=True,
                capture_output=True,
                env=_surroundings(node.home),
            )
            config = ET.parse(node.home / "config.xml").getroot()
            node.id = _at(config, "device").attrib["id"]
            node.key = _at(config, "gui/apikey").text or ""
        for node in self.nodes:
            self._configure(node)

    def _configure(self, node: Node) -> None:
        path = node.home / "config.xml"
        config = ET.parse(path)
        root = config.getroot()
        for name, value in _OPTIONS.items():
            _at(root, f"options/{name}").text = value
        _at(root, "options/listenAddress").text = f"tcp://127.0.0.1:{node.port}"
        _at(root, "gui/address").text = f"127.0.0.1:{node.gui}"
        for device in root.findall("device"):
            root.remove(device)
        folder = ET.SubElement(
            root,
            "folder",
            id=_FOLDER_ID,
            path=str(node.folder),
            type="sendreceive",
            rescanIntervalS="10",
            fsWatcherEnabled="true",
            fsWatcherDelayS="1",
        )
        for other in self.nodes:
            ET.SubElement(folder, "device", id=other.id)
            device = ET.SubElement(root, "device", id=other.id, name=other.home.name)
            ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{other.port}"
        config.write(path)

    def start(self) -> None:
        """Start all of them."""
        for node in self.nodes:
            node.start()

    def carry(self) -> None:
        """Let them look at once, and wait until their folders hold the same."""
        connected = [node for node in self.nodes if node.process and not node.is_cut]
        for node in connected:
            node.call("POST", f"db/scan?folder={_FOLDER_ID}")
        _wait(lambda: self._are_in_step(connected), "the folders to be in step")

    @staticmethod
    def _are_in_step(nodes: list[Node]) -> bool:
        try:
            first, *others = [tree(node.folder) for node in nodes]
        except FileNotFoundError:  # put in place while we looked
            return False
        return all(other == first for other in others)

    def cut(self, at: int) -> None:
        """Let it talk to nobody."""
        self.nodes[at].is_cut = True
        self.nodes[at].call("POST", "system/pause")

    def join(self, at: int) -> None:
        """Let it talk again."""
        self.nodes[at].is_cut = False
        self.nodes[at].call("POST", "system/resume")

    def stop(self) -> None:
        """End all of them."""
        for node in self.nodes:
            node.stop()


class Git:
    """A bare repository and a clone for each device; files are per device, so nothing is merged."""

    def __init__(self, root: Path, many: int) -> None:
        self.bare = root / "bare.git"
        root.mkdir(parents=True, exist_ok=True)
        _git(root, "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        self.folders = [root / f"clone{at}" for at in range(many)]
        self._cut: set[int] = set()
        for folder in self.folders:
            _git(root, "clone", "--quiet", str(self.bare), str(folder))
            _git(folder, "checkout", "--quiet", "-B", "main")

    def begin(self) -> None:
        """Let the first device's folder be that of all, before the others write into theirs."""
        self._exchange(self.folders[0])
        for folder in self.folders[1:]:
            _git(folder, "pull", "--quiet", "origin", "main")

    def carry(self) -> None:
        """Commit, pull and push on each; twice, so that the first sees what the last pushed."""
        for _ in range(2):
            for at, folder in enumerate(self.folders):
                if at not in self._cut:
                    self._exchange(folder)

    @staticmethod
    def _exchange(folder: Path) -> None:
        _git(folder, "add", "--all")
        if _git(folder, "status", "--porcelain").strip():
            _git(folder, "commit", "--quiet", "--message", "answers")
        if _git(folder, "ls-remote", "origin", "main").strip():
            _git(folder, "pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")
        _git(folder, "push", "--quiet", "origin", "main")

    def cut(self, at: int) -> None:
        """Leave one out."""
        self._cut.add(at)

    def join(self, at: int) -> None:
        """Take it in again."""
        self._cut.discard(at)

    def stop(self) -> None:
        """Nothing runs."""


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Triad", "-c", "user.email=triad@localhost", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    )
    return done.stdout


def missing() -> list[str]:
    """Return the engines that are not installed here."""
    return [name for name in ("syncthing", "git") if shutil.which(name) is None]
