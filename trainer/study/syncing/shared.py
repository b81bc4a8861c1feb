"""Which settings are those of all of a user's devices."""

from __future__ import annotations

from collections.abc import Sequence

from trainer import settings
from trainer.domain.stamps import BELIEVED_AHEAD_MS, stamp_of
from trainer.errors import BadInput
from trainer.store.registers import SETTING
from trainer.store.told_rows import is_row
from trainer.study.study import SETTING_PREFIX
from trainer.sync.line import Event


def shared_settings() -> tuple[str, ...]:
    """Return the names, as they are stored, of the settings that travel."""
    return tuple(SETTING_PREFIX + name for name in settings.NAMES if settings.travels(name))


FROM_AHEAD = "it is from more than a year ahead of this machine's clock"


def refusals(events: Sequence[Event], now_ms: int) -> dict[int, str]:
    """Return why changes among ``events`` are not to be taken over, by their places."""
    latest = stamp_of(now_ms + BELIEVED_AHEAD_MS)
    told = [at for at, event in enumerate(events) if event.type == "register"]
    found = {at: _refusal(events[at], latest) for at in told}
    return {at: why for at, why in found.items() if why}


def _refusal(event: Event, latest: int) -> str:
    """Return what is wrong with a change that another device told, nothing if it is right.

    ``latest`` is the last rank that is believed.
    """
    if not is_row("register", event.values):
        return ""
    subject, stored, _, value, rank, _ = event.values
    if rank > latest:
        return FROM_AHEAD
    return _wrong_setting(stored, value) if subject == SETTING else ""


def _wrong_setting(stored: str, value: object) -> str:
    name = stored.removeprefix(SETTING_PREFIX)
    if stored != SETTING_PREFIX + name or name not in settings.NAMES:
        return f"the setting '{name}' is not known here"
    if not settings.travels(name):
        return f"the setting '{name}' is each device's own"
    try:
        settings.checked(name, value)
    except BadInput as error:
        return f"the setting '{name}' cannot be what it says: {error.what}"
    return ""
