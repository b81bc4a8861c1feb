"""The documentation of the reader names every lexicon, file and finding there is."""

from __future__ import annotations

from pathlib import Path

from tests.claims.scoring import FOLDER, statements
from trainer.claims.claim import COMPARATORS, DIMENSIONS, STATISTICS
from trainer.claims.rubric import ORDER
from trainer.places import shipped

DOCS = (Path(__file__).parents[2] / "docs" / "claims.md").read_text("utf-8")


def test_every_lexicon_is_described() -> None:
    names = sorted(path.name for path in (shipped("resources") / "lexicons").glob("*.toml"))
    assert [name for name in names if f"`{name}`" not in DOCS] == []


def test_every_finding_and_every_value_is_named() -> None:
    assert [code for code in ORDER if f"`{code}`" not in DOCS] == []
    assert [word for word in (*DIMENSIONS, *COMPARATORS, *STATISTICS) if word not in DOCS] == []


def test_every_round_is_reported_with_its_size() -> None:
    every = [item for path in FOLDER.glob("*.jsonl") for item in statements(path.stem)]
    assert f"{len(every):,} statements" in DOCS
    assert f"{sum(len(item['claims']) for item in every):,} claims" in DOCS
