"""The one sentence a user reads."""

from __future__ import annotations

import pytest

from trainer.errors import BadInput, CannotRun, TrainerError


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (TrainerError("it broke"), "it broke."),
        (TrainerError("it broke."), "it broke."),
        (TrainerError("it broke", where="deck.yaml:3:1"), "deck.yaml:3:1: it broke."),
        (TrainerError("it broke", remedy="mend it"), "it broke; mend it."),
        (TrainerError("it broke.", remedy="mend it"), "it broke; mend it."),
        (TrainerError("no 'a'", remedy="did you mean 'b'?"), "no 'a'; did you mean 'b'?"),
        (TrainerError("it broke", where="here", remedy="run!"), "here: it broke; run!"),
    ],
)
def test_what_where_and_remedy_make_one_sentence(error: TrainerError, sentence: str) -> None:
    assert str(error) == sentence


def test_the_parts_stay_apart_for_those_who_want_them() -> None:
    error = BadInput("no such file", where="deck.yaml", remedy="check the name")
    assert (error.what, error.where, error.remedy) == (
        "no such file",
        "deck.yaml",
        "check the name",
    )


def test_exit_codes_tell_bad_input_from_bad_surroundings() -> None:
    assert BadInput("x").exit_code == 1
    assert CannotRun("x").exit_code == 2
    assert TrainerError("x").exit_code == 2
