"""Which cohort this device belongs to, and under which name the member shows his card."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.store.database import Store

_FOLDER = "cohort.folder"
_NAME = "cohort.name"


@dataclass(frozen=True, slots=True)
class Choice:
    """The cohort's ``folder``, None for no cohort; ``name`` is empty while no card is shared."""

    folder: Path | None
    name: str


def chosen(store: Store) -> Choice:
    """Return what was chosen. Raises the store's errors."""
    stored = store.settings()
    folder, name = stored.get(_FOLDER), stored.get(_NAME)
    return Choice(
        Path(folder) if isinstance(folder, str) and folder else None,
        name if isinstance(name, str) else "",
    )


def choose_folder(store: Store, folder: Path | None) -> None:
    """Belong to the cohort of ``folder`` from now on, or to none; its decks and answers stay."""
    store.put_setting(_FOLDER, str(folder) if folder else "")


def choose_name(store: Store, name: str) -> None:
    """Show one's card under ``name`` from now on; under an empty one, no longer."""
    store.put_setting(_NAME, name.strip())
