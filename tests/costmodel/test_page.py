"""``docs/cost-model.md`` says what the model does today, and its commands print what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.costmodel.cost_model_page import PAGE, written
from trainer.cli import run
from trainer.costmodel.catalogue import load_catalogue
from trainer.costmodel.registry import EQUATIONS
from trainer.costmodel.terms import TERMS

TEXT = PAGE.read_text("utf-8")


def commands() -> Iterator[tuple[str, str]]:
    """Yield each command on the page with what it prints, among other things."""
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL):
        lines = block.splitlines()
        for command, said in zip(lines[::2], lines[1::2], strict=True):
            yield command.removeprefix("triad "), said.removeprefix("#> ")


def test_the_tables_are_those_of_the_model() -> None:
    assert written(TEXT) == TEXT, "python -m tests.costmodel.cost_model_page writes them anew"


def test_no_equation_and_no_term_is_missing() -> None:
    assert all(f"| `{entry.result}` | `" in TEXT for entry in EQUATIONS)
    assert all(f"| `{name}` | `" in TEXT for name in TERMS)


@pytest.mark.parametrize(("command", "said"), list(commands()))
def test_a_command_prints_what_the_page_says(
    command: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data-dir", str(tmp_path), *shlex.split(command)]) == 0
    out, err = capsys.readouterr()
    assert said in out
    assert err == ""


def test_the_catalogue_of_the_page_is_sound(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "mine.yaml").write_text(example, "utf-8")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.problems == ()
    assert sum(entry.own for entry in catalogue.entries.values()) == 2
