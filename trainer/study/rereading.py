"""Reading the user's folder of decks again: what changed in it is installed, progress is kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.formats.base import ERROR, Problem, UnreadableDeck
from trainer.formats.deck_bytes import bytes_of
from trainer.formats.deck_folder import deck_files, picture_facts
from trainer.study.importing import ImportPlan
from trainer.study.installing import Installer, Offers
from trainer.study.kept import Step
from trainer.study.own_files import digest_of, file_key, keep_read, mark_of, read_before


@dataclass(frozen=True, slots=True)
class Reread:
    """What a look at the folder came to."""

    plans: tuple[ImportPlan, ...]
    problems: tuple[Problem, ...]
    looked_at: dict[Path, str]
    """Each file and what tells what stood in it, and the pictures around it."""

    @property
    def errors(self) -> list[Problem]:
        """What kept a file, or a drill in it, out."""
        return [problem for problem in self.problems if problem.severity == ERROR]


def reread(installer: Installer, folder: Path, seen: Mapping[Path, str], step: Step) -> Reread:
    """Read the files of ``folder`` that are not as ``seen``, install them. Meant for a worker.

    What was read in as it stands, at whatever start, is looked through and not installed again.
    Raises CannotRun and the store's errors, and what ``step`` raises to stop.
    """
    with installer.opened() as store:
        before = read_before(store)
    marks: dict[str, str] = {}
    plans: list[ImportPlan] = []
    problems: list[Problem] = []
    looked_at: dict[Path, str] = {}
    pictures = picture_facts(folder)
    for path in deck_files(folder):
        key = file_key(path, folder)
        if key in before:
            marks[key] = before[key]
        try:
            raw = bytes_of(path)
        except UnreadableDeck as error:
            problems += error.problems
            continue
        around = str(path.parent) + os.sep
        shown = digest_of(each for each in pictures if each[0].startswith(around))
        looked_at[path] = mark_of(raw, 0, shown)
        if looked_at[path] == seen.get(path):
            continue
        offers = installer.offer([path], step)
        problems += offers.unreadable
        for offer in offers.offers:
            problems += offer.file.errors
        twins = _twins(installer, folder, path, offers)
        if twins:
            problems += twins
            continue
        errors = len(offers.unreadable) + sum(len(offer.file.errors) for offer in offers.offers)
        was, marks[key] = marks.get(key, ""), mark_of(raw, errors, shown)
        if was == marks[key]:
            continue
        if was.startswith(mark_of(raw, errors)):
            # The text is as it was read in: since then another device may have changed the deck.
            for offer in offers.offers:
                problems += installer.kept.keep_pictures(offer.file, step)
            continue
        if offers.changes_anything:
            plans += installer.install(offers.offers, step).plans
        else:
            for offer in offers.offers:
                # Its comments may have changed, and its pictures.
                installer.kept.keep(offer.file)
                problems += installer.kept.keep_pictures(offer.file, step)
    with installer.opened() as store:
        keep_read(store, marks)
    return Reread(tuple(plans), tuple(problems), looked_at)


def _twins(installer: Installer, folder: Path, path: Path, offers: Offers) -> list[Problem]:
    """Return what is wrong where another file of the folder has a deck's id already."""
    found = []
    for offer in offers.offers:
        other = installer.kept.origin(offer.file.id)
        if other is None or other == path.absolute() or not other.is_file():
            continue
        said = f"the id '{offer.file.id}' is that of {other.name} already; give this deck another"
        is_twin = other.is_relative_to(folder.absolute())
        found += [Problem(str(path), 1, 1, ERROR, said)] if is_twin else []
    return found
