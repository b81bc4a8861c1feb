"""Which cohort the member belongs to, and that its decks are there to read."""

from __future__ import annotations

from pathlib import Path

from tests.study.learner import deck_text
from trainer.study.cohort.choice import Choice, choose_folder, choose_name, chosen
from trainer.study.study import Study


def test_nobody_is_in_a_cohort_unasked(study: Study) -> None:
    assert chosen(study.store) == Choice(None, "")


def test_what_was_chosen_is_remembered(study: Study, tmp_path: Path) -> None:
    choose_folder(study.store, tmp_path)
    choose_name(study.store, " Ada ")
    assert chosen(study.store) == Choice(tmp_path, "Ada")

    choose_folder(study.store, None)
    choose_name(study.store, "")
    assert chosen(study.store) == Choice(None, "")


def test_what_another_program_put_there_is_no_choice(study: Study) -> None:
    study.store.put_setting("cohort.folder", 7)
    study.store.put_setting("cohort.name", ["Ada"])
    assert chosen(study.store) == Choice(None, "")


def test_a_deck_of_the_cohort_is_not_edited_where_it_lies(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "cohort" / "d.yaml"
    path.parent.mkdir()
    path.write_text(deck_text("a"))
    installer = study.installer
    installer.install(installer.offer([path], lambda *_: None).offers, lambda *_: None)
    (drill,) = study.store.drills()
    assert study.library.details(drill.id).file == path

    choose_folder(study.store, path.parent)

    assert study.library.details(drill.id).file is None
    assert [shelf.path for shelf in study.library.shelves().decks] == [("Cohort",)]
