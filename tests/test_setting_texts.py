"""Settings as people read and write them."""

from __future__ import annotations

import pytest

from trainer.errors import BadInput
from trainer.settings import NAMES, Settings, checked
from trainer.settings.text import range_words, read, show


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("new_per_day", "20", 20),
        ("new_per_day", " 20 drills ", 20),
        ("desired_retention", "92.5 %", 0.925),
        ("desired_retention", "95", 0.95),
        ("estimate_hard_factor", "2.5 ×", 2.5),
        ("learning_minutes", "1, 10", (1, 10)),
        ("learning_minutes", "", ()),
        ("interview", "2026-12-24", "2026-12-24"),
    ],
)
def test_what_is_written_is_read(name: str, text: str, value: object) -> None:
    assert read(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("new_per_day", "many", "write a number from 0 to 9,999 drills"),
        ("new_per_day", "-1", "cannot be -1; it lies between 0 and 9999"),
        ("desired_retention", "99", "cannot be 99; write a number from 70 to 97 %"),
        ("desired_retention", "nan", "cannot be nan; write a number from 70 to 97 %"),
        ("learning_minutes", "1 x", "cannot be 'x'; write numbers from 0 to 1,439 minutes"),
    ],
)
def test_what_cannot_be_is_refused_with_its_range(name: str, text: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(name, text)
    assert message in str(caught.value)


def test_values_and_ranges_in_words() -> None:
    assert show("desired_retention", 0.9) == "90"
    assert show("estimate_easy_s", 20.0) == "20"
    assert show("relearning_minutes", (5, 30)) == "5 30"
    assert show("theme", "dark") == "dark"
    assert range_words("desired_retention") == "70 to 97 %"
    assert range_words("theme") == ""


@pytest.mark.parametrize(
    "name", [n for n in NAMES if isinstance(getattr(Settings(), n), int | float)]
)
def test_what_is_shown_is_read_back(name: str) -> None:
    default = getattr(Settings(), name)
    if not isinstance(default, bool):
        assert read(name, show(name, default)) == checked(name, default)
