"""The shipped catalogue as the workbench's choices."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from trainer.study.workbench.choices import Choices, load

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="session")
def choices(tmp_path_factory: pytest.TempPathFactory) -> Choices:
    """What there is to choose from for a user without entries of his own."""
    return load(Path(tmp_path_factory.mktemp("nobody")), TODAY)
