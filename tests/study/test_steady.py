"""Python's collector waits while decks are read, and starts again whatever happens."""

from __future__ import annotations

import gc

import pytest

from trainer.study import steady as module
from trainer.study.steady import steady


def test_the_collector_waits_and_starts_again() -> None:
    with steady():
        assert not gc.isenabled()
        with steady():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the outer block is not done"
    assert gc.isenabled()
    with pytest.raises(ValueError, match="stop"), steady():
        raise ValueError("stop")
    assert gc.isenabled()


def test_what_many_objects_leave_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY", 10)
    before = gc.get_freeze_count()
    try:
        with steady():
            kept = [[number] for number in range(100)]
        assert gc.get_freeze_count() > before
        assert len(kept) == 100
    finally:
        gc.unfreeze()
