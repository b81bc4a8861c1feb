"""The settings: each declared once with its default, range, words and unit.

The settings screen, the command line and the checks are derived from these declarations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.errors import BadInput
from trainer.settings.rules import META, Declared, checked_value, setting

DAILY = "Each day"
MEMORY = "Memory"
ANSWERS = "Answers"
LOOKS = "Appearance"

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

DUE_ORDERS = ("strongest first", "weakest first", "longest due first", "shuffled")
NEW_PLACES = ("after the due ones", "mixed in", "before the due ones")
NEW_ORDERS = ("in the deck's order", "shuffled")


@dataclass(frozen=True)
class Settings:
    """Everything a user may choose. Immutable: a change makes a new value."""

    new_per_day: int = setting(
        15,
        Declared(
            "New drills per day",
            "Drills not seen before, each day; the plan for an interview may ask for more.",
            DAILY,
            low=0,
            high=9999,
            unit="drills",
        ),
    )
    reviews_per_day: int = setting(
        9999,
        Declared(
            "Reviews per day",
            "At most so many due drills are asked each day; the rest waits for the next.",
            DAILY,
            low=0,
            high=9999,
            unit="drills",
        ),
    )
    due_order: str = setting(
        "strongest first",
        Declared(
            "Order of due drills",
            "With a backlog, strongest first keeps what can still be kept.",
            DAILY,
            choices=DUE_ORDERS,
        ),
    )
    new_place: str = setting(
        "after the due ones",
        Declared(
            "New drills come", "Where new drills stand in a session.", DAILY, choices=NEW_PLACES
        ),
    )
    new_order: str = setting(
        "in the deck's order",
        Declared(
            "Order of new drills",
            "Authors put what comes first first; shuffled mixes what is let in today.",
            DAILY,
            choices=NEW_ORDERS,
        ),
    )
    interleave: bool = setting(
        default=True,
        rule=Declared(
            "Mix kinds and topics",
            "Never three of one kind or topic in a row, where that can be helped.",
            DAILY,
        ),
    )
    bury_siblings: bool = setting(
        default=True,
        rule=Declared(
            "Keep siblings apart",
            "Of drills that share a tag 'group:…', only one is asked on a day.",
            DAILY,
        ),
    )
    desired_retention: float = setting(
        0.9,
        Declared(
            "Desired retention",
            "The share of reviews you want to get right. Higher means more reviews.",
            MEMORY,
            low=0.7,
            high=0.97,
            unit="%",
        ),
    )
    deck_retention: Mapping[str, float] = setting(
        {},
        Declared(
            "Desired retention of single decks",
            "Decks that matter more or less than the others.",
            MEMORY,
            low=0.7,
            high=0.97,
            unit="%",
        ),
    )
    maximum_interval_days: int = setting(
        365,
        Declared(
            "Longest interval",
            "No drill stays away for longer than this.",
            MEMORY,
            low=1,
            high=36500,
            unit="days",
        ),
    )
    learning_minutes: tuple[int, ...] = setting(
        (),
        Declared(
            "Learning steps",
            "After so many minutes a new drill comes back the same day, one step after the other."
            " Empty: only Again brings it back.",
            MEMORY,
            low=0,
            high=1439,
            each=int,
            unit="minutes",
        ),
    )
    relearning_minutes: tuple[int, ...] = setting(
        (),
        Declared(
            "Relearning steps",
            "The same for a drill you had forgotten.",
            MEMORY,
            low=0,
            high=1439,
            each=int,
            unit="minutes",
        ),
    )
    fuzz: bool = setting(
        default=True,
        rule=Declared(
            "Spread intervals",
            "Moves intervals by a few per cent, so that what was learnt together does not always"
            " come back together.",
            MEMORY,
        ),
    )
    balance: bool = setting(
        default=True,
        rule=Declared(
            "Balance the days",
            "Of the days this allows, a drill goes to the one with the least to do.",
            MEMORY,
        ),
    )
    easy_days: tuple[str, ...] = setting(
        (),
        Declared(
            "Easy days",
            "Weekdays that get less to do, as far as balancing can help it.",
            MEMORY,
            choices=WEEKDAYS,
        ),
    )
    easy_share: float = setting(
        0.3,
        Declared(
            "Work on an easy day",
            "The share of a usual day's work; 0 keeps it free where that can be helped.",
            MEMORY,
            low=0.0,
            high=1.0,
            unit="%",
        ),
    )
    leech_lapses: int = setting(
        8,
        Declared(
            "A drill is a leech after",
            "A drill forgotten so often is pointed out, with what helps.",
            MEMORY,
            low=2,
            high=99,
            unit="lapses",
        ),
    )
    estimate_hard_factor: float = setting(
        2.0,
        Declared(
            "An estimate is Hard up to a factor of",
            "Off by more than the drill's tolerance but within this factor suggests Hard, beyond it"
            " Again. 1 makes it pass or fail.",
            ANSWERS,
            low=1.0,
            high=10.0,
            unit="×",
        ),
    )
    estimate_easy_s: float = setting(
        20.0,
        Declared(
            "A right estimate is Easy within",
            "Given this quickly it suggests Easy instead of Good; 0 never does.",
            ANSWERS,
            low=0.0,
            high=600.0,
            unit="seconds",
        ),
    )
    theme: str = setting(
        "system",
        Declared(
            "Theme",
            "Light, dark, the most contrast, or whatever the system uses.",
            LOOKS,
            choices=("system", "light", "dark", "high contrast"),
        ),
    )
    zoom: float = setting(
        1.0,
        Declared(
            "Zoom",
            "The size of all text, for eyes and screens that want it larger (Ctrl with + and -).",
            LOOKS,
            low=0.8,
            high=2.0,
            unit="%",
        ),
    )
    interview: str = setting(
        "",
        Declared("Interview", "The day by which everything is to be known.", is_date=True),
    )
    fsrs_parameters: tuple[float, ...] = setting(
        (),
        Declared(
            "FSRS parameters",
            "The weights of the forgetting curve. Empty: those of many learners.",
            low=-100.0,
            high=100.0,
            each=float,
            lengths=(0, 17, 19, 21),
        ),
    )


NAMES = tuple(each.name for each in dataclasses.fields(Settings))


def declared(name: str) -> Declared:
    """Return the declaration of setting ``name``. Raises BadInput for a name there is not."""
    for each in dataclasses.fields(Settings):
        if each.name == name:
            found: Declared = each.metadata[META]
            return found
    raise BadInput(f"there is no setting '{name}'", remedy=f"the settings are {', '.join(NAMES)}")


def travels(name: str) -> bool:
    """Return whether setting ``name`` is one for all of a user's devices.

    What is scheduled and how answers count is the same everywhere; how the window looks and where
    files lie is each machine's own.
    """
    everywhere = declared(name).section in {DAILY, MEMORY, ANSWERS}
    return everywhere or name in {"interview", "fsrs_parameters"}


def checked(name: str, value: object) -> object:
    """Return ``value`` as setting ``name`` may hold it. Raises BadInput with the allowed range."""
    return checked_value(declared(name), getattr(Settings(), name), value)


def with_stored(stored: Mapping[str, object]) -> Settings:
    """Return the settings with ``stored`` values put in.

    Names this version does not know and values it does not allow are left alone: a newer version
    wrote them, and the window must open for the user to choose others.
    """
    values: dict[str, Any] = {}
    for name in NAMES:
        if name in stored:
            try:
                values[name] = checked(name, stored[name])
            except BadInput:
                continue
    return Settings(**values)
