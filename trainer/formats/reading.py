"""Which reader a file is for, told by what it holds and only then by what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.formats.base import DeckFile
from trainer.formats.bounds import MAX_PACKAGE_BYTES
from trainer.formats.columns import Columns
from trainer.formats.files import encoding_of, opened, unreadable
from trainer.formats.steps import Step, silent

TABLES = (".csv", ".tsv", ".psv", ".tab")
MARKDOWN = (".md", ".markdown", ".mdown")
PACKAGES = (".apkg", ".colpkg", ".cards")
DECKS = (".yaml", ".yml")
FOREIGN = (*TABLES, *MARKDOWN, *PACKAGES, ".txt")
SUFFIXES = (*DECKS, *FOREIGN)
"""What a dialog offers; files of other names are looked into all the same."""

_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may choose about reading a foreign file."""

    scheduling: bool = False
    """Take over what was answered in Anki."""
    columns: Columns | None = None
    """How a table is to be read; None: as it seems."""


DEFAULTS = Options()


def read_decks(
    path: Path, options: Options = DEFAULTS, step: Step = silent
) -> tuple[DeckFile, ...]:
    """Return the decks in the file ``path``, whatever its format.

    ``step`` hears of progress and may raise to stop. Raises UnreadableDeck, with the reason, where
    nothing can be used.
    """
    suffix = path.suffix.lower()
    if suffix in DECKS or _is_folder(path):
        return _own(path)
    with opened(path, MAX_PACKAGE_BYTES) as file:
        head = file.read(_SAMPLE)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or suffix in PACKAGES:
        return _package(path, options, step)
    if head.startswith(b"SQLite format 3\x00"):
        raise unreadable(path, _DATABASE)
    encoding = encoding_of(head)
    sample = head.decode(encoding, "replace").removeprefix("\ufeff") if encoding else ""
    return _text(path, sample, options, step)


_DATABASE = "this is a database, not a package; in Anki, export the deck as .apkg"


def foreign_files(folder: Path) -> list[Path]:
    """Return the foreign decks that lie in a folder, by name.

    Hidden ones are passed over, and links that lead out of it: a folder may be a stranger's.
    """
    inside = folder.resolve()
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in (*TABLES, *MARKDOWN, *PACKAGES)
        and not path.name.startswith(".")
        and path.is_file()
        and path.resolve().is_relative_to(inside)
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _own(path: Path) -> tuple[DeckFile, ...]:
    from trainer.formats.yaml_deck import read_deck

    return (read_deck(path),)


def _package(path: Path, options: Options, step: Step) -> tuple[DeckFile, ...]:
    from trainer.formats.anki.package import read_package
    from trainer.formats.anki.zipped import open_package

    with open_package(path) as package:
        members = frozenset(package.members)
    if "cards.xml" in members:
        raise unreadable(
            path, "this is a deck of Mnemosyne; in Mnemosyne, export it as tab separated text"
        )
    if members & {"data.json", "data.edn"}:
        raise unreadable(path, "this is a deck of Mochi; export it as Markdown or CSV")
    return read_package(path, scheduling=options.scheduling, step=step)


def _text(path: Path, sample: str, options: Options, step: Step) -> tuple[DeckFile, ...]:
    suffix = path.suffix.lower()
    if options.columns is not None:
        return _table(path, options, step)
    if suffix in MARKDOWN:
        return _markdown(path)
    # Each reader is loaded for its own files alone: all of them take 40 ms.
    if sample.lstrip()[:4].lower().startswith(("#", "tags")):
        from trainer.formats.anki.text import is_anki_text, read_anki_text

        if is_anki_text(sample):
            return read_anki_text(path, step)
    if sample.lstrip().startswith(("format: triad-deck/", "# yaml-language-server")):
        return _own(path)
    if suffix not in TABLES:
        from trainer.formats.markdown.deck import looks_like_markdown

        if looks_like_markdown(sample):
            return _markdown(path)
    if sample.lstrip()[:1] in {"{", "["} and suffix == ".json":
        raise unreadable(
            path, "JSON is no deck this program reads; export the deck as .apkg or CSV"
        )
    return _table(path, options, step)


def _markdown(path: Path) -> tuple[DeckFile, ...]:
    from trainer.formats.markdown.deck import read_markdown

    return read_markdown(path)


def _table(path: Path, options: Options, step: Step) -> tuple[DeckFile, ...]:
    from trainer.formats.table_deck import read_table

    return read_table(path, options.columns, step)
