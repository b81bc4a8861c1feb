"""A cohort as its member meets it: joined, looked at, shown a card to, left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.study.learner import GOOD, HEADER, answer, deck_text, entry, install
from trainer.errors import BadInput
from trainer.study.cohort.choice import chosen
from trainer.study.cohort.cohort import Cohort, Look
from trainer.study.study import Study


def quiet(*_: object) -> None:
    """Hear of progress, and say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cohort"
    made.mkdir()
    (made / "lent.yaml").write_text(deck_text("a", "b").replace("id: d\n", "id: lent\n"))
    return made


def test_without_a_cohort_there_is_nothing_to_see(study: Study) -> None:
    assert Cohort.of(study).look(quiet) == Look()


def test_joining_shows_the_decks_and_shares_nothing(study: Study, folder: Path) -> None:
    Cohort.of(study).join(folder)

    look = Cohort.of(study).look(quiet)

    assert look.folder == folder
    assert look.name == ""
    assert look.news.plans[0].counts["added"] == 2
    assert not (folder / "cards").exists()


def test_a_shared_card_follows_the_days(study: Study, folder: Path) -> None:
    install(study, HEADER + entry("a", more="tags: [cost]"))
    Cohort.of(study).join(folder)
    Cohort.of(study).share("Ada")
    first = Cohort.of(study).look(quiet).shown.own
    assert first is not None
    assert first.card.readiness["cost"] == 0.0

    session = study.begin()
    session.next()
    answer(session, GOOD)
    second = Cohort.of(study).look(quiet).shown.own

    assert second is not None
    assert second.card.readiness["cost"] == 1.0
    assert second.card.streak == 1
    written = next((folder / "cards").iterdir()).stat().st_mtime_ns
    assert Cohort.of(study).look(quiet).shown.own == second
    assert next((folder / "cards").iterdir()).stat().st_mtime_ns == written  # nothing to carry


def test_a_card_is_taken_back_for_good(study: Study, folder: Path) -> None:
    Cohort.of(study).join(folder)
    Cohort.of(study).share("Ada")

    Cohort.of(study).take_back()

    look = Cohort.of(study).look(quiet)
    assert (look.name, look.shown.own) == ("", None)
    assert list((folder / "cards").iterdir()) == []


def test_who_leaves_takes_the_card_along_and_keeps_the_decks(study: Study, folder: Path) -> None:
    Cohort.of(study).join(folder)
    Cohort.of(study).share("Ada")
    installer = study.installer
    installer.install(installer.offer([folder], quiet).offers, quiet)

    Cohort.of(study).leave()

    assert list((folder / "cards").iterdir()) == []
    assert Cohort.of(study).look(quiet) == Look()
    assert "lent" in study.deck_titles()


def test_who_is_in_no_cohort_shares_with_nobody(study: Study, folder: Path) -> None:
    Cohort.of(study).share("Ada")
    assert chosen(study.store).name == ""
    with pytest.raises(BadInput, match="no name"):
        Cohort.of(study).share(" ")


def test_a_folder_in_use_is_refused(study: Study, folder: Path) -> None:
    with pytest.raises(BadInput, match="in use"):
        Cohort.of(study).join(folder, folder / "sync")
    with pytest.raises(BadInput, match="in use"):
        Cohort.of(study).join(study.data_dir)
    assert chosen(study.store).folder is None
