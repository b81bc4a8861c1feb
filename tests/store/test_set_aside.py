"""A file of no use is moved aside, whatever its state, so that a new one can begin."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.learner import NOON, Learner
from trainer.store import restore
from trainer.store.database import Store
from trainer.store.errors import StoreFull, StoreLocked


def test_the_file_is_kept_and_a_new_one_begins(
    learner: Learner, path: Path, open_store: Callable[..., Store]
) -> None:
    review = learner.answer(1)
    with pytest.raises(StoreLocked):
        restore.set_aside(path, NOON)
    learner.store.close()
    aside = restore.set_aside(path, NOON)
    assert not path.exists()
    assert open_store().decks() == ()
    assert open_store(aside).last_review() == review


def test_a_file_that_cannot_be_moved_stays(
    learner: Learner, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.store.close()

    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(restore, "_put_aside", full)
    with pytest.raises(StoreFull):
        restore.set_aside(path, NOON)
    assert path.exists()
