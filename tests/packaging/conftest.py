"""The steps of packaging are scripts that import each other; here they are imported as such."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

Tool = Callable[[str], ModuleType]


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Return the script of a name as a module, fresh."""
    folder = str(Path(__file__).parents[2] / "packaging")
    monkeypatch.setattr(sys, "path", [folder, *sys.path])

    def load(name: str) -> ModuleType:
        for each in (name, "workshop"):
            monkeypatch.delitem(sys.modules, each, raising=False)
        return import_module(name)

    return load
