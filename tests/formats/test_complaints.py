"""Sentences for faults that no kind of drill has yet, but one may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import pytest
from annotated_types import Gt, Len
from pydantic import TypeAdapter, ValidationError

from trainer.formats.complaints import complaints, hint, meant_by, shown


@dataclass(frozen=True)
class Row:
    """Something inside something."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    label: str
    share: float = 0.0
    done: bool = False


@dataclass(frozen=True)
class Table:
    """A content with mappings, lists and optional parts."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    rows: list[Row]
    named: Mapping[str, Row] | None = None
    best: Annotated[float, Gt(0)] = 1.0
    few: Annotated[list[str], Len(0, 2)] | None = None
    given: str | int | float = 0


def said(data: object, kind: str = "table") -> list[tuple[tuple[str | int, ...], str]]:
    try:
        TypeAdapter(Table).validate_python(data)
    except ValidationError as error:
        errors: Any = error.errors(include_url=False)
        return [(each.path, each.message) for each in complaints(errors, Table, kind, ("tags",))]
    return []


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        (
            {"rows": [{"label": "a"}, {"lable": "b"}]},
            ("rows", 1, "lable"),
            "there is no field 'lable' in entry 2 of 'rows'; did you mean 'label'?",
        ),
        (
            {"rows": [], "row": 1},
            ("row",),
            "there is no field 'row' in a drill of kind table; did you mean 'rows'?",
        ),
        (
            {"rows": [], "tag": 1},
            ("tag",),
            "there is no field 'tag' in a drill of kind table; did you mean 'tags'?",
        ),
        (
            {"rows": [{"label": "a", "share": "x"}]},
            ("rows", 0, "share"),
            ("'share' must be a number, not 'x'"),
        ),
        (
            {"rows": [{"label": "a", "done": "x"}]},
            ("rows", 0, "done"),
            ("'done' must be true or false, not 'x'"),
        ),
        ({"rows": [], "few": ["a", "b", "c"]}, ("few",), "'few' has too many entries"),
        ({"rows": [], "best": 0}, ("best",), "'best' cannot be 0: input should be greater than 0"),
        ({"rows": [], "given": []}, ("given",), "'given' must be text or a number, not a list"),
        ("x", (), "this must be a mapping (name: value), not 'x'"),
    ],
)
def test_a_fault_inside_is_told_where_it_is(
    data: object, path: tuple[str | int, ...], message: str
) -> None:
    assert said(data) == [(path, message)]


def test_a_field_missing_inside_is_told_of_the_thing_it_is_missing_in() -> None:
    assert said({"rows": [{"label": "a"}, {}]}) == [
        (("rows", 1), "the field 'label' is missing in a drill of kind table")
    ]


def test_a_misspelling_in_one_place_excuses_nothing_missing_in_another() -> None:
    assert [path for path, _ in said({"rows": [{"lable": "a"}, {}]})] == [
        ("rows", 1),
        ("rows", 0, "lable"),
    ]


def test_a_part_that_may_be_left_out_has_suggestions_too() -> None:
    assert said({"rows": [], "named": {"x": {"label": "a", "sharr": 1}}}) == [
        (("named", "x", "sharr"), "there is no field 'sharr' in 'x'; did you mean 'share'?")
    ]


@pytest.mark.parametrize(
    ("word", "near"), [("recal", "recall"), ("RECALL", "recall"), ("zebra", ""), ("", "")]
)
def test_what_is_meant(word: str, near: str) -> None:
    assert meant_by(word, ("recall", "contrast")) == near


def test_a_hint_lists_what_there_is_when_nothing_is_near() -> None:
    assert hint("zebra", ("recall", "contrast")) == "; there are recall, contrast"
    assert hint("zebra", ()) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        ({}, "a mapping"),
        ([], "a list"),
        ((), "a list"),
        (1.5, "1.5"),
        ("x", "'x'"),
        ("x" * 41, f"'{'x' * 40}…'"),
    ],
)
def test_a_value_is_shown_in_the_words_of_a_deck(value: object, words: str) -> None:
    assert shown(value) == words
