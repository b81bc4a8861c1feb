"""The library below the window: decks come and go, drills are found, set aside, edited."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.study.learner import GOOD, HEADER, answer, deck_text, entry, install, stored
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Seen, Unseen
from trainer.domain.search import Order
from trainer.errors import BadInput, CannotRun
from trainer.study.installing import Installed, Offers
from trainer.study.library import Row
from trainer.study.rereading import reread
from trainer.study.study import Study

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def quiet(share: float, what: str) -> None:
    """Hear of progress."""


def offer(study: Study, *paths: Path) -> Offers:
    return study.installer.offer(paths, quiet)


def bring(study: Study, *paths: Path) -> Installed:
    return study.installer.install(offer(study, *paths).offers, quiet)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def found(
    study: Study, text: str = "", order: Order = Order.PLACE, *, falling: bool = False
) -> list[str]:
    ids = study.library.search(text, (), order, falling=falling).ids
    return [drill_id.rpartition("/")[2] for drill_id in ids]


def row(study: Study, name: str) -> Row:
    return study.library.rows([DrillId(f"d/{name}")])[0]


@pytest.fixture
def deck(study: Study, tmp_path: Path) -> Path:
    """Three drills installed from a file; the first was answered."""
    path = written(tmp_path / "d.yaml", deck_text("a", "b", "c"))
    bring(study, path)
    session = study.begin()
    session.next()
    answer(session, GOOD)
    return path


# -- offers, installing, taking back -------------------------------------------------------------


def test_an_offer_says_what_would_change_and_writes_nothing(study: Study, tmp_path: Path) -> None:
    path = written(tmp_path / "d.yaml", deck_text("a", "b"))
    offers = offer(study, path, tmp_path / "gone.yaml")
    assert offers.changes_anything
    assert offers.offers[0].plan.counts["added"] == 2
    assert offers.offers[0].samples["added"] == ("a?", "b?")
    assert [each.message for each in offers.unreadable] == ["there is no such file"]
    assert study.store.decks() == ()
    bring(study, path)
    assert not offer(study, path).changes_anything
    assert not offer(study).changes_anything


def test_a_folder_is_all_its_decks(study: Study, tmp_path: Path) -> None:
    for name in ("x", "y"):
        written(tmp_path / "decks" / f"{name}.yaml", deck_text("a").replace("id: d", f"id: {name}"))
    written(tmp_path / "decks" / "broken.yaml", "format: [")
    offers = offer(study, tmp_path / "decks")
    assert [each.file.id for each in offers.offers] == ["x", "y"]
    assert len(offers.unreadable) == 1
    done = study.installer.install(offers.offers, quiet)
    assert done.new_decks == ("x", "y")
    study.installer.take_back(done)
    assert study.store.decks() == ()


def test_a_folder_that_cannot_be_listed(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("trainer.study.installing.deck_files", refuse)
    assert len(offer(study, tmp_path).unreadable) == 1


def test_an_import_is_taken_back_in_one_step(study: Study, deck: Path) -> None:
    before = stored(study)
    text = (
        HEADER.replace("title: D", "title: New")
        + entry("c")
        + entry("a", "A new text")
        + entry("e")
    )
    done = bring(study, written(deck, text))
    counts = {"added": 1, "changed": 1, "moved": 1, "unchanged": 0, "removed": 1}
    assert done.plans[0].counts == counts
    assert study.kept.raw("d") == text.encode()
    study.installer.take_back(done)
    assert stored(study) == before
    assert study.store.decks()[0].title == "D"
    assert study.kept.raw("d") == deck_text("a", "b", "c").encode()
    assert isinstance(study.store.progress(DrillId("d/a")), Seen)


def test_an_import_into_a_removed_deck_leaves_its_old_texts_when_taken_back(
    study: Study, deck: Path
) -> None:
    before = stored(study)
    study.store.remove_deck(DeckId("d"), study.clock.now())
    done = bring(study, written(deck, HEADER + entry("a", "A new text") + entry("e")))
    study.installer.take_back(done)
    assert study.store.decks() == ()
    study.store.bring_back_deck(DeckId("d"))
    assert stored(study)["a"] == before["a"]


def test_what_was_answered_before_a_take_back_stays_in_the_log(
    study: Study, tmp_path: Path
) -> None:
    done = bring(study, written(tmp_path / "d.yaml", deck_text("a")))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    study.installer.take_back(done)
    assert study.store.decks() == ()
    assert len(list(study.store.log())) == 1
    bring(study, tmp_path / "d.yaml")
    assert isinstance(study.store.progress(DrillId("d/a")), Seen)
    assert study.kept.origin("d") == tmp_path / "d.yaml"


def test_nothing_is_written_where_one_of_several_fails(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [
        written(tmp_path / f"{name}.yaml", deck_text("a").replace("id: d", f"id: {name}"))
        for name in ("x", "y")
    ]
    offers = offer(study, *paths)

    def stop(share: float, what: str) -> None:
        if what == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study.installer.install(offers.offers, stop)
    assert study.store.decks() == ()


# -- edits of drills without an id ---------------------------------------------------------------


def test_a_mended_typo_keeps_the_history_of_a_drill_without_an_id(study: Study) -> None:
    def text(first: str, second: str) -> str:
        return HEADER + entry("", first) + entry("", second)

    install(study, text("What bounds prefil in serving?", "What bounds decode in serving?"))
    (old, other) = (drill.id for drill in study.store.drills())
    changed = text("What bounds prefill in serving?", "What bounds decode in serving?")
    assert install(study, changed)["changed"] == 1
    assert [drill.id for drill in study.store.drills()] == [old, other]
    assert install(study, changed)["unchanged"] == 2
    counts = install(study, text("Another question altogether?", "What bounds decode in serving?"))
    assert (counts["added"], counts["removed"]) == (1, 1)


def test_of_two_edits_each_finds_its_own(study: Study) -> None:
    def text(*fronts: str) -> str:
        return HEADER + "".join(entry("", front) for front in fronts)

    install(study, text("one two three four", "one two three five"))
    first, second = (drill.id for drill in study.store.drills())
    install(study, text("one two three five six", "one two three four six", "one two three"))
    by_id = {drill.id: drill.fields["front"] for drill in study.store.drills()}
    assert by_id[first] == "one two three four six"
    assert by_id[second] == "one two three five six"


def test_too_many_are_another_deck(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.study.edits.MANY", 0)
    install(study, HEADER + entry("", "one two three four"))
    assert install(study, HEADER + entry("", "one two three five"))["added"] == 1


# -- finding and looking -------------------------------------------------------------------------


def test_finding(study: Study, deck: Path) -> None:
    assert found(study) == ["a", "b", "c"]
    assert found(study, "is:new") == ["b", "c"]
    assert found(study, order=Order.TEXT, falling=True) == ["c", "b", "a"]
    with pytest.raises(BadInput, match="there is no state"):
        found(study, "is:odd")


def test_a_row_and_its_details(study: Study, deck: Path) -> None:
    first = row(study, "a")
    assert (first.line, first.deck, first.drill.kind) == ("a?", "D", "recall")
    details = study.library.details(DrillId("d/a"))
    assert details.row == first
    assert details.posed is not None
    assert len(details.reviews) == 1
    assert details.recall is not None
    assert 0.9 < details.recall <= 1
    assert details.file == deck
    assert study.library.details(DrillId("d/b")).recall is None


def test_content_of_a_kind_from_the_future_is_still_listed(study: Study, deck: Path) -> None:
    study.store._connection.execute("update drill set kind = 'hologram' where id = 'd/a'")
    assert row(study, "a").line == "d/a"
    assert study.library.details(DrillId("d/a")).posed is None


def test_the_tree(study: Study, builtin_folder: Path, tmp_path: Path) -> None:
    own = study.data_dir / "decks"
    places = {
        builtin_folder / "b.yaml": "b",
        own / "top.yaml": "top",
        own / "work" / "sub.yaml": "sub",
        own / "work" / "folder" / "deck.yaml": "folder",
        tmp_path / "elsewhere.yaml": "far",
    }
    for path, name in places.items():
        text = deck_text("a").replace("id: d", f"id: {name}")
        written(path, text.replace("title: D", "title: Lang::En") if name == "far" else text)
        if name != "b":
            bring(study, path)
    study.install_builtin(study.read_builtin_decks(quiet))
    bring(study, written(tmp_path / "gone.yaml", deck_text("a").replace("id: d", "id: gone")))
    study.library.remove(DeckId("gone"))
    shelves = study.library.shelves()
    assert {shelf.deck.id: shelf.path for shelf in shelves.decks} == {
        "b": ("Built in",),
        "top": ("My decks",),
        "sub": ("My decks", "work"),
        "folder": ("My decks", "work"),
        "far": ("Imported", "Lang"),
    }
    assert all(shelf.drills == 1 for shelf in shelves.decks)


def test_a_deck_of_unknown_origin_counts_as_imported(study: Study) -> None:
    install(study, deck_text("a"))
    assert study.library.shelves().decks[0].path == ("Imported",)


# -- setting aside -------------------------------------------------------------------------------


def test_suspend_flag_reset_move_and_back(study: Study, deck: Path) -> None:
    library = study.library
    ids = [DrillId("d/a"), DrillId("d/b")]
    day = dt.date(2027, 1, 1)
    for back, changed in (
        (lambda: library.suspend(ids, suspended=True), lambda: row(study, "b").mark.suspended),
        (lambda: library.flag(ids, 2), lambda: row(study, "a").mark.flag == 2),
        (lambda: library.reset(ids), lambda: row(study, "a").progress == Unseen()),
        (
            lambda: library.move(ids, day),
            lambda: getattr(row(study, "a").progress, "due", 0) == day,
        ),
        (lambda: library.remove(DeckId("d")), lambda: study.store.decks() == ()),
    ):
        before = (row(study, "a"), row(study, "b"))
        undo = back()
        assert changed()
        undo()
        assert (row(study, "a"), row(study, "b")) == before
        assert not changed()
    assert isinstance(row(study, "b").progress, Unseen), "a drill never answered is not moved"


# -- editing -------------------------------------------------------------------------------------

EDITED = """\
format: triad-deck/1   # the format
id: d
title: D
sources:
  own: {title: Own, date: 2026}
