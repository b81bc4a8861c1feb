"""Each setting's range, and what happens to a value outside it."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping

import pytest

from trainer.errors import BadInput
from trainer.settings import Settings, checked, declared, with_stored
from trainer.settings.rules import Declared

NAMES = [field.name for field in dataclasses.fields(Settings)]


@pytest.mark.parametrize("name", NAMES)
def test_every_default_is_allowed(name: str) -> None:
    default = getattr(Settings(), name)
    assert checked(name, default) == default


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_has_words_for_the_user(name: str) -> None:
    rule = declared(name)
    assert rule.label[0].isupper()
    assert rule.help.endswith(".")


@pytest.mark.parametrize("name", [name for name in NAMES if declared(name).low is not None])
def test_both_ends_of_a_range_are_allowed_and_nothing_beyond(name: str) -> None:
    rule = declared(name)
    assert rule.low is not None
    assert rule.high is not None
    default = getattr(Settings(), name)
    for end, beyond in ((rule.low, -1), (rule.high, 1)):
        good, bad = (_as_stored(default, rule, number) for number in (end, end + beyond))
        assert checked(name, good) == good
        with pytest.raises(BadInput, match=f"'{re.escape(rule.label)}' cannot be .*it lies betw"):
            checked(name, bad)


def _as_stored(default: object, rule: Declared, number: float) -> object:
    if isinstance(default, tuple):
        return (rule.each(number),) * (max(rule.lengths) if rule.lengths else 1)
    return {"d": number} if isinstance(default, Mapping) else type(default)(number)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("new_per_day", -1, "'New drills per day' cannot be -1; it lies between 0 and 9999."),
        ("new_per_day", 2.5, "'New drills per day' cannot be 2.5; it is a whole number."),
        ("new_per_day", "10", "'New drills per day' cannot be '10'; it is a whole number."),
        ("new_per_day", True, "'New drills per day' cannot be True; it is a whole number."),
        ("new_per_day", None, "'New drills per day' cannot be None; it is a whole number."),
        (
            "desired_retention",
            math.nan,
            "'Desired retention' cannot be nan; it lies between 0.7 and 0.97.",
        ),
        (
            "desired_retention",
            math.inf,
            "'Desired retention' cannot be inf; it lies between 0.7 and 0.97.",
        ),
        ("desired_retention", True, "'Desired retention' cannot be True; it is a number."),
        ("desired_retention", "0.9", "'Desired retention' cannot be '0.9'; it is a number."),
        ("theme", "sepia", "'Theme' cannot be 'sepia'; choose system, light, dark, high contrast."),
        ("theme", 1, "'Theme' cannot be 1; it is a word."),
        ("fuzz", 1, "'Spread intervals' cannot be 1; it is yes or no."),
        ("easy_days", "Mon", "'Easy days' cannot be 'Mon'; it is a list."),
        (
            "easy_days",
            ["Mon", "Someday"],
            "'Easy days' cannot be 'Someday'; choose Mon, Tue, Wed, Thu, Fri, Sat, Sun.",
        ),
        ("learning_minutes", [1, 2.5], "'Learning steps' cannot be 2.5; it is a whole number."),
        (
            "fsrs_parameters",
            [1.0],
            "'FSRS parameters' cannot hold 1 numbers; it holds 0, 17, 19, 21.",
        ),
        (
            "deck_retention",
            [0.9],
            "'Desired retention of single decks' cannot be [0.9]; it names each by its id.",
        ),
        ("interview", "soon", "'Interview' cannot be 'soon'; write a date as 2026-12-24."),
    ],
)
def test_a_value_out_of_place_is_refused_with_what_is_allowed(
    name: str, value: object, message: str
) -> None:
    with pytest.raises(BadInput) as caught:
        checked(name, value)
    assert str(caught.value) == message


def test_a_whole_number_will_do_where_a_number_is_wanted() -> None:
    with pytest.raises(BadInput, match=r"it lies between 0\.7 and 0\.97"):
        checked("desired_retention", 1)
    with pytest.raises(BadInput, match=r"it lies between 0\.7 and 0\.97"):
        checked("desired_retention", 10**400)


def test_a_setting_there_is_not() -> None:
    with pytest.raises(BadInput, match="there is no setting 'colour'; the settings are new_per"):
        declared("colour")
    with pytest.raises(BadInput, match="there is no setting 'colour'"):
        checked("colour", "red")


def test_what_json_gives_back_is_what_was_set() -> None:
    assert checked("learning_minutes", [1, 10]) == (1, 10)
    assert checked("easy_days", ["Sat", "Sun"]) == ("Sat", "Sun")
    assert checked("deck_retention", {"d": 0.95}) == {"d": 0.95}
    assert checked("interview", "2026-12-24") == "2026-12-24"
    assert checked("interview", "") == ""


def test_nothing_stored_gives_the_defaults() -> None:
    assert with_stored({}) == Settings()


def test_stored_values_are_put_in() -> None:
    found = with_stored({"new_per_day": 3, "theme": "dark"})
    assert (found.new_per_day, found.theme) == (3, "dark")
    assert found.desired_retention == Settings().desired_retention


def test_what_a_newer_version_stored_is_left_alone() -> None:
    found = with_stored({"font_size": 12, "theme": "sepia", "new_per_day": 7})
    assert found == Settings(new_per_day=7)


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().theme = "dark"  # type: ignore[misc]
