"""Nothing that comes from outside is ever run: no shell, no eval, no pickle, no network.

The source is read, not run; what each rule would catch is planted below.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "trainer"

NEVER = {
    *("pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"),
    *("subprocess", "pty", "code", "codeop", "runpy"),
    *("socket", "socketserver", "ssl", "http", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc"),
    *("urllib.request", "urllib.robotparser", "requests", "httpx", "aiohttp", "webbrowser"),
    *("asyncio", "yaml", "xml", "lxml", "tarfile"),
    *("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtQml"),
}
"""Modules that run code from outside, talk to other machines, or read formats known for traps."""

ONLY = {
    # The system's libraries are looked for by name, to say which one a display lacks.
    "ctypes": {"trainer.ui.display"},
    # A second start asks the first for its window: a local socket, and no class of the network.
    "PySide6.QtNetwork": {"trainer.ui.single_instance"},
    # Long calculations, fed by this program alone over a pipe.
    "multiprocessing": {"trainer.study.apart", "trainer.__main__"},
}
"""Modules with one home each, and why."""

LOCAL = {"QLocalServer", "QLocalSocket"}

CALLS = {
    *("eval", "exec", "compile", "__import__", "mktemp", "QProcess", "setHtmlFromUrl"),
    *("system", "popen", "execv", "execve", "execvp", "execl", "spawnv", "spawnl", "posix_spawn"),
    *("enable_load_extension", "load_extension", "extractall", "startDetached"),
}
"""Functions that no code of ours calls, whatever they are called on."""

LOADERS = {
    "trainer.cli.root",
    "trainer.cli.self_test",
    "trainer.drills.kinds",
    "trainer.ui.drills.views",
    "trainer.ui.main_window",
}
"""Where modules are imported by a name out of a table that stands in the code."""

HARMLESS = {"re.compile", "platform.system"}


_NAMES = {name.removeprefix("PySide6.").split(".")[0] for name in NEVER | set(ONLY)} - {"code"}
_NAMES |= CALLS | {"import_module", "shell", "YAML", "openUrl"}
_WORDS = re.compile(rf"(?<!re\.)\b({'|'.join(sorted(_NAMES))})\b|(import|from) code\b")
"""Without one of these words a file cannot trespass, and need not be parsed."""


def trespasses(source: str, module: str) -> list[str]:
    """Return what ``source``, as ``module``, does that nothing here may do."""
    if not _WORDS.search(source):
        return []
    return [said for node in ast.walk(ast.parse(source)) for said in _said(node, module)]


def _said(node: ast.AST, module: str) -> Iterator[str]:
    match node:
        case ast.Import(names):
            for name in names:
                yield from _imported(name.name, module)
        case ast.ImportFrom(base, names, level) if level == 0:
            yield from _imported(str(base), module)
            for name in names:
                yield from _imported(f"{base}.{name.name}", module)
                if base == "PySide6.QtNetwork" and name.name not in LOCAL:
                    yield f"imports {name.name}"
        case ast.Call():
            yield from _called(node, module)


def _imported(name: str, module: str) -> Iterator[str]:
    parts = name.split(".")
    for known in (".".join(parts[:end]) for end in range(1, len(parts) + 1)):
        if known in NEVER or module not in ONLY.get(known, {module}):
            yield f"imports {known}"


def _called(node: ast.Call, module: str) -> Iterator[str]:
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
    of = ast.unparse(node.func)
    # A method of that name is the loop of one of Qt's dialogs.
    is_loop = name == "exec" and isinstance(node.func, ast.Attribute)
    if name in CALLS and of not in HARMLESS and not is_loop:
        yield f"calls {of}"
    if name == "import_module" and module not in LOADERS:
        yield f"calls {of}"
    words = {word.arg: ast.unparse(word.value) for word in node.keywords}
    if words.get("shell", "False") != "False":
        yield "asks for a shell"
    if name == "YAML" and words.get("typ", "'rt'") not in {"'rt'", "'safe'"}:
        yield f"reads YAML as {words['typ']}"
    if name == "openUrl" and not ast.unparse(node.args[0]).startswith("QUrl.fromLocalFile("):
        yield "opens an address"


def test_no_code_of_ours_trespasses() -> None:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        found[module] = trespasses(path.read_text("utf-8"), module)
    assert len(found) > 300
    assert {module: said for module, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "eval('1')",
        "exec('x = 1')",
        "compile('1', '', 'eval')",
        "__import__('os')",
        "import os; os.system('ls')",
        "import os\nos.popen('ls')",
        "import subprocess",
        "from subprocess import run",
        "run(['ls'], shell=True)",
        "import pickle",
        "import marshal as m",
        "from multiprocessing import Pipe",
        "import multiprocessing.managers",
        "import socket",
        "import code",
        "from code import interact",
        "from urllib import request",
        "import urllib.request",
        "from http.client import HTTPConnection",
        "import yaml",
        "YAML(typ='unsafe')",
        "YAML(typ=kind)",
        "import xml.etree.ElementTree",
        "from PySide6.QtNetwork import QLocalServer",
        "from PySide6 import QtNetwork",
        "QDesktopServices.openUrl(QUrl(text))",
        "QDesktopServices.openUrl(url)",
        "QProcess('ls')",
        "QProcess.startDetached('ls')",
        "import ctypes",
        "from importlib import import_module\nimport_module(name)",
        "connection.enable_load_extension(True)",
        "archive.extractall(folder)",
    ],
)
def test_what_is_planted_is_caught(planted: str) -> None:
    assert trespasses(planted, "trainer.study.planted")


@pytest.mark.parametrize(
    "harmless",
    [
        "import re\nre.compile('x')",
        "box.exec()",
        "from urllib.parse import unquote",
        "YAML()",
        "YAML(typ='safe', pure=True)",
        "QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))",
        "from .pickle import jar",
        "run(['ls'], shell=False)",
    ],
)
def test_what_is_harmless_is_left_alone(harmless: str) -> None:
    assert trespasses(harmless, "trainer.study.planted") == []


def test_the_network_has_no_door_even_where_local_sockets_live() -> None:
    planted = "from PySide6.QtNetwork import QLocalServer, QTcpSocket"
    assert trespasses(planted, "trainer.ui.single_instance") == ["imports QTcpSocket"]
