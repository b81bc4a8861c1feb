"""Which settings are those of all of a user's devices."""

from __future__ import annotations

from collections.abc import Sequence

from trainer import settings
from trainer.errors import BadInput
from trainer.store.registers import SETTING
from trainer.store.told_rows import is_row
from trainer.study.study import SETTING_PREFIX
from trainer.sync.line import Event


def shared_settings() -> tuple[str, ...]:
    """Return the names, as they are stored, of the settings that travel."""
    return tuple(SETTING_PREFIX + name for name in settings.NAMES if settings.travels(name))


def refusals(events: Sequence[Event]) -> dict[int, str]:
    """Return why settings among ``events`` are not to be taken over, by their places."""
    told = [at for at, event in enumerate(events) if event.type == "register"]
    found = {at: _refusal(events[at]) for at in told}
    return {at: why for at, why in found.items() if why}


def _refusal(event: Event) -> str:
    """Return what is wrong with a setting that another device told, nothing if it is right."""
    if event.values[:1] != [SETTING] or not is_row("register", event.values):
        return ""
    _, stored, _, value, *_ = event.values
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
