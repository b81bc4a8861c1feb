"""What came before what does not depend on when it arrived here."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.sync.replicas import Device
from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.focus import Focus
from trainer.scheduling.marks import Adjustment
from trainer.store import histories
from trainer.store.errors import NotLatestReview
from trainer.store.estimates import Asked

DRILL = DrillId("deck/d0")


@pytest.fixture
def late() -> Iterator[tuple[Device, Device]]:
    """One device that answered a drill on its ninth day, before it heard of the other's second."""
    first, second = Device(0, random.Random(0), 1), Device(1, random.Random(1), 1)
    for device, days in ((first, 9), (second, 2)):
        device.clock.advance(days=days)
        device.answer()
    second.sync()
    first.disk.files = dict(second.disk.files)
    first.sync()
    yield first, second
    first.store.close()
    second.store.close()


def ids(device: Device) -> list[str]:
    return [review.id for review in device.store.reviews_of(DRILL)]


def test_a_history_is_in_the_order_of_its_days(
    late: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = late
    second.disk.files |= first.disk.files
    second.sync()
    assert ids(first) == ids(second) == [*second.own, *first.own]
    (history,) = first.store.histories()
    assert [day for day, _ in history] == sorted(day for day, _ in history)
    assert second.store.histories() == [history]
    monkeypatch.setattr(histories, "by_index", lambda *_: "")
    assert first.store.histories() == [history]
    span = (history[0][0], history[1][0])
    for many in (1, 2):
        last = first.store.last_written(*span, Asked(("recall",), many), Focus())
        assert [review.id for review in last] == ids(first)[-many:]


def test_an_answer_can_be_taken_back_after_an_older_one_arrived(
    late: tuple[Device, Device],
) -> None:
    first, second = late
    with pytest.raises(NotLatestReview):
        first.store.retract(ids(first)[0], first.clock.now())
    first.store.retract(ids(first)[1], first.clock.now())
    first.sync()
    assert ids(first) == second.own
    state = first.store.progress(DRILL)
    assert state == second.store.progress(DRILL) != Unseen()


def test_what_followed_is_known_for_a_due_day_too(late: tuple[Device, Device]) -> None:
    first, second = late
    before = second.store.progress(DRILL)
    assert isinstance(before, Seen)
    now = second.clock.now()
    made = Adjustment(second.ids.next(now), DRILL, now.date(), now, before)
    second.store.adjust(made)
    second.sync()
    first.disk.files |= second.disk.files
    first.sync()
    first.store.retract(first.own[0], first.clock.now())  # the due day was set before it
    first.answer()
    with pytest.raises(NotLatestReview):
        first.store.withdraw(made.id, first.clock.now())
    first.store.retract(first.own[-1], first.clock.now())
    with pytest.raises(NotLatestReview):
        first.store.retract(second.own[0], first.clock.now())
    first.store.withdraw(made.id, first.clock.now())
    first.store.retract(second.own[0], first.clock.now())
    assert ids(first) == []


def test_an_import_is_taken_back_though_an_older_answer_arrived(
    late: tuple[Device, Device],
) -> None:
    from trainer.store import foreign
    from trainer.store.connection import transaction

    first, _ = late
    connection = first.store._connection
    with transaction(connection):
        foreign.take_back(connection, ids(first)[1:], first.clock.now(), first.store.device)
    assert len(ids(first)) == 1
