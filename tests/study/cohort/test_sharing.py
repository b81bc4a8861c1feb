"""A member's card: shared by choice, renewed, taken back; those of the others, believed or told."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from tests.study.learner import AGAIN, GOOD, HEADER, answer, entry, install
from trainer.errors import BadInput, CannotRun
from trainer.study.cohort import sharing as module
from trainer.study.cohort.sharing import KEY_FILE, Sharing, card_of
from trainer.study.study import Study
from trainer.sync.cards import Card

CARD = Card("Ada", dt.date(2026, 11, 24), {"latency": 0.5, "cost": None, "quality": 0.25}, None, 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cohort"
    made.mkdir()
    return made


def member(folder: Path, name: str) -> Sharing:
    data_dir = folder.parent / name
    data_dir.mkdir(exist_ok=True)
    return Sharing(folder, data_dir)


def own_file(folder: Path) -> Path:
    (found,) = (folder / "cards").iterdir()
    return found


def test_a_card_says_what_would_be_known_today(study: Study) -> None:
    install(study, HEADER + entry("a", more="tags: [cost]") + entry("b", more="tags: [cost]"))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    answer(session, AGAIN)
    study.change_setting("interview", "2027-11-24")  # far away: much will be forgotten by then

    card = card_of(study.store, " Ada ", study.day, study.settings)

    assert card == Card("Ada", study.day, {"latency": None, "cost": 1.0, "quality": None}, None, 1)


@pytest.mark.parametrize("name", ["", "  ", "a" * 41, "a\nb"])
def test_a_card_needs_a_name(study: Study, name: str) -> None:
    with pytest.raises(BadInput, match="no name for a card"):
        card_of(study.store, name, study.day, study.settings)


def test_the_others_see_a_card_as_it_was_shared(folder: Path) -> None:
    ada, ben = member(folder, "ada"), member(folder, "ben")

    ada.share(CARD)

    assert [each.card for each in ben.shown().others] == [CARD]
    assert ben.shown().own is None
    own = ada.shown().own
    assert own is not None
    assert own.card == CARD
    assert ada.shown().others == ()


def test_a_new_card_takes_the_place_of_the_one_before(folder: Path) -> None:
    ada = member(folder, "ada")
    ada.share(CARD)
    ada.share(Card("Ada L.", CARD.day, CARD.readiness, 0.8, 4))

    own = ada.shown().own

    assert own is not None
    assert own.card.name == "Ada L."
    assert len(list((folder / "cards").iterdir())) == 1


def test_a_card_is_taken_back(folder: Path) -> None:
    ada = member(folder, "ada")
    ada.take_back()  # nothing was shared yet
    ada.share(CARD)
    ada.take_back()
    ada.take_back()

    assert ada.shown() == module.Shown()


def test_the_secret_stays_with_its_owner(folder: Path) -> None:
    ada = member(folder, "ada")
    ada.share(CARD)
    secret = ada.data_dir / KEY_FILE

    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_file(folder).stat().st_mode) == 0o644
    assert secret.read_bytes().hex() not in own_file(folder).read_text()


def test_the_cards_are_as_open_as_the_cohorts_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(0o2770)
    before = os.umask(0o077)
    try:
        member(folder, "ada").share(CARD)
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "cards").stat().st_mode) == 0o2770

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    member(folder, "ben").share(Card("Ben", CARD.day, CARD.readiness, None, 0))
    assert len(list((folder / "cards").iterdir())) == 2


def test_a_forged_card_is_named_and_left_out(folder: Path) -> None:
    ada, ben = member(folder, "ada"), member(folder, "ben")
    ada.share(CARD)
    file = own_file(folder)
    file.write_bytes(file.read_bytes().replace(b"0.25", b"0.95"))
    ben.share(Card("Ben", CARD.day, CARD.readiness, None, 0))

    shown = member(folder, "cleo").shown()

    assert [each.card.name for each in shown.others] == ["Ben"]
    assert len(shown.problems) == 1
    assert file.name in shown.problems[0]
    assert "changed after it was signed" in shown.problems[0]


def test_members_stand_in_the_order_of_their_names(folder: Path) -> None:
    for name in ("cleo", "Ben", "ada"):
        member(folder, name).share(Card(name, CARD.day, CARD.readiness, None, 0))

    assert [each.card.name for each in member(folder, "me").shown().others] == [
        "ada", "Ben", "cleo",
    ]  # fmt: skip


def test_what_is_no_ordinary_file_is_told(folder: Path, tmp_path: Path) -> None:
    cards = folder / "cards"
    cards.mkdir()
    os.mkfifo(cards / "a.card.json")
    (cards / "b.card.json").symlink_to(tmp_path)
    (cards / "c.card.json").mkdir()
    (cards / "d.card.json").write_bytes(b" " * 20_000)
    (cards / "notes.txt").write_text("not looked at")

    problems = member(folder, "me").shown().problems

    assert [problem.split(":")[0] for problem in problems] == [
        f"{name}.card.json" for name in "abcd"
    ]
    assert "not an ordinary file" in problems[0]
    assert "no progress card" in problems[3]


def test_a_flood_of_cards_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CARDS", 2)
    for name in ("ada", "ben", "cleo"):
        member(folder, name).share(CARD)

    shown = member(folder, "me").shown()

    assert len(shown.others) == 2
    assert "only 2 of the 3 cards are read" in shown.problems[0]


def test_a_key_that_is_not_whole_signs_nothing(folder: Path) -> None:
    ada = member(folder, "ada")
    (ada.data_dir / KEY_FILE).write_bytes(b"short")
    with pytest.raises(CannotRun, match="cannot be used: it is not whole"):
        ada.share(CARD)


def test_a_key_that_cannot_be_read_is_told(folder: Path) -> None:
    ada = member(folder, "ada")
    (ada.data_dir / KEY_FILE).mkdir()
    with pytest.raises(CannotRun, match="cannot be used: is a directory"):
        ada.shown()


def refusing(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, method, refuse)


def test_a_card_that_cannot_be_deleted_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = member(folder, "ada")
    ada.share(CARD)
    refusing(monkeypatch, "unlink")
    with pytest.raises(CannotRun, match="cannot be deleted: permission denied"):
        ada.take_back()


def test_a_card_that_cannot_be_written_is_told(folder: Path) -> None:
    ada = member(folder, "ada")
    folder.rmdir()
    with pytest.raises(CannotRun, match="cannot be written: no such file"):
        ada.share(CARD)


def test_a_folder_that_cannot_be_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = member(folder, "ada")
    ada.share(CARD)
    refusing(monkeypatch, "glob")
    assert "permission denied" in ada.shown().problems[0]


def test_a_card_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = member(folder, "ada")
    ada.share(CARD)
    refusing(monkeypatch, "open")
    monkeypatch.setattr(module.Sharing, "_seed", lambda _: None)  # his key lies elsewhere
    assert "cannot be read: permission denied" in ada.shown().problems[0]
