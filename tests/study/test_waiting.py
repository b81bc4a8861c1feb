"""A queue that is changed near its front behaves like a list; what it was before stays so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Unseen
from trainer.study.waiting import Waiting

ENTRIES = [
    QueueEntry(DrillId(f"d/{number}"), DeckId("d"), "recall", number, Unseen())
    for number in range(30)
]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.integers(0, 20),
    st.lists(st.tuples(st.sampled_from(["out", "in", "drill"]), st.integers(0, 12)), max_size=12),
)
def test_it_is_a_list_that_keeps_what_it_was(many: int, changes: list[tuple[str, int]]) -> None:
    plain, queue = ENTRIES[:many], Waiting.of(ENTRIES[:many])
    before: list[tuple[Waiting, list[QueueEntry]]] = []
    for how, where in changes:
        before.append((queue, list(plain)))
        if how == "in":
            place = min(where, len(plain))
            new = ENTRIES[20 + len(before) % 10]
            plain.insert(place, new)
            queue = queue.with_at(place, new)
        elif how == "drill":
            plain = [entry for entry in plain if entry.id != ENTRIES[where].id]
            queue = queue.without_drill(ENTRIES[where].id)
        elif plain:
            place = min(where, len(plain) - 1)
            del plain[place]
            queue = queue.without(place)
    for waiting, was in (*before, (queue, plain)):
        assert list(waiting) == was
        assert [waiting[place] for place in range(len(waiting))] == was
        assert waiting[1:4] == tuple(was[1:4])
        assert len(waiting) == len(was)


@pytest.mark.parametrize("place", [-1, 3])
def test_beyond_its_ends_nothing_waits(place: int) -> None:
    with pytest.raises(IndexError):
        Waiting.of(ENTRIES[:3])[place]


def test_a_thousand_changes_share_what_lies_behind() -> None:
    queue = Waiting.of(ENTRIES * 500)
    kept = [queue]
    for _ in range(1000):
        kept.append(kept[-1].without(0).with_at(8, ENTRIES[0]))
    assert len({id(each._rest) for each in kept}) == 1
    assert max(len(each._front) for each in kept) < 12
