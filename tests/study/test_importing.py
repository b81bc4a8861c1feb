"""What installing a deck changes: planned purely, and history stays with its drill."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.study.learner import (
    AGAIN,
    GOOD,
    HEADER,
    answer,
    deck_text,
    entry,
    install,
    progress,
    seen,
    stored,
)
from trainer.domain.deck import Drill
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Unseen
from trainer.formats.base import DeckFile, FileDrill
from trainer.formats.yaml_deck import read_deck_text
from trainer.study.importing import ImportPlan, plan_import
from trainer.study.study import Study

FIRST = deck_text("a", "b", "c")


@pytest.fixture
def learnt(study: Study) -> Study:
    """A study with three drills, each answered once."""
    install(study, FIRST)
    session = study.begin()
    session.next()
    for rating in (GOOD, AGAIN, GOOD):
        answer(session, rating)
    return study


def counts(**changes: int) -> dict[str, int]:
    return {"added": 0, "changed": 0, "moved": 0, "unchanged": 0, "removed": 0, **changes}


def test_a_new_deck_is_all_added(study: Study) -> None:
    assert install(study, FIRST) == counts(added=3)
    (deck,) = study.store.decks()
    assert (deck.id, deck.title) == ("d", "D")
    assert [drill.id for drill in study.store.drills()] == ["d/a", "d/b", "d/c"]


def test_a_plan_writes_nothing(study: Study) -> None:
    plan = study.plan(read_deck_text(FIRST, Path("d.yaml")))
    assert plan.counts == counts(added=3)
    assert plan.path == Path("d.yaml")
    assert study.store.decks() == ()


def test_the_same_again_changes_nothing(learnt: Study) -> None:
    before = stored(learnt)
    assert install(learnt, FIRST) == counts(unchanged=3)
    assert stored(learnt) == before


def test_an_edited_drill_with_an_id_keeps_its_history(learnt: Study) -> None:
    before = seen(learnt, "a")
    text = HEADER + entry("a", "Edited?") + entry("b") + entry("c")
    assert install(learnt, text) == counts(changed=1, unchanged=2)
    assert stored(learnt)["a"].fields["front"] == "Edited?"
    assert seen(learnt, "a") == before


@pytest.mark.parametrize(
    "more", ["tags: [x]", "level: 2", "sources: [s]", "why: Because., tags: [x]"]
)
def test_tags_level_and_sources_are_changes_too(learnt: Study, more: str) -> None:
    header = HEADER.replace("drills:", "sources: {s: {title: S}}\ndrills:")
    text = header + entry("a", more=more) + entry("b") + entry("c")
    assert install(learnt, text) == counts(changed=1, unchanged=2)
    assert install(learnt, text) == counts(unchanged=3)
    assert seen(learnt, "a").reviews == 1


def test_another_order_moves_drills(learnt: Study) -> None:
    assert install(learnt, deck_text("c", "b", "a")) == counts(moved=2, unchanged=1)
    assert [drill.id for drill in learnt.store.drills()] == ["d/c", "d/b", "d/a"]
    assert all(seen(learnt, name).reviews for name in "abc")


def test_a_removed_drill_is_archived_and_comes_back_with_its_history(learnt: Study) -> None:
    before = seen(learnt, "a")
    assert install(learnt, deck_text("b", "c")) == counts(moved=2, removed=1)
    assert list(stored(learnt)) == ["b", "c"]
    assert install(learnt, FIRST) == counts(added=1, moved=2)
    assert seen(learnt, "a") == before


def test_a_drill_without_an_id_is_matched_by_its_content(study: Study) -> None:
    install(study, HEADER + entry("", "One?") + entry("", "Two?"))
    assert install(study, HEADER + entry("", "Two?") + entry("", "One?")) == counts(moved=2)


def test_a_drill_without_an_id_survives_an_edit_but_not_another_text(study: Study) -> None:
    install(study, HEADER + entry("", "One?") + entry("", "Two?"))
    text = HEADER + entry("", "One!") + entry("", "Two?")
    assert install(study, text) == counts(changed=1, unchanged=1)
    text = HEADER + entry("", "What else is there to be known?") + entry("", "Two?")
    assert install(study, text) == counts(added=1, unchanged=1, removed=1)


def test_an_id_that_is_added_later_keeps_the_history(study: Study) -> None:
    install(study, HEADER + entry("", "One?") + entry("", "Two?"))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    (first, second) = study.store.drills()
    before = study.store.progress(first.id)
    text = HEADER + entry("one", "One?") + entry("", "Two?")
    assert install(study, text) == counts(changed=1, unchanged=1)
    assert install(study, text) == counts(unchanged=2)
    # From now on it is known by that id, whatever it says; also when the id is taken away again.
    text = HEADER + entry("one", "What else is there to be known?") + entry("", "Two?")
    assert install(study, text) == counts(changed=1, unchanged=1)
    text = HEADER + entry("", "What else is there to be known?") + entry("", "Two?")
    assert install(study, text) == counts(unchanged=2)
    text = HEADER + entry("one", "Four?") + entry("", "Two?")
    assert install(study, text) == counts(changed=1, unchanged=1)
    assert study.store.progress(first.id) == before
    assert [drill.id for drill in study.store.drills()] == [first.id, second.id]


def test_a_renamed_id_keeps_the_history(learnt: Study) -> None:
    text = HEADER + entry("z", "a?") + entry("b") + entry("c")
    assert install(learnt, text) == counts(changed=1, unchanged=2)
    text = HEADER + entry("z", "What else is there to be known?") + entry("b") + entry("c")
    assert install(learnt, text) == counts(changed=1, unchanged=2)
    assert seen(learnt, "a").reviews == 1
    # Named as it was at first, it goes by its own id again, and the other is a stranger's.
    text = HEADER + entry("a", "Known?") + entry("z", "Anew?") + entry("b") + entry("c")
    assert install(learnt, text) == counts(added=1, changed=1, moved=2)
    assert seen(learnt, "a").reviews == 1


def test_two_ids_that_change_places_stay_with_their_ids(learnt: Study) -> None:
    before = {name: progress(learnt, name) for name in "ab"}
    text = HEADER + entry("a", "b?") + entry("b", "a?") + entry("c")
    assert install(learnt, text) == counts(changed=2, unchanged=1)
    assert {name: progress(learnt, name) for name in "ab"} == before


def test_a_drill_with_an_error_is_left_as_it_is_stored(learnt: Study) -> None:
    before = stored(learnt)["a"], progress(learnt, "a")
    text = HEADER + "  - {kind: recall, id: a, fornt: Oops, back: A}\n" + entry("b") + entry("c")
    plan = learnt.plan(read_deck_text(text, Path("d.yaml")))
    assert plan.counts == counts(unchanged=2)
    assert [problem.line for problem in plan.problems] == [5]
    learnt.install(plan)
    assert (stored(learnt)["a"], progress(learnt, "a")) == before


def test_a_mistake_elsewhere_archives_nothing(learnt: Study) -> None:
    text = deck_text("b") + "  - {kind: recal}\n"
    assert install(learnt, text) == counts(moved=1)
    assert set(stored(learnt)) == {"a", "b", "c"}


def test_a_warning_archives_as_usual(learnt: Study) -> None:
    text = HEADER + entry("b", more="sources: [nowhere]") + entry("c")
    assert install(learnt, text)["removed"] == 1


def test_decks_do_not_touch_each_other(learnt: Study) -> None:
    other = FIRST.replace("id: d\n", "id: other\n").replace("a?", "z?")
    assert install(learnt, other) == counts(added=3)
    assert install(learnt, FIRST) == counts(unchanged=3)
    assert isinstance(learnt.store.progress(DrillId("other/a")), Unseen)
    assert seen(learnt, "a").reviews == 1


def test_the_decks_own_facts_follow_the_file(learnt: Study) -> None:
    text = FIRST.replace("title: D", "title: New\naim: More\nlanguage: de\nlicence: MIT")
    assert install(learnt, text) == counts(unchanged=3)
    (deck,) = learnt.store.decks()
    assert (deck.title, deck.aim, deck.language, deck.licence) == ("New", "More", "de", "MIT")


# -- whatever the two sides are ----------------------------------------------------------------

NAMES = st.sampled_from("abcdef")
ENTRIES = st.lists(
    st.tuples(NAMES, st.sampled_from("uvwxyz"), st.booleans()),
    max_size=6,
    unique_by=(lambda each: each[0], lambda each: each[1]),
)


def file_of(entries: list[tuple[str, str, bool]]) -> DeckFile:
    return DeckFile(
        Path("d.yaml"),
        "d",
        "D",
        drills=tuple(
            FileDrill(
                local_id=name if has_id else f"h-{content}",
                kind="recall",
                fields={"front": content},
                content_hash=content,
                position=position,
                has_own_id=has_id,
            )
            for position, (name, content, has_id) in enumerate(entries)
        ),
    )


def apply(before: list[Drill], plan: ImportPlan) -> list[Drill]:
    """Do what the store does, in memory."""
    change = plan.change
    drills = {drill.id: drill for drill in before if drill.id not in change.removed}
    for drill in (*change.added, *change.changed, *change.moved):
        drills[drill.id] = drill
    return sorted(drills.values(), key=lambda drill: drill.position)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(ENTRIES, ENTRIES)
def test_after_an_import_the_store_holds_what_the_file_does(
    first: list[tuple[str, str, bool]], second: list[tuple[str, str, bool]]
) -> None:
    before = apply([], plan_import(file_of(first), []))
    plan = plan_import(file_of(second), before)
    after = apply(before, plan)
    assert [drill.content_hash for drill in after] == [content for _, content, _ in second]
    # Each stored drill is accounted for exactly once, and nobody else's is touched.
    change = plan.change
    kept = [*(drill.id for drill in (*change.changed, *change.moved)), *change.unchanged]
    assert sorted([*kept, *change.removed]) == sorted(drill.id for drill in before)
    assert len(set(kept)) == len(kept)
    assert not {drill.id for drill in change.added} & set(kept)
    assert {drill.deck_id for drill in after} <= {DeckId("d")}
    # A content that the file still holds is archived only where an id says whose it is now.
    by_id = {drill.id: drill for drill in before}
    claimed = {content: f"d/{name}" in by_id for name, content, has_id in second if has_id}
    for gone in change.removed:
        content = by_id[gone].content_hash
        assert claimed.get(content, content not in {each for _, each, _ in second})
    # Importing the same file again does nothing.
    again = plan_import(file_of(second), after)
    assert set(again.counts.items()) == set(counts(unchanged=len(second)).items())
