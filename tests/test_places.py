"""The user's folders, and those that came with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer import places as where
from trainer.errors import BadInput
from trainer.places import DATA_DIR_VARIABLE, Places, shipped, user_places


def test_a_folder_asked_for_wins_over_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "variable"))
    assert user_places(tmp_path / "asked").data_dir == tmp_path / "asked"
    assert user_places().data_dir == tmp_path / "variable"


@pytest.mark.parametrize("way", ["asked", "variable"])
def test_a_tilde_is_the_home_folder(way: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, "~/mine")
    found = user_places(Path("~/mine") if way == "asked" else None)
    assert found.data_dir == home / "mine"


@pytest.mark.parametrize("way", ["asked", "variable"])
def test_the_home_of_nobody_is_refused_in_one_sentence(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "~no-such-user-4711/mine"
    monkeypatch.setenv(DATA_DIR_VARIABLE, name)
    with pytest.raises(BadInput, match=r"^~no-such-user-4711/mine: .*; .*\.$"):
        user_places(Path(name) if way == "asked" else None)


def test_a_relative_folder_is_taken_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert user_places(Path("mine")).data_dir == tmp_path / "mine"


@pytest.mark.parametrize("value", [None, ""])
def test_without_either_it_is_the_platforms_folder(
    value: str | None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is None:
        monkeypatch.delenv(DATA_DIR_VARIABLE)
    else:
        monkeypatch.setenv(DATA_DIR_VARIABLE, value)
    found = user_places().data_dir
    assert found.name == "triad-trainer"
    assert found.is_relative_to(home)


@pytest.mark.parametrize("value", ["", "relative"])
def test_a_folder_of_the_platforms_that_is_none_is_not_taken(
    value: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(DATA_DIR_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", value)
    monkeypatch.setenv("XDG_STATE_HOME", value)
    found = user_places()
    assert found.data_dir.is_relative_to(home)
    assert found.state_dir.is_relative_to(home)


def test_everything_of_the_users_lies_in_one_folder(tmp_path: Path) -> None:
    mine = Places(tmp_path)
    assert mine.database == tmp_path / "trainer.sqlite"
    assert mine.decks == tmp_path / "decks"
    assert mine.catalogue == tmp_path / "catalogue"


def test_asking_where_things_lie_makes_nothing(tmp_path: Path) -> None:
    mine = user_places(tmp_path / "new")
    assert mine.database
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["resources", "decks"])
def test_a_checkout_has_its_shipped_folders_beside_the_package(name: str) -> None:
    assert shipped(name).is_dir()
    assert list(shipped(name).iterdir())


def test_a_wheel_has_them_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "trainer"
    (package / "_data" / "decks").mkdir(parents=True)
    monkeypatch.setattr(where, "__file__", str(package / "places.py"))
    assert shipped("decks") == package / "_data" / "decks"
    assert shipped("resources") == package.parent / "resources"
