"""Progress cards in the cohort's folder: one's own put there or taken back, the others' read."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.errors import BadInput, CannotRun
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.estimating import calibration
from trainer.study.kept import put_file
from trainer.study.standing import LOOKED_BACK_DAYS, STREAK_DAYS, ready, streak
from trainer.sync import cards
from trainer.sync.cards import Card, CardError, Signed

CARDS = "cards"
"""The folder of the cards in that of the cohort."""

KEY_FILE = "cohort.key"
"""The member's secret in the data folder; it signs his cards and never leaves this machine."""

MOST_CARDS = 500
_DIGITS = 3
_READABLE = 0o644
"""A card is for the others to read, on a network share under their own names."""


def card_of(store: Store, name: str, day: dt.date, settings: Settings) -> Card:
    """Return the card of today: what would be known today, not at one's own interview.

    Raises BadInput for a name that is none, and the store's errors.
    """
    found = ready(store, day, replace(settings, interview=""))
    sums = store.estimate_sums(day - dt.timedelta(days=LOOKED_BACK_DAYS - 1), day)
    days = store.daily_counts(day - dt.timedelta(days=STREAK_DAYS), day)
    try:
        return Card(
            name.strip(),
            day,
            {each.dimension.value: _rounded(each.share) for each in found},
            _rounded(calibration(sums).share),
            streak(days, day),
        )
    except ValueError as error:
        raise BadInput(
            "this is no name for a card",
            where=name,
            remedy=f"write 1 to {cards.MOST_NAME} characters that can be seen",
        ) from error


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)


@dataclass(frozen=True, slots=True)
class Shown:
    """The cards of a cohort: one's own as the others see it, theirs, and what is wrong."""

    own: Signed | None = None
    others: tuple[Signed, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """The cards of the cohort in ``folder``, for the member whose data lies in ``data_dir``."""

    folder: Path
    data_dir: Path

    def share(self, card: Card) -> None:
        """Put ``card`` there, signed, in the place of the one before. Raises CannotRun."""
        seed = self._seed() or self._new_seed()
        place = self._place(seed)
        try:
            if not place.parent.is_dir():
                place.parent.mkdir(exist_ok=True)
                # Whoever may write into the cohort's folder puts his card there, too.
                _opened(place.parent, stat.S_IMODE(self.folder.stat().st_mode))
            put_file(place, cards.signed(card, seed))
            _opened(place, _READABLE)
        except OSError as error:
            raise CannotRun(
                f"your card cannot be written: {(error.strerror or str(error)).lower()}",
                where=str(place.parent),
                remedy="see whether the cohort's folder is there, and to its permissions",
            ) from error

    def take_back(self) -> None:
        """Delete one's own card; the engine that carries the folder does so elsewhere."""
        seed = self._seed()
        try:
            if seed is not None:
                self._place(seed).unlink(missing_ok=True)
        except OSError as error:
            raise CannotRun(
                f"your card cannot be deleted: {(error.strerror or str(error)).lower()}",
                where=str(self.folder / CARDS),
                remedy="see to the folder's permissions",
            ) from error

    def shown(self) -> Shown:
        """Return the cards that are believed, by name, and a sentence for each that is not."""
        seed = self._seed()
        member = cards.member_of(seed) if seed else ""
        believed: list[Signed] = []
        problems: list[str] = []
        for path in self._files(problems):
            try:
                believed.append(cards.verified(_bytes_of(path), path.name))
            except CardError as error:
                problems.append(str(error))
        own = next((each for each in believed if each.member == member), None)
        others = sorted(
            (each for each in believed if each is not own),
            key=lambda each: (each.card.name.casefold(), each.member),
        )
        return Shown(own, tuple(others), tuple(problems))

    def _files(self, problems: list[str]) -> Iterator[Path]:
        folder = self.folder / CARDS
        try:
            found = sorted(folder.glob(f"*{cards.SUFFIX}")) if folder.is_dir() else []
        except OSError as error:
            problems.append(f"{folder}: {(error.strerror or str(error)).lower()}.")
            return
        if len(found) > MOST_CARDS:
            problems.append(f"{folder}: only {MOST_CARDS} of the {len(found):,} cards are read.")
        yield from found[:MOST_CARDS]

    def _place(self, seed: bytes) -> Path:
        return self.folder / CARDS / cards.card_name(cards.member_of(seed))

    def _seed(self) -> bytes | None:
        try:
            seed = (self.data_dir / KEY_FILE).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        if len(seed) != cards.SEED_BYTES:
            raise self._unusable("it is not whole")
        return seed

    def _new_seed(self) -> bytes:
        seed = cards.new_seed()
        put_file(self.data_dir / KEY_FILE, seed)  # readable by its owner alone
        return seed

    def _unusable(self, why: str) -> CannotRun:
        return CannotRun(
            f"the key that signs your card cannot be used: {why.lower()}",
            where=str(self.data_dir / KEY_FILE),
            remedy="put it back from a copy, or delete it and share a new card",
        )


def _opened(path: Path, mode: int) -> None:
    """Give ``path`` its ``mode``, where the file system has any: some network shares refuse."""
    with suppress(PermissionError):
        path.chmod(mode)


def _bytes_of(path: Path) -> bytes:
    """Return what an ordinary file holds, no more than a card may. Raises CardError."""
    said = "this is not an ordinary file"
    try:
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                return file.read(cards.MOST_CARD_BYTES + 1)
    except OSError as error:
        said = f"this card cannot be read: {(error.strerror or str(error)).lower()}"
    raise CardError(said, where=path.name, remedy="have it shared again")
