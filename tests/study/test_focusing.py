"""What there is to choose from for a focus session, and how much of it a choice meets."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import partial

from tests.study.learner import EASY, HEADER, answer, install
from trainer.clock import FrozenClock
from trainer.domain.ids import DrillId
from trainer.scheduling.focus import Focus
from trainer.scheduling.marks import Mark
from trainer.study.focusing import Met, chosen, glance, grounds, let_back, met
from trainer.study.sittings import CRAM, FOCUS
from trainer.study.study import Study

TAGGED = HEADER + "".join(
    f"  - {{kind: recall, id: {name}, front: {name}?, back: A, tags: [{tags}]}}\n"
    for name, tags in {
        **{f"c{at}": "cost, budget" for at in range(5)},
        **{f"l{at}": "latency, 'group:x'" for at in range(3)},
    }.items()
)


def quiet(*_: object) -> None:
    pass


def test_what_there_is_to_choose_from(study: Study, clock: FrozenClock) -> None:
    install(study, TAGGED)
    study.change_setting("bury_siblings", value=False)
    session = study.begin()
    session.next()
    for _ in range(6):
        answer(session, EASY)
    study.store.put_mark(DrillId("d/l2"), Mark(suspended=True, flag=2))
    study.store.put_mark(DrillId("d/l1"), Mark(flag=1))
    there = grounds(study.store.path, study.day, study.settings, quiet)
    assert (there.decks, there.kinds) == ({"d": "D"}, {"recall": 7})
    assert list(there.tags.items()) == [("budget", 5)]
    assert there.flagged == {"d/l1", "d/l2"}
    assert (there.suspended, there.weakest) == (1, "cost")
    assert there.leeches == frozenset()
    eager = dataclasses.replace(study.settings, leech_lapses=0)
    assert len(grounds(study.store.path, study.day, eager, quiet).leeches) == 6
    assert met(there, Focus()) == Met(due=0, new=1, later=6)
    latency = Focus(dimensions=frozenset({"latency"}))
    assert met(there, latency).total == 2
    asked = partial(chosen, study.store.path, clock, study.settings, 1, latency)
    assert [entry.id for entry in asked(FOCUS, None, quiet)] == ["d/l1", "d/l0"]
    assert [entry.id for entry in asked(CRAM, 1, quiet)] == ["d/l1"]
    first = glance(study.store.path, study.day, quiet)
    assert (first.decks, first.kinds, first.suspended) == ({"d": "D"}, {"recall": 7}, 1)
    assert first.tags == {"budget": 5}
    assert (first.entries, met(first, Focus())) == (None, Met(0, 0, 0))
    clock.advance(days=40)
    there = grounds(study.store.path, study.day, study.settings, quiet)
    assert met(there, Focus(tags=frozenset({"budget"}))) == Met(due=5, new=0, later=0)


def test_suspended_drills_are_let_back_with_their_flags(study: Study) -> None:
    install(study, TAGGED)
    study.store.put_mark(DrillId("d/l2"), Mark(suspended=True, flag=2))
    study.store.put_mark(DrillId("d/l1"), Mark(flag=1))
    tomorrow = study.day + dt.timedelta(days=1)
    study.store.put_mark(DrillId("d/l0"), Mark(suspended=True, buried_until=tomorrow))
    assert let_back(study.store, study.clock.now()) == 2
    assert study.store.marks() == {
        DrillId("d/l2"): Mark(flag=2),
        DrillId("d/l1"): Mark(flag=1),
        DrillId("d/l0"): Mark(buried_until=tomorrow),
    }
    assert let_back(study.store, study.clock.now()) == 0
