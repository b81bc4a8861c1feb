"""The decks of a cohort: what they would change is told, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.study.learner import deck_text
from trainer.errors import BadInput
from trainer.study.cohort.decks import News, checked_folder, news
from trainer.study.study import Study


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cohort"
    made.mkdir()
    return made


def looked(study: Study, folder: Path) -> News:
    return news(study.installer, folder, study.data_dir / "decks", lambda *_: None)


def put(path: Path, *names: str, deck: str = "d") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(deck_text(*names).replace("id: d\n", f"id: {deck}\n"))
    return path


def taken(study: Study, *paths: Path) -> None:
    installer = study.installer
    installer.install(installer.offer(paths, lambda *_: None).offers, lambda *_: None)


def test_a_new_deck_is_news(study: Study, folder: Path) -> None:
    path = put(folder / "d.yaml", "a", "b")

    found = looked(study, folder)

    assert found.paths == (path,)
    assert found.plans[0].counts["added"] == 2
    assert found.problems == ()
    assert list(study.store.decks()) == []


def test_only_what_changed_is_news(study: Study, folder: Path) -> None:
    first, second = put(folder / "d.yaml", "a"), put(folder / "e.yaml", "a", deck="e")
    taken(study, first, second)
    assert looked(study, folder) == News()

    put(second, "a", "b", deck="e")

    assert looked(study, folder).paths == (second,)


def test_a_deck_of_which_a_copy_is_kept_is_the_members_own(study: Study, folder: Path) -> None:
    taken(study, put(study.data_dir / "decks" / "d.yaml", "a"))
    put(folder / "d.yaml", "a", "b")

    assert looked(study, folder) == News()


def test_a_conflict_copy_is_told_and_left_out(study: Study, folder: Path) -> None:
    path = put(folder / "d.yaml", "a")
    put(folder / "d.yaml.sync-conflict-20261124-090000-ABCDEFG.yaml", "b")

    found = looked(study, folder)

    assert found.paths == (path,)
    assert "the deck 'd' is that of d.yaml already" in found.problems[0]


def test_what_is_wrong_in_a_deck_is_told(study: Study, folder: Path) -> None:
    (folder / "broken.yaml").write_text("drills: [")
    put(folder / "d.yaml", "a").write_text(deck_text("a") + "  - {kind: recall, front: only}\n")

    problems = looked(study, folder).problems

    assert len(problems) == 2
    assert "broken.yaml" in problems[0]
    assert "d.yaml" in problems[1]


def test_a_folder_that_cannot_be_read_is_told(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(BadInput, match="cannot be read: permission denied"):
        looked(study, folder)


def test_a_cohort_has_a_folder_of_its_own(folder: Path, tmp_path: Path) -> None:
    (folder / "inside").mkdir()

    assert checked_folder(folder, tmp_path / "other") == folder
    with pytest.raises(BadInput, match="no such folder"):
        checked_folder(folder / "missing")
    for taken_one in (folder, folder / "inside", tmp_path):
        with pytest.raises(BadInput, match="in use for something of your own"):
            checked_folder(folder, taken_one)
