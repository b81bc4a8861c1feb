"""The part of the store that exchanges what happened with other devices."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trainer.domain.deck import DeckChange
from trainer.store import canon, decks, log_indices, merging, registers, telling, touched
from trainer.store.columns import instant_us
from trainer.store.connection import transaction
from trainer.store.errors import translated
from trainer.store.handle import Handle, guarded
from trainer.store.registers import NotedDeck

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trainer.domain.ids import DeckId
    from trainer.scheduling.fsrs import Scheduler
    from trainer.store.merging import KnownDevice, Merged, Reached
    from trainer.store.telling import Cursors, Here, Told

_CACHE = -64 * 1024
"""KiB of pages kept while much is merged: the parts of the log's indices that change."""


class Sharing(Handle):
    """Telling what was done here, taking in what was done elsewhere. No files: see ``sync``."""

    @guarded
    def sync_value(self, name: str, default: Any = None) -> Any:
        """Return what is kept of the sync under ``name``."""
        return telling.value(self._connection, name, default)

    @guarded
    def keep_sync_values(self, values: Mapping[str, object]) -> None:
        """Keep plain data by name, in one transaction."""
        with transaction(self._connection):
            for name, value in values.items():
                telling.put_value(self._connection, name, value)

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Let the block's transactions reach the disk together, not each for itself.

        If the machine stops, the last of them may be gone, but each whole and in order: a sync
        then reads again what it read, or tells again what it told.
        """
        with translated(self.path):
            log_indices.make_anew(self._connection)
            self._connection.execute("pragma synchronous = normal")
            (cache,) = self._connection.execute("pragma cache_size").fetchone()
            self._connection.execute(f"pragma cache_size = {_CACHE}")
        try:
            yield
        finally:
            with translated(self.path):
                log_indices.make_anew(self._connection)
            self._connection.execute("pragma synchronous = full")
            self._connection.execute(f"pragma cache_size = {int(cache)}")

    @guarded
    def begin_folder(self, folder: str, settings: Iterable[str]) -> None:
        """Begin with a sync folder: nothing was told there, and nothing read from it."""
        telling.begin_folder(self._connection, self.device, folder, settings)

    @guarded
    def rename_device(self, new: str) -> None:
        """Call this device ``new``: another one goes by its name, too."""
        telling.rename(self._connection, self.device, new)
        self.device = new

    @guarded
    def place_own(self, here: Here, most: int) -> int:
        """Give what was added here its stamps, at most ``most`` reviews; return how much it was.

        Until then nothing of it can be told.
        """
        return telling.place_own(self._connection, here, most)

    @guarded
    def untold(self, most: int) -> tuple[list[Told], Cursors]:
        """Return at most ``most`` events that other devices were not told; see ``telling``."""
        return telling.untold(self._connection, self.device, most)

    @guarded
    def count_untold(self) -> int:
        """Return how many events other devices were not told, those without a stamp included."""
        return telling.count_untold(self._connection, self.device)

    @guarded
    def keep_told(self, events: Sequence[Told], told: Cursors, written: object) -> None:
        """Keep that ``events`` were told, and how far the files go."""
        telling.keep_told(self._connection, events, told, written)

    @guarded
    def tell_anew(self, written: object) -> None:
        """Forget that anything was told: the files are gone. ``written`` says where to go on."""
        telling.tell_anew(self._connection, self.device, written)

    @guarded
    def read_segments(self, device: str) -> dict[int, Reached]:
        """Return how each segment of a device was read."""
        return merging.read_segments(self._connection, device)

    @guarded
    def merge(
        self, device: str, events: Sequence[Told], here: Here, *, are_rows: bool = False
    ) -> Merged:
        """Take in ``events`` of a device in one transaction; see ``merging``."""
        return merging.merge(self._connection, device, events, here, are_rows=are_rows)

    @guarded
    def expect_much(self) -> None:
        """Get ready for a long history; ``hurried`` puts things right again at its end."""
        log_indices.take_away(self._connection)

    @guarded
    def expect_no_more(self) -> None:
        """Put right again what ``expect_much`` did, if it did."""
        log_indices.make_anew(self._connection)

    @guarded
    def keep_reached(self, device: str, reached: Sequence[Reached]) -> None:
        """Keep how segments of a device were read, so that they need not be read again."""
        merging.keep_reached(self._connection, device, reached)

    @guarded
    def known_devices(self) -> list[KnownDevice]:
        """Return every other device that was seen."""
        return merging.known_devices(self._connection, self.device)

    @guarded
    def name_device(self, device: str, name: str, seen_ms: int) -> None:
        """Keep how another device calls itself, and when it said so (ms from 1970)."""
        merging.name_device(self._connection, device, name, seen_ms)

    @guarded
    def noted_decks(self) -> list[NotedDeck]:
        """Return the decks that were changed here and that other devices were not told of."""
        return registers.noted_decks(self._connection)

    @guarded
    def place_deck(self, noted: NotedDeck, value: object, here: Here) -> None:
        """Have other devices told what became of a deck."""
        with transaction(self._connection):
            registers.place_deck(self._connection, noted, value, here.device, here.now_ms)

    @guarded
    def forget_deck(self, noted: NotedDeck) -> None:
        """Do not tell what became of a deck: it is not the user's own."""
        with transaction(self._connection):
            registers.forget_deck(self._connection, noted)

    @guarded
    def waiting_decks(self) -> list[tuple[str, Any]]:
        """Return the decks that other devices changed, with what they are to become."""
        return registers.waiting_decks(self._connection)

    @guarded
    def take_deck(self, change: DeckChange | DeckId, value: object, at: dt.datetime) -> None:
        """Install a deck as another device has it, or take out the one of this id."""
        if isinstance(change, DeckChange):
            decks.apply(self._connection, (change,), at)
            deck_id = change.deck.id
        else:
            decks.remove(self._connection, change, at)
            deck_id = change
        with transaction(self._connection):
            noted = NotedDeck(deck_id, instant_us(at), 0)
            registers.forget_deck(self._connection, noted)
            registers.deck_applied(self._connection, deck_id, value)

    @guarded
    def leave_deck(self, deck_id: str, value: object) -> None:
        """Keep a deck as it is here, whatever another device has."""
        with transaction(self._connection):
            registers.deck_applied(self._connection, deck_id, value)

    @guarded
    def canon(self) -> bytes:
        """Return all that devices in step have in common: equal bytes, equal stores."""
        return "".join(canon.lines(self._connection)).encode()

    @guarded
    def touched(self) -> int:
        """Return how many drills' states are to be computed anew after a merge."""
        return touched.waiting(self._connection)

    @guarded
    def touch_what_changed(self, parameters: str) -> None:
        """Have the states computed anew of drills that came after answers to them.

        All states, when ``parameters`` (those of FSRS) are others than the last time.
        """
        touched.touch_what_changed(self._connection, parameters)

    @guarded
    def settle(self, scheduler: Scheduler, most: int) -> int:
        """Compute the states of at most ``most`` such drills anew, in one transaction."""
        return touched.settle(self._connection, scheduler, most)
