"""The documentation as it is in the checkout: to be read without a network."""

from __future__ import annotations

import shutil
from pathlib import Path

from workshop import ROOT, fresh


def lay_out(folder: Path) -> None:
    """Put the README and the pages of docs/ into ``folder``/guide."""
    target = fresh(folder / "guide")
    shutil.copy(ROOT / "README.md", target)
    what_makes_them = shutil.ignore_patterns("conf.py", "*.json")
    shutil.copytree(ROOT / "docs", target / "docs", ignore=what_makes_them)
