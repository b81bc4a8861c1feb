"""Giving decks and the review log away: as files that other programs, and this one, read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.clock import Clock
from trainer.domain.deck import Deck, Drill
from trainer.domain.memory import Progress, Seen
from trainer.errors import BadInput
from trainer.formats.base import UnreadableDeck
from trainer.formats.steps import Step, silent
from trainer.store.database import Store
from trainer.store.review_rows import Logged
from trainer.study.importing import plan_import
from trainer.study.kept import Kept
from trainer.study.whole_file import whole_file

FORMATS = (".yaml", ".csv", ".tsv", ".apkg")
"""What decks are written as; the ending of the file's name decides."""

LOG_FORMATS = (".csv", ".jsonl")

LOG_COLUMNS = (
    "id", "device", "drill", "kind", "seed", "content_hash", "answer", "suggested", "rating",
    "duration_ms", "at", "study_day", "due", "value", "expected", "unit", "log10_error",
    "interval_low", "interval_high", "before_stability_days", "before_difficulty", "before_due",
    "before_last_day", "before_reviews", "before_lapses", "retracted_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    decks: int
    drills: int
    faults: int = 0
    """How many errors stand in the file: it is the one the deck came from, with what was faulty."""


@dataclass(frozen=True)
class Exporter:
    """Writes decks and the log. Each file appears whole, or not at all."""

    store: Store
    clock: Clock
    kept: Kept

    def decks(self, path: Path, wanted: Sequence[str] = (), step: Step = silent) -> Exported:
        """Write the decks ``wanted`` (by id or title; by default all) to ``path``.

        Raises BadInput for a deck there is not, an ending that is not known, and several decks in
        one YAML file; CannotRun where the file cannot be written.
        """
        suffix = path.suffix.lower()
        if suffix not in (*FORMATS, ".yml"):
            raise BadInput(
                f"decks are not written as '{suffix or path.name}'",
                where=str(path),
                remedy=f"end the name with one of {', '.join(FORMATS)}",
            )
        chosen = [(deck, self.store.drills(deck.id)) for deck in self._chosen(wanted)]
        faulty = 0
        if suffix in {".yaml", ".yml"}:
            faulty = self._yaml(path, chosen)
        elif suffix == ".apkg":
            self._package(path, chosen, step)
        else:
            from trainer.formats.table_write import table_lines

            _put_lines(path, table_lines(chosen, "," if suffix == ".csv" else "\t"))
        return Exported(path, len(chosen), sum(len(drills) for _, drills in chosen), faulty)

    def _chosen(self, wanted: Sequence[str]) -> list[Deck]:
        decks = self.store.decks()
        return [_named(word, decks) for word in wanted] or list(decks)

    def _yaml(self, path: Path, chosen: list[tuple[Deck, tuple[Drill, ...]]]) -> int:
        if len(chosen) != 1:
            raise BadInput(
                f"a YAML file holds one deck, and there are {len(chosen)}",
                where=str(path),
                remedy="choose one with --deck",
            )
        deck, drills = chosen[0]
        from trainer.formats.yaml_write import deck_yaml

        # Byte for byte the file it came from, if nothing was changed.
        raw = self.as_installed(deck, drills)
        with whole_file(path) as file:
            file.write(raw or deck_yaml(deck, drills).encode())
        return _faults(raw) if raw else 0

    def as_installed(self, deck: Deck, drills: Sequence[Drill]) -> bytes | None:
        """Return the file that a deck came from, None where it would not make the same deck anew.

        A drill that was edited and states no id keeps the one made from what it said at first: read
        elsewhere, the file would give it another, and its history would be no longer its own.
        """
        from trainer.formats.yaml_deck import read_deck_text

        raw = self.kept.raw(deck.id)
        if raw is None:
            return None
        try:
            found = read_deck_text(raw.decode("utf-8-sig"), Path())
        except (UnreadableDeck, UnicodeDecodeError):
            return None
        plan = plan_import(found, drills)
        ids = {f"{found.id}/{entry.local_id}" for entry in found.drills}
        is_same = (
            plan.change.deck == deck
            and _changes_nothing(plan.counts)
            and ids.issuperset(drill.id for drill in drills)
        )
        return raw if is_same else None

    def _package(
        self, path: Path, chosen: Sequence[tuple[Deck, Sequence[Drill]]], step: Step
    ) -> None:
        from trainer.formats.anki.writing import write_package

        with whole_file(path) as file:
            write_package(file, chosen, self.kept.picture, self.clock.now(), step)

    def log(self, path: Path) -> int:
        """Write the whole review log to ``path`` and return how many answers it has.

        Retracted answers are in it, marked. Raises BadInput for an ending that is not known.
        """
        from trainer.formats.log_write import as_json_lines, as_table

        suffix = path.suffix.lower()
        if suffix not in LOG_FORMATS:
            raise BadInput(
                f"the log is not written as '{suffix or path.name}'",
                where=str(path),
                remedy=f"end the name with one of {', '.join(LOG_FORMATS)}",
            )
        rows = [_log_row(logged) for logged in self.store.log()]
        lines = as_table(rows, LOG_COLUMNS) if suffix == ".csv" else as_json_lines(rows)
        _put_lines(path, lines)
        return len(rows)


def _named(word: str, decks: Sequence[Deck]) -> Deck:
    """Return the deck whose id, or else whose title, is ``word``. Raises BadInput."""
    found = [deck for deck in decks if deck.id == word] or [
        deck for deck in decks if deck.title.casefold() == word.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f"several decks are called '{word}'",
            remedy=f"name one by its id: {', '.join(deck.id for deck in found)}",
        )
    ids = ", ".join(deck.id for deck in decks)
    raise BadInput(f"there is no deck '{word}'", remedy=f"there are {ids or 'none'}")


def _faults(raw: bytes) -> int:
    """Return how many errors stand in a deck's own file."""
    from trainer.formats.yaml_deck import read_deck_text

    return len(read_deck_text(raw.decode("utf-8-sig"), Path()).errors)


def _changes_nothing(counts: dict[str, int]) -> bool:
    return not any(count for what, count in counts.items() if what != "unchanged")


def _log_row(logged: Logged) -> dict[str, object]:
    review = logged.review
    return {
        "id": review.id,
        "device": review.device,
        "drill": review.drill_id,
        "kind": review.kind,
        "seed": review.seed,
        "content_hash": review.content_hash,
        "answer": review.answer,
        "suggested": int(review.suggested),
        "rating": int(review.rating),
        "duration_ms": review.duration_ms,
        "at": review.at.isoformat(),
        "study_day": review.study_day.isoformat(),
        "due": logged.due.isoformat(),
        "value": review.value,
        "expected": review.expected,
        "unit": review.unit,
        "log10_error": review.log10_error,
        "interval_low": review.interval_low,
        "interval_high": review.interval_high,
        **_before(review.before),
        "retracted_at": logged.retracted_at.isoformat() if logged.retracted_at else None,
    }


def _before(progress: Progress) -> dict[str, object]:
    seen = progress if isinstance(progress, Seen) else None
    return {
        "before_stability_days": seen.memory.stability_days if seen else None,
        "before_difficulty": seen.memory.difficulty if seen else None,
        "before_due": seen.due.isoformat() if seen else None,
        "before_last_day": seen.last_day.isoformat() if seen else None,
        "before_reviews": seen.reviews if seen else None,
        "before_lapses": seen.lapses if seen else None,
    }


def _put_lines(path: Path, lines: Iterable[str]) -> None:
    with whole_file(path) as file:
        for line in lines:
            file.write(line.encode())
