"""Decks that a cohort shares: compared with what is stored; nothing is written, here or there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import BadInput
from trainer.formats.base import ERROR, Problem
from trainer.formats.deck_folder import deck_files
from trainer.study.importing import ImportPlan
from trainer.study.installing import Installer, Offer, Offers
from trainer.study.kept import Step


@dataclass(frozen=True, slots=True)
class News:
    """What the cohort's decks would change: the files that hold it, their plans, the problems."""

    paths: tuple[Path, ...] = ()
    plans: tuple[ImportPlan, ...] = ()
    problems: tuple[str, ...] = ()


def news(installer: Installer, folder: Path, own: Path, step: Step) -> News:
    """Return what the decks in ``folder`` would change. For a worker; raises the store's errors.

    A deck of which the member keeps a copy in his ``own`` folder is his: it is left out. Of two
    files with one id the first counts, and the other is told.
    """
    try:
        paths = deck_files(folder)
    except OSError as error:
        raise BadInput(
            f"the cohort's folder cannot be read: {(error.strerror or str(error)).lower()}",
            where=str(folder),
            remedy="see whether it is there, or choose another",
        ) from error
    changes: dict[Path, ImportPlan] = {}
    problems: list[str] = []
    ids: dict[str, Path] = {}
    for path in paths:
        offers = installer.offer([path], step)
        problems += map(str, offers.unreadable)
        for offer in _lent(offers.offers, installer, own):
            first = ids.setdefault(offer.file.id, path)
            if first != path:
                problems.append(_twin(path, first, folder, offer.file.id))
                continue
            problems += map(str, offer.file.errors)
            if Offers((offer,)).changes_anything:
                changes[path] = offer.plan
    return News(tuple(changes), tuple(changes.values()), tuple(problems))


def _lent(offers: tuple[Offer, ...], installer: Installer, own: Path) -> Iterator[Offer]:
    for offer in offers:
        origin = installer.kept.origin(offer.file.id)
        if origin is None or not origin.is_relative_to(own):
            yield offer


def _twin(path: Path, first: Path, folder: Path, deck_id: str) -> str:
    said = f"the deck '{deck_id}' is that of {first.relative_to(folder)} already; keep one of them"
    return str(Problem(str(path), 1, 1, ERROR, said))


def checked_folder(folder: Path, *others: Path) -> Path:
    """Return ``folder`` as one that a cohort can share.

    Raises BadInput for one that is not there, or that lies in one of the ``others`` (the member's
    own decks, his sync folder), or holds it.
    """
    if not folder.is_dir():
        raise BadInput("there is no such folder", where=str(folder), remedy="choose another")
    real = folder.resolve()
    for other in others:
        taken = other.resolve()
        if real.is_relative_to(taken) or taken.is_relative_to(real):
            raise BadInput(
                "this folder is in use for something of your own",
                where=str(folder),
                remedy=f"choose one apart from {other}",
            )
    return real
