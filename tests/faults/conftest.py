"""A store with three decks and a few weeks of answers, made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import killing
from trainer.study.study import Study


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    killing.prepare(folder)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    copy = tmp_path / "data"
    shutil.copytree(template, copy)
    return copy


@pytest.fixture
def used(folder: Path) -> Iterator[Study]:
    """The application on that folder."""
    with killing.opened(folder) as study:
        yield study
