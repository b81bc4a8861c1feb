"""What is written can be read again, or is not written."""

from __future__ import annotations

import pytest

from tests.store.learner import DECK, make_drill
from trainer.errors import BadInput
from trainer.formats import yaml_tree, yaml_write
from trainer.formats.yaml_write import deck_yaml


def test_the_largest_deck_that_is_written_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drills = [make_drill(number, deck_id=DECK.id) for number in range(3)]
    text = deck_yaml(DECK, drills)
    parts = sum(1 for _ in yaml_tree._events(text))
    monkeypatch.setattr(yaml_tree, "MAX_VALUES", parts - 1)  # counted from 0
    monkeypatch.setattr(yaml_write, "MAX_VALUES", parts)
    assert deck_yaml(DECK, drills) == text
    yaml_tree.read_tree(text)
    monkeypatch.setattr(yaml_tree, "MAX_VALUES", parts - 2)
    with pytest.raises(yaml_tree.TreeError):
        yaml_tree.read_tree(text)
    monkeypatch.setattr(yaml_write, "MAX_VALUES", parts - 1)
    with pytest.raises(BadInput, match=r"3 drills is too large for a YAML file; export it as"):
        deck_yaml(DECK, drills)
