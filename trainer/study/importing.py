"""Installing a deck: first a plan of what would change, then one transaction or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.domain.deck import Deck, DeckChange, Drill
from trainer.domain.ids import DeckId, DrillId
from trainer.formats.base import DeckFile, FileDrill, Problem
from trainer.scheduling.marks import Mark
from trainer.study.edits import edits, is_nameless


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What installing a deck file would do. Nothing is written yet."""

    path: Path
    change: DeckChange
    problems: tuple[Problem, ...] = ()
    not_carried: tuple[str, ...] = ()
    past: tuple[tuple[DrillId, FileDrill], ...] = ()
    """The drills that bring answers given elsewhere, under the ids they get."""
    marks: tuple[tuple[DrillId, Mark], ...] = ()
    """What was suspended or flagged elsewhere, of the drills that are added."""

    @property
    def is_all_new(self) -> bool:
        """Whether nothing of the deck was stored when this was planned."""
        change = self.change
        return not (change.changed or change.moved or change.unchanged or change.removed)

    @property
    def marked(self) -> dict[str, int]:
        """Return how many drills come suspended and flagged."""
        return {
            "suspended": sum(mark.suspended for _, mark in self.marks),
            "flagged": sum(mark.flag > 0 for _, mark in self.marks),
        }

    @property
    def counts(self) -> dict[str, int]:
        """Return how many drills are added, changed, moved, unchanged and removed."""
        change = self.change
        return {
            "added": len(change.added),
            "changed": len(change.changed),
            "moved": len(change.moved),
            "unchanged": len(change.unchanged),
            "removed": len(change.removed),
        }


def plan_import(deck_file: DeckFile, stored: Iterable[Drill]) -> ImportPlan:
    """Compare ``deck_file`` with what is ``stored`` of that deck. Pure.

    Drills are matched by their id, and one that stated no id, or whose id is new, by equal
    content: adding an id to a drill, or renaming it, keeps its history. It stays stored under the
    id it had, and is matched by the new one, its alias, from then on. What is left without an
    id, in the file and in the store, is paired where half of the words are the same: an edit. A
    drill that has errors in the file is left as it is stored: a slip of the pen must not archive
    it.
    """
    matched = _Matcher(deck_file, stored).run()
    deck = Deck(
        id=DeckId(deck_file.id),
        title=deck_file.title,
        aim=deck_file.aim,
        language=deck_file.language,
        licence=deck_file.licence,
        course=deck_file.course,
    )
    removed = () if deck_file.errors or not deck_file.whole else tuple(sorted(matched.left))
    return ImportPlan(
        path=deck_file.path,
        change=DeckChange(
            deck=deck,
            added=tuple(matched.added),
            changed=tuple(matched.changed),
            moved=tuple(matched.moved),
            unchanged=tuple(matched.unchanged),
            removed=removed,
        ),
        problems=deck_file.problems,
        not_carried=deck_file.not_carried,
        past=tuple((matched.id_of(entry), entry) for entry in deck_file.drills if entry.history),
        marks=tuple(_marks(matched)),
    )


def _marks(matched: _Matcher) -> Iterator[tuple[DrillId, Mark]]:
    """Yield the marks of added drills; what is known already has the user's own."""
    marked = [(matched.id_of(each), each.mark) for each in matched.file.drills if each.mark]
    added = {drill.id for drill in matched.added} if marked else frozenset()
    return ((drill_id, mark) for drill_id, mark in marked if drill_id in added)


class _Matcher:
    """Pairs the drills of a file with the stored ones."""

    def __init__(self, deck_file: DeckFile, stored: Iterable[Drill]) -> None:
        self.file = deck_file
        self.left: dict[DrillId, Drill] = {drill.id: drill for drill in stored}
        self.added: list[Drill] = []
        self.changed: list[Drill] = []
        self.moved: list[Drill] = []
        self.unchanged: list[DrillId] = []
        self.ids: dict[int, DrillId] = {}
        """What each entry of the file, by its position, is stored as."""

    def run(self) -> _Matcher:
        if not self.left:  # a new deck: nothing to compare 100,000 drills with
            self.added = [self._as_drill(entry) for entry in self.file.drills]
            return self
        pairs: list[tuple[Drill, Drill | None]] = []
        for entry in self.file.drills:
            drill = self._as_drill(entry)
            pairs.append((drill, self.left.pop(drill.id, None)))
        by_alias = {drill.alias: drill for drill in self.left.values() if drill.alias}
        by_content = {drill.content_hash: drill for drill in self.left.values()}
        strangers: list[Drill] = []
        for drill, known in pairs:
            old = known or self._take(by_alias.get(drill.id))
            old = old or self._take(by_content.get(drill.content_hash))
            if old is None:
                strangers.append(drill)
            else:
                self._sort(drill, old)
        edited = edits([drill for drill in strangers if is_nameless(drill)], self.left.values())
        for drill in strangers:
            old = edited.get(drill.id)
            if old is None:
                self.added.append(drill)
            else:
                self.left.pop(old.id)
                self._sort(drill, old)
        return self

    def _take(self, found: Drill | None) -> Drill | None:
        """Return ``found`` unless another drill of the file took it."""
        return self.left.pop(found.id, None) if found else None

    def id_of(self, entry: FileDrill) -> DrillId:
        """Return what an entry of the file is stored as."""
        return self.ids.get(entry.position) or self._own_id(entry)

    def _own_id(self, entry: FileDrill) -> DrillId:
        return DrillId(f"{self.file.id}/{entry.local_id}")

    def _as_drill(self, entry: FileDrill) -> Drill:
        # By place: names would take as long again, a hundred thousand times.
        return Drill(
            self._own_id(entry), DeckId(self.file.id), entry.kind, entry.fields,
            entry.content_hash, entry.position, entry.tags, entry.sources, entry.level,
        )  # fmt: skip

    def _sort(self, new: Drill, old: Drill) -> None:
        """Store ``new`` of the file, under the id and in the place of ``old``."""
        alias = "" if new.id == old.id else old.alias if is_nameless(new) else new.id
        new = new._replace(id=old.id, alias=alias)
        self.ids[new.position] = new.id
        facts = (new.content_hash, new.tags, new.sources, new.level, new.kind, new.alias)
        if facts != (old.content_hash, old.tags, old.sources, old.level, old.kind, old.alias):
            self.changed.append(new)
        elif new.position != old.position:
            self.moved.append(new)
        else:
            self.unchanged.append(new.id)
