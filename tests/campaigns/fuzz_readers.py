"""Throws mutated files at every reader of decks: nothing but their own refusals may come out.

Not part of the test command. By hand, from the checkout's root, with atheris installed:

    python tests/campaigns/fuzz_readers.py READER FOLDER [libFuzzer's own options]

READER is one of those below; FOLDER keeps what was found interesting from run to run. A crash, an
exception that is no refusal, more than 2 GiB or an input that takes over 20 s is a finding, and
libFuzzer writes the input down. ``-max_total_time=600`` ends it after ten minutes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["trainer.formats"]):
    from trainer.formats.anki import text as anki_text
    from trainer.formats.anki.package import read_package
    from trainer.formats.base import UnreadableDeck
    from trainer.formats.html_text import markdown_of
    from trainer.formats.markdown.deck import read_markdown
    from trainer.formats.paste import read_paste
    from trainer.formats.reading import read_decks
    from trainer.formats.table_deck import read_table
    from trainer.formats.yaml_deck import read_deck

from tests.campaigns.packages import package_of

_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))


def _file(name: str, data: bytes) -> Path:
    path = _FOLDER / name
    path.write_bytes(data)
    return path


def _html(data: bytes) -> None:
    text = markdown_of(data.decode("utf-8", "replace"))
    assert "<script" not in text.replace("\\<script", "")


READERS: dict[str, Callable[[bytes], object]] = {
    "table": lambda data: read_table(_file("x.csv", data)),
    "anki-text": lambda data: anki_text.read_anki_text(_file("x.txt", data)),
    "markdown": lambda data: read_markdown(_file("x.md", data)),
    "package": lambda data: read_package(_file("x.apkg", data), scheduling=True),
    "collection": lambda data: read_package(_file("x.apkg", package_of(data)), scheduling=True),
    "yaml": lambda data: read_deck(_file("x.yaml", data)),
    "paste": lambda data: read_paste(data.decode("utf-8", "replace")),
    "any": lambda data: read_decks(_file("x", data)),
    "html": _html,
}


def main() -> None:
    """Fuzz one reader until libFuzzer stops."""
    reader = READERS[sys.argv[1]]

    def once(data: bytes) -> None:
        said = "read"
        try:
            reader(data)
        except UnreadableDeck as refusal:
            said = str(refusal)
        assert said
        assert "\n" not in said

    atheris.Setup([sys.argv[0], *sys.argv[2:], "-timeout=20", "-rss_limit_mb=2048"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
