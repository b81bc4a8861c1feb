"""Which settings are those of all of a user's devices."""

from __future__ import annotations

from trainer import settings
from trainer.study.study import SETTING_PREFIX


def shared_settings() -> tuple[str, ...]:
    """Return the names, as they are stored, of the settings that travel."""
    return tuple(SETTING_PREFIX + name for name in settings.NAMES if settings.travels(name))
