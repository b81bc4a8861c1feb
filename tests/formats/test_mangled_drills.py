"""Drills with names and values mangled anywhere are read or complained of, never a crash."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from trainer.formats.base import UnreadableDeck
from trainer.formats.yaml_deck import read_deck_text
from trainer.places import shipped

DRILLS = YAML(typ="safe").load(shipped("decks") / "interview-metrics.yaml")["drills"]
KINDS = sorted({drill["kind"] for drill in DRILLS})
JUNK = (None, "", 0, -1, "x", [], {}, [1], {"a": 1}, True, "nan", [[]], [{}], {"between": [2, 1]})


def mangle(drill: dict[str, Any], chance: random.Random) -> None:
    """Misspell, drop, double or replace something, anywhere in ``drill``."""
    box: Any = drill
    while True:
        places = list(box) if isinstance(box, dict) else list(range(len(box)))
        if not places:
            return
        place = chance.choice(places)
        inside = box[place]
        if isinstance(inside, dict | list) and inside and chance.random() < 0.7:
            box = inside
            continue
        break
    what = chance.random()
    if isinstance(box, dict) and what < 0.4:
        at = chance.randrange(len(place))
        box[place[:at] + place[at + 1 :]] = box.pop(place)
    elif what < 0.6:
        del box[place]
    else:
        box[place] = copy.deepcopy(chance.choice(JUNK))


def complaints(text: str) -> bool | None:
    """Return whether there were complaints; None where there are neither any nor a drill."""
    try:
        deck = read_deck_text(text, Path("d.yaml"))
    except UnreadableDeck as refusal:
        return True if refusal.problems else None
    return bool(deck.problems) if deck.problems or deck.drills else None


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", KINDS)
def test_a_mangled_drill_is_read_or_complained_of(kind: str) -> None:
    chance = random.Random(kind)
    mine = [drill for drill in DRILLS if drill["kind"] == kind]
    for _ in range(150):
        drill = copy.deepcopy(chance.choice(mine))
        for _ in range(chance.randint(1, 4)):
            mangle(drill, chance)
        text = json.dumps({"format": "triad-deck/1", "id": "d", "title": "D", "drills": [drill]})
        assert complaints(text) is not None, text
