"""The system a statement is about: facts as people write them, catalogue entries by name."""

from __future__ import annotations

import pytest

from trainer.drills.entries import shipped_catalogue
from trainer.drills.scenario import Scenario, problems_of, setting

CATALOGUE = shipped_catalogue()


def test_facts_are_read_in_the_terms_units_and_shown_as_lines() -> None:
    about = setting(
        Scenario(
            "A chat.", "chat", {"tokens_per_day": "5 M", "monthly_budget": "$250k", "gpus": 8}
        ),
        CATALOGUE,
    )
    assert about.facts == {"tokens_per_day": 5e6, "monthly_budget": 250e3, "gpus": 8}
    assert (about.text, about.task) == ("A chat.", "chat")
    assert about.lines[:2] == (
        ("tokens per day", "5 M tokens/day"),
        ("monthly budget", "$250,000 per month"),
    )


def test_a_fact_stated_outright_takes_the_place_of_an_entrys_own() -> None:
    facts = {"memory_bandwidth": "1 TB/s", "accelerator": "h100-sxm", "model": "llama3.1-70b"}
    about = setting(Scenario("A chat.", None, facts), CATALOGUE)
    assert about.facts["memory_bandwidth"] == 1e12
    assert about.facts["gpu_memory"] == 80e9
    assert about.lines[1:] == (("accelerator", "h100-sxm"), ("language model", "llama3.1-70b"))


def test_without_facts_there_is_only_the_text() -> None:
    about = setting(Scenario("A chat."), CATALOGUE)
    assert (about.facts, about.lines) == ({}, ())
    assert list(problems_of(Scenario("A chat."), CATALOGUE, ("scenario",))) == []


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"tokens_per_dya": "5 M"}, "tokens_per_dya", "tokens_per_day"),
        ({"tokens_per_day": "many"}, "tokens_per_day", "many"),
        ({"monthly_budget": "40 GB"}, "monthly_budget", "GB"),
        ({"accelerator": "h100"}, "accelerator", "h100"),
        ({"model": "llama9"}, "model", "llama"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_with_its_place(
    facts: dict[str, str | int | float], field: str, words: str
) -> None:
    (problem,) = problems_of(Scenario("A chat.", None, facts), CATALOGUE, ("scenario",))
    assert problem.path == ("scenario", "facts", field)
    assert words in problem.message
    assert problem.severity == "error"
