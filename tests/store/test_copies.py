"""The folder of copies: names, and which stay."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.learner import NOON, Learner
from trainer.store.copies import (
    KEEP_DAYS,
    KEEP_MONTHS,
    KEEP_NEWEST,
    KEEP_WEEKS,
    by_trust,
    copies_of,
    copy_path,
    is_due,
    kept,
    thin,
)

DAY = dt.timedelta(days=1)
instants = st.lists(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOON + dt.timedelta(minutes=minutes)),
    max_size=60,
)
examples = settings(deadline=None, derandomize=True, max_examples=200)


@examples
@given(instants)
def test_what_stays_is_enough_and_not_too_much(made: list[dt.datetime]) -> None:
    stay = kept(made)
    assert stay <= set(made)
    assert kept(stay) == stay
    assert set(sorted(made)[-KEEP_NEWEST:]) <= stay
    assert len(stay) <= KEEP_NEWEST + KEEP_DAYS + KEEP_WEEKS + KEEP_MONTHS
    if made:
        # Twelve months that have copies: none of them is left without one.
        months = {(each.year, each.month) for each in made}
        covered = {(each.year, each.month) for each in stay}
        assert set(sorted(months)[-KEEP_MONTHS:]) <= covered


@examples
@given(instants)
def test_thinning_each_time_leaves_what_thinning_once_does(made: list[dt.datetime]) -> None:
    stay: frozenset[dt.datetime] = frozenset()
    for instant in sorted(made):
        stay = kept({*stay, instant})
    assert stay == kept(made)


def test_a_year_of_daily_copies() -> None:
    daily = [NOON + day * DAY for day in range(365)]
    ages = [(daily[-1] - each).days for each in sorted(kept(daily), reverse=True)]
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(ages) == 19  # 7 + 4 + 12, of which one can be another's, too.
    assert ages[-1] > 300


def test_names_tell_when_and_before_what(tmp_path: Path) -> None:
    database = tmp_path / "trainer.sqlite"
    summer = dt.timezone(dt.timedelta(hours=2))
    plain = copy_path(database, NOON.astimezone(summer))
    named = copy_path(database, NOON + DAY, "import")
    assert plain.name == "trainer-20260302T120000Z.sqlite"
    assert named.name == "trainer-20260303T120000Z-before-import.sqlite"
    assert copies_of(database) == ()
    plain.parent.mkdir()
    for name in (
        plain.name,
        named.name,
        "notes.txt",
        "trainer-20269902T120000Z.sqlite",
        "other-20260302T120000Z.sqlite",
        "trainer-20260302T120000Z.sqlite.partial",
    ):
        (plain.parent / name).touch()
    found = copies_of(database)
    assert [(copy.path, copy.made_at, copy.before) for copy in found] == [
        (named, NOON + DAY, "import"),
        (plain, NOON, ""),
    ]


def test_a_copy_is_due_after_a_day_and_a_wrong_clock_does_not_put_it_off(tmp_path: Path) -> None:
    database = tmp_path / "trainer.sqlite"
    assert is_due(database, NOON, DAY)
    copy = copy_path(database, NOON)
    copy.parent.mkdir()
    copy.touch()
    assert not is_due(database, NOON + DAY / 2, DAY)
    assert is_due(database, NOON + DAY, DAY)
    assert is_due(database, NOON - DAY / 2, DAY)


def test_thinning_deletes_and_clears_away_what_was_never_finished(tmp_path: Path) -> None:
    database = tmp_path / "trainer.sqlite"
    folder = tmp_path / "backups"
    folder.mkdir()
    many = [copy_path(database, NOON + dt.timedelta(hours=hour)) for hour in range(10)]
    fresh = folder / (copy_path(database, NOON + DAY).name + ".partial")
    stale = folder / (copy_path(database, NOON - 2 * DAY).name + ".partial")
    for path in (*many, fresh, stale, folder / "mine.txt"):
        path.touch()
    gone = thin(database, NOON + DAY)
    assert set(gone) == {*many[:7], stale}
    assert sorted(folder.iterdir()) == sorted([*many[7:], fresh, folder / "mine.txt"])


def test_a_copy_of_a_clock_that_was_wrong_is_trusted_last(tmp_path: Path) -> None:
    database = tmp_path / "trainer.sqlite"
    (tmp_path / "backups").mkdir()
    wrong, *right = [copy_path(database, NOON + days * DAY) for days in (400, 0, 1, 2, 3, 4)]
    for path in (wrong, *right):
        path.touch()
    order = [copy.path for copy in by_trust(database, NOON + 4 * DAY)]
    assert order == [*reversed(right), wrong]
    assert thin(database, NOON + 4 * DAY) == ()


def test_a_copy_is_made_before_an_import_once_something_was_answered(learner: Learner) -> None:
    from tests.store.learner import DECK, make_drill
    from trainer.domain.deck import DeckChange

    store = learner.store
    folder = store.path.parent / "backups"
    assert not folder.exists()
    review = learner.answer(1)
    store.apply(DeckChange(DECK, changed=(make_drill(1, content_hash="new"),)), NOON)
    (copy,) = copies_of(store.path)
    assert copy.before == "import"
    from trainer.store.database import Store

    with Store.open(copy.path, device="x", at=NOON) as kept_copy:
        assert kept_copy.last_review() == review
        assert kept_copy.drill(review.drill_id).content_hash == "hash1"
    store.apply(DeckChange(DECK, changed=(make_drill(1, content_hash="newer"),)), NOON + DAY)
    assert len(copies_of(store.path)) == 1  # Nothing was answered since.
    learner.answer(2)
    store.apply(DeckChange(DECK), NOON + 2 * DAY)
    assert len(copies_of(store.path)) == 2
