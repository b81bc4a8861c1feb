"""The readers alone on bad inputs: a refusal or decks, and no other way out.

``tests/faults`` runs the same inputs through the whole program and measures it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faults.bad_inputs import collections, decks, texts, zips  # noqa: F401 (they register)
from tests.faults.bad_inputs.expected import INPUTS
from trainer.formats.base import UnreadableDeck
from trainer.formats.reading import Options, read_decks

SLOW = {
    "zip_bomb", "zstandard_bomb", "picture_bomb", "deck_of_a_gigabyte", "template_bomb",
    "template_put_in_a_thousand_times", "markdown_of_brackets", "scalar_of_a_megabyte",
    "a_value_larger_than_any", "brackets_by_the_thousand", "a_folder_called_a_package",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(INPUTS.keys() - SLOW))
def test_a_reader(name: str, tmp_path: Path) -> None:
    bad = INPUTS[name]
    path = bad.make(tmp_path)
    options = Options(scheduling=bool(bad.options))
    if bad.says:
        with pytest.raises(UnreadableDeck, match=re.escape(bad.says)):
            read_decks(path, options)
    else:
        assert sum(len(deck.drills) for deck in read_decks(path, options)) > 0
