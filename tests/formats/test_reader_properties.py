"""Whatever a file holds: decks or a refusal, in one line. The campaign does this by the million."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campaigns.packages import package_of
from trainer.formats.anki import cloze
from trainer.formats.anki.package import read_package
from trainer.formats.anki.text import read_anki_text
from trainer.formats.base import DeckFile, UnreadableDeck
from trainer.formats.bounds import MAX_TEXT
from trainer.formats.markdown.deck import read_markdown
from trainer.formats.reading import read_decks
from trainer.formats.table_deck import read_table

few = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

FRAGMENTS = st.sampled_from(
    ["Q:", "A:", "C:", "::", ":::", "?", "==a==", "# h", "```", "---", "\n", "\n\n", ",", ";", "\t",
     "|", '"', "front", "back", "#separator:tab\n", "#html:true\n", "#guid column:1\n", "{{c1::x}}",
     "<b>", "</b>", "<img src=a>", "[sound:x]", "\\(x\\)", "$y$", "[", "]", "(", "\x00", "\u202e",
     "é", "字", "a", "b c", "{{Front}}", "{{#B}}", "{{/B}}", "{{cloze:Text}}", "&amp;", "\ud800"]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=30).map("".join)
BYTES = st.one_of(
    st.binary(max_size=200),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("latin-1", "replace")),
)

READERS: dict[str, Callable[[Path], tuple[DeckFile, ...]]] = {
    "x.csv": read_table,
    "x.txt": read_anki_text,
    "x.md": read_markdown,
    "x": read_decks,
}


def check(read: Callable[[Path], tuple[DeckFile, ...]], path: Path) -> None:
    try:
        found = read(path)
    except UnreadableDeck as refusal:
        found, said = (), str(refusal)
        assert said.startswith(str(path))
        assert "\n" not in said
    for deck in found:
        assert deck.id
        assert deck.title.strip() == deck.title
        assert len({drill.local_id for drill in deck.drills}) == len(deck.drills)
        for drill in deck.drills:
            assert all(0 < len(str(text)) <= MAX_TEXT for text in drill.fields.values())
            str(drill.fields).encode()


@pytest.mark.parametrize("name", READERS)
@few
@given(data=BYTES)
def test_readers_of_text(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    check(READERS[name], path)


@few
@given(data=BYTES)
def test_the_reader_of_packages(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(package_of(data))
    check(lambda each: read_package(each, scheduling=True), path)
    path.write_bytes(data)
    check(read_package, path)


@given(TEXTS)
def test_deletions_put_back_are_the_text(text: str) -> None:
    parts = cloze.parse(text)
    for number in cloze.numbers_of(parts):
        assert cloze.question(parts, number) != ""
        assert cloze.answer(parts, number, mark=False).count("{{c1::") <= text.count("{{c1::")
