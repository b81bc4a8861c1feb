"""Decks that travel: those a user installed or made, whole, the last change of each standing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trainer.clock import Clock
from trainer.domain.deck import Deck
from trainer.domain.ids import DeckId
from trainer.errors import BadInput
from trainer.formats.base import DeckFile, UnreadableDeck
from trainer.formats.json_deck import deck_json, is_json, read_deck_json
from trainer.formats.yaml_deck import read_deck_text
from trainer.store.database import Store
from trainer.store.registers import NotedDeck
from trainer.store.telling import Here
from trainer.study.exporting import Exporter
from trainer.study.importing import plan_import
from trainer.study.kept import Kept
from trainer.study.study import BUILTIN_IDS
from trainer.study.syncing.own_files import OwnFiles
from trainer.sync.deck_files import deck_path, get_deck, put_deck
from trainer.sync.disk import Disk, RealDisk
from trainer.sync.layout import DECKS
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import Seal

Heard = Callable[[float, str], None]
"""Hears how much is done (0 to 1) and the title of the deck that is next; may raise to stop."""


@dataclass(frozen=True, slots=True)
class SharedDecks:
    """Tells which decks were changed here, and makes those so that were changed elsewhere.

    The decks that come with the program stay out of it: each device has those of its version.
    """

    store: Store
    disk: Disk
    seal: Seal | None
    clock: Clock

    @property
    def kept(self) -> Kept:
        """What is kept of installed decks beside the database."""
        return Kept(self.store.path.parent / "installed")

    @property
    def own(self) -> OwnFiles:
        """The user's own folder of decks."""
        return OwnFiles(self.store, self.kept, self.disk, self.seal)

    def tell(self, here: Here, heard: Heard) -> list[Problem]:
        """Put decks that were changed here into the folder, and have them told of.

        What ``heard`` raises stops it between two decks; the next run goes on with the second.
        """
        problems = []
        stored = {str(deck.id): deck for deck in self.store.decks()}
        noted_decks = self.store.noted_decks()
        for at, noted in enumerate(noted_decks):
            deck = stored.get(noted.id)
            heard(at / len(noted_decks), deck.title if deck else noted.id)
            if self._is_shipped(noted.id):
                self.store.forget_deck(noted)
            elif deck is None:
                self.store.place_deck(noted, None, here)
            else:
                problems += self._tell_one(noted, deck, here)
        return problems

    def _tell_one(self, noted: NotedDeck, deck: Deck, here: Here) -> list[Problem]:
        drills = self.store.drills(deck.id)
        exporter = Exporter(self.store, self.clock, self.kept)
        data = exporter.as_installed(deck, drills) or deck_json(deck, drills)
        digest = put_deck(self.disk, data, self.seal)
        if digest is None:
            return [self._left_out(noted, f"the deck '{deck.title}' is too large")]
        self.store.place_deck(noted, {"sha256": digest, "title": deck.title}, here)
        return []

    def _is_shipped(self, deck_id: str) -> bool:
        shipped = self.store.settings().get(BUILTIN_IDS)
        is_listed = isinstance(shipped, list) and deck_id in shipped
        return is_listed and self.kept.origin(deck_id) is None

    def _left_out(self, noted: NotedDeck, what: str) -> Problem:
        self.store.forget_deck(noted)
        return Problem(
            Trouble.TOO_LARGE,
            f"deck {noted.id}",
            what,
            "import its file on the other devices; what is answered travels all the same",
        )

    def take_in(self, heard: Heard) -> tuple[int, list[Problem]]:
        """Install, change and take out what other devices did; return how many, and troubles.

        What ``heard`` raises stops it between two decks.
        """
        done, problems = 0, []
        waiting = self.store.waiting_decks()
        for at, (deck_id, value) in enumerate(waiting):
            heard(at / len(waiting), _title(deck_id, value))
            if self._is_shipped(deck_id):
                self.store.leave_deck(deck_id, value)
                continue
            is_done, more = self._take_one(deck_id, value)
            done += is_done
            problems += more
        return done, problems

    def _take_one(self, deck_id: str, value: Any) -> tuple[bool, list[Problem]]:
        """Make a deck what another device made of it; return whether it is, and what is wrong."""
        now = self.clock.now()
        if value is None:
            self.store.take_deck(DeckId(deck_id), value, now)
            return True, []
        title = _title(deck_id, value)
        try:
            deck_file = self._file(value)
        except FileNotFoundError:
            missing = Problem(
                Trouble.MISSING,
                DECKS,
                f"the deck '{title}' is not there yet",
                "wait until it is carried over",
            )
            return False, [missing]
        except (BadInput, OSError, KeyError, TypeError, UnicodeDecodeError) as error:
            return False, [self._broken(title, error)]
        if deck_file.id != deck_id:
            other = BadInput("it is another deck than it was said to be")
            return False, [self._broken(title, other)]
        return True, self._install(deck_file, value, now)

    def _file(self, value: Any) -> DeckFile:
        digest = value["sha256"]
        data = get_deck(self.disk, digest, self.seal)
        path = deck_path(digest)
        place = self.disk.root / path if isinstance(self.disk, RealDisk) else Path(path)
        if is_json(data):
            return read_deck_json(data, place)
        return replace(read_deck_text(data.decode("utf-8-sig"), place), raw=data)

    def _install(self, deck_file: DeckFile, value: Any, now: dt.datetime) -> list[Problem]:
        # The file first: if the machine stops after it, it is read in as it stands.
        placed, problems = self.own.follow(deck_file)
        plan = plan_import(deck_file, self.store.drills(DeckId(deck_file.id)))
        self.store.take_deck(plan.change, value, now)
        self.kept.keep(placed)
        return problems

    @staticmethod
    def _broken(title: str, error: Exception) -> Problem:
        if isinstance(error, UnreadableDeck):
            what = "it cannot be read as a deck"
        else:
            what = error.what if isinstance(error, BadInput) else "its file cannot be read"
        return Problem(
            Trouble.DAMAGED,
            DECKS,
            f"the deck '{title}' was not installed: {what}",
            "let it be carried over again, or import its file",
        )


def _title(deck_id: str, value: Any) -> str:
    return str(value.get("title", deck_id)) if isinstance(value, dict) else deck_id
