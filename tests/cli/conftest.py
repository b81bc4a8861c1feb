"""The command line as a user has it: words in, two streams and a number out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from trainer.cli import run

DECKS = Path(__file__).parent.parent / "data" / "decks"


@dataclass(frozen=True)
class Told:
    """What one call came to."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What was printed, as the JSON it must be."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one sentence on stderr; nothing may stand on stdout beside it."""
        assert self.out == ""
        assert self.err.startswith("triad: ")
        assert self.err.endswith("\n")
        sentence = self.err.removeprefix("triad: ").removesuffix("\n")
        assert "\n" not in sentence
        assert sentence.endswith((".", "?"))
        return sentence


Triad = Callable[..., Told]


@pytest.fixture
def triad(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Triad:
    """``triad("stats", "--json")``, on a data folder of this test's own."""

    def call(*words: str | Path) -> Told:
        capsys.readouterr()
        code = run(["--data-dir", str(tmp_path / "data"), *map(str, words)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Told(code, out, err)

    return call


@pytest.fixture
def decks() -> Path:
    """The decks of the tests."""
    return DECKS
