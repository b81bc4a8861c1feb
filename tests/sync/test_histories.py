"""Random histories over several devices: equal stores, nothing missing, order plays no part."""

from __future__ import annotations

import pytest

from tests.sync.histories import History
from trainer.sync import outbox


@pytest.mark.parametrize("seed", range(20))
def test_devices_that_saw_the_same_segments_are_equal(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Small segments, so that a short history closes some. `make campaign-sync` runs thousands.
    monkeypatch.setattr(outbox, "CLOSE_AT_BYTES", 3000)
    history = History(seed)
    history.run(25)
    history.heal()
    history.check()
