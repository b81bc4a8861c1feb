"""Many lines read at once: all of them, or none."""

from __future__ import annotations

import pytest

from trainer.sync.line import _SUM, _sum, events_at_once


@pytest.mark.parametrize("body", [b'{"n":1', b'{"n":', b'{"n":1,"at":"x","type":2,"values":3'])
def test_a_sound_line_that_states_no_event(body: bytes) -> None:
    line = b'%s%s%s"}' % (body, _SUM, _sum(body))
    assert events_at_once([line], are_sound=False) is None
    assert events_at_once([line], are_sound=True) is None