drills:
  # the first
  - kind: recall   # of one's own
    front: First?
    back: A   # short
    sources: [own]

  # the second
  - {kind: recall, id: two, front: "Second?", back: B}   # flow
"""


def test_an_edit_changes_its_lines_and_keeps_the_rest(study: Study, tmp_path: Path) -> None:
    path = written(tmp_path / "d.yaml", EDITED)
    bring(study, path)
    author = study.library.author
    first, second = study.store.drills()
    draft = author.open(first)
    assert draft.first_line == 8
    assert draft.entry.startswith("kind: recall   # of one's own\nfront: First?")
    assert author.check(draft, draft.entry).problems == ()
    checked = author.check(draft, draft.entry.replace("front:", "fornt:"))
    assert checked.drill is None
    assert [(each.line, each.column) for each in checked.problems] == [(2, 1)]
    author.save(draft, draft.entry.replace("First?", "First of all?"))
    assert path.read_text("utf-8") == EDITED.replace("First?", "First of all?")
    bring(study, path)
    assert [drill.id for drill in study.store.drills()] == [first.id, second.id]
    draft = author.open(second)
    author.save(draft, '{kind: recall, id: two, front: "2nd?", back: B}')
    assert path.read_text("utf-8").endswith('front: "2nd?", back: B}   # flow\n')


def test_windows_line_ends_and_marks_stay(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + EDITED.replace("\n", "\r\n").encode())
    bring(study, path)
    author = study.library.author
    draft = author.open(study.store.drills()[0])
    assert "\r" not in draft.entry
    author.save(draft, draft.entry + "\nwhy: Because.")
    wanted = EDITED.replace("sources: [own]\n", "sources: [own]\n    why: Because.\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted.replace("\n", "\r\n").encode()


def test_nothing_changed_nothing_written(study: Study, deck: Path) -> None:
    author = study.library.author
    draft = author.open(study.store.drill(DrillId("d/b")))
    time = deck.stat().st_mtime_ns
    author.save(draft, draft.entry)
    assert deck.stat().st_mtime_ns == time


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("kind: recal\nfront: Q\nback: A", "did you mean 'recall'"),
        ("kind: recall\nfront: Q", "the field 'back' is missing"),
        ("kind: recall\nfront: Q\nback: A\n- kind: recall", "line 4"),
        (
            "{kind: recall, front: Q, back: A}\n- {kind: recall, front: R, back: B}",
            "line 2",
        ),
        ("", "a drill is a mapping"),
        ("front: [", "a value is missing"),
    ],
)
def test_a_wrong_entry_is_not_saved(study: Study, deck: Path, entry: str, said: str) -> None:
    author = study.library.author
    draft = author.open(study.store.drill(DrillId("d/b")))
    before = deck.read_bytes()
    with pytest.raises(BadInput) as refused:
        author.save(draft, entry)
    assert said in str(refused.value)
    assert deck.read_bytes() == before


def test_a_file_changed_meanwhile_is_left_alone(study: Study, deck: Path) -> None:
    author = study.library.author
    draft = author.open(study.store.drill(DrillId("d/b")))
    changed = written(deck, deck_text("a", "b", "c", "e")).read_bytes()
    with pytest.raises(CannotRun, match="changed by another program"):
        author.save(draft, draft.entry.replace("b?", "bb?"))
    assert deck.read_bytes() == changed


def test_a_drill_that_is_not_in_its_file(study: Study, deck: Path) -> None:
    drill = study.store.drill(DrillId("d/b"))
    written(deck, deck_text("a", "c"))
    with pytest.raises(BadInput, match="not in this file"):
        study.library.author.open(drill)
    deck.unlink()
    with pytest.raises(BadInput, match="no file to edit"):
        study.library.author.open(drill)


def test_an_edit_must_not_reach_another_drill(study: Study, tmp_path: Path) -> None:
    text = HEADER + "  - {kind: recall, id: a, front: Q, back: 'A'}\n" + entry("b")
    path = written(tmp_path / "d.yaml", text)
    bring(study, path)
    author = study.library.author
    draft = author.open(study.store.drill(DrillId("d/a")))
    with pytest.raises(BadInput):
        author.save(draft, "{kind: recall, id: b, front: Q, back: 'A'}")
    assert path.read_text("utf-8") == text


def test_the_shipped_file_itself_is_never_edited(study: Study, builtin_folder: Path) -> None:
    bring(study, written(builtin_folder / "d.yaml", deck_text("a")))
    assert study.library.author.source("d") is None
    bring(study, written(builtin_folder / "e.csv", "q,a\none,two\nthree,four\n"))
    assert all(study.library.author.source(deck.id) is None for deck in study.store.decks())


# -- a copy of one's own -------------------------------------------------------------------------


def test_a_built_in_deck_is_read_only_until_it_is_copied(
    study: Study, builtin_folder: Path
) -> None:
    text = "# mine\n" + deck_text("a", "b")
    written(builtin_folder / "d.yaml", text)
    study.install_builtin(study.read_builtin_decks(quiet))
    library = study.library
    assert library.details(DrillId("d/a")).file is None
    (deck,) = study.store.decks()
    copy = library.author.copy_to_own(deck, study.store.drills(deck.id))
    assert copy == study.data_dir / "decks" / "d.yaml"
    assert copy.read_text("utf-8") == text
    bring(study, copy)
    assert study.library.details(DrillId("d/a")).file == copy
    assert library.author.source("d") == copy
    written(copy, deck_text("a", "b", "mine"))
    bring(study, copy)
    study.install_builtin(study.read_builtin_decks(quiet))
    assert "mine" in stored(study), "an update of the program leaves the user's copy alone"
    with pytest.raises(CannotRun, match="exists already"):
        library.author.copy_to_own(deck, study.store.drills(deck.id))


def test_a_deck_without_its_text_is_written_anew(study: Study) -> None:
    install(study, deck_text("a", "b"))
    (deck,) = study.store.decks()
    copy = study.library.author.copy_to_own(deck, study.store.drills(deck.id))
    assert offer(study, copy).offers[0].plan.counts["unchanged"] == 2


def test_pictures_go_along(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    written(folder / "deck.yaml", HEADER + entry("a", "![p](p/q.png) ![r](r.png) ![s](s.svg)"))
    (folder / "p").mkdir()
    (folder / "p" / "q.png").write_bytes(PNG)
    (folder / "r.png").write_bytes(b"no picture")
    done = bring(study, folder)
    assert [each.message for each in done.problems] == [
        "r.png: this is no picture that can be shown."
    ]
    assert study.kept.picture("d", "p/q.png") == PNG
    assert study.kept.picture("d", "../p/q.png") is None
    (deck,) = study.store.decks()
    copy = study.library.author.copy_to_own(deck, study.store.drills(deck.id))
    assert copy == study.data_dir / "decks" / "d" / "deck.yaml"
    assert (copy.parent / "p" / "q.png").read_bytes() == PNG


def test_a_picture_that_comes_later_is_taken_in(study: Study) -> None:
    folder = study.data_dir / "decks" / "x"
    written(folder / "deck.yaml", HEADER + entry("a", "![p](q.png)"))
    found = reread(study.installer, folder.parent, {}, quiet)
    assert (len(found.plans), study.kept.picture("d", "q.png")) == (1, None)
    for picture in (PNG, PNG + b"!"):
        (folder / "q.png").write_bytes(picture)
        found = reread(study.installer, folder.parent, found.looked_at, quiet)
        assert (found.plans, study.kept.picture("d", "q.png")) == ((), picture)


def test_a_disk_that_refuses(study: Study, deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = study.library.author.open(study.store.drill(DrillId("d/b")))

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    before = sorted(deck.parent.iterdir())
    with pytest.raises(CannotRun, match="no space left on device"):
        study.library.author.save(draft, draft.entry.replace("b?", "bb?"))
    assert sorted(deck.parent.iterdir()) == before


def test_strange_ids_have_a_place_of_their_own(study: Study) -> None:
    odd = study.kept._place("a/../b")
    assert odd.parent == study.kept.folder
    assert ".." not in odd.name
    assert odd != study.kept._place("a/../c")
