"""``triad catalogue``: what there is to count with, and what is wrong with one's own."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Triad

OWN = """format: triad-catalogue/1
prices:
- {id: rent, name: Rent, accelerator: h100-sxm, price_per_gpu_hour: $2, source: us, date: 2024-05}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "data" / "catalogue" / "own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path


def test_everything_is_listed_with_its_source(triad: Triad) -> None:
    told = triad("catalogue")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert len(lines) == 19 + 20 + 64
    (line,) = [line for line in lines if " llama3.1-70b " in line]
    assert line.startswith("model        llama3.1-70b ")
    assert "parameters 70.55 B" in line
    assert line.endswith("2026-06-29)")


def test_a_word_narrows_the_list(triad: Triad) -> None:
    assert "h100-sxm " in triad("catalogue", "H100").out
    assert "mixtral" not in triad("catalogue", "H100").out
    assert triad("catalogue", "zebra").out == "Nothing holds 'zebra'.\n"


def test_an_old_price_of_ones_own_tells_its_age(triad: Triad, tmp_path: Path) -> None:
    written(tmp_path, OWN)
    told = triad("catalogue", "rent")
    assert told.code == 0
    assert "price per GPU-hour $2 per GPU-hour (Rent: us, 2024-05, " in told.out
    assert told.out.endswith(" months old, your own)\n")


def test_the_list_as_json(triad: Triad, tmp_path: Path) -> None:
    written(tmp_path, OWN)
    data = triad("catalogue", "rent", "--json").data
    assert data["problems"] == []
    (entry,) = [entry for entry in data["entries"] if entry["own"]]
    assert (entry["kind"], entry["id"], entry["old"]) == ("price", "rent", True)
    assert entry["terms"] == {"price_per_gpu_hour": 2.0}
    assert entry["age_months"] > 12


def test_a_fault_is_told_with_its_place(triad: Triad, tmp_path: Path) -> None:
    path = written(tmp_path, OWN.replace("$2", "$2/tokn"))
    told = triad("catalogue", "rent")
    assert told.code == 1
    assert told.err.startswith(f"{path}:3:")
    assert triad("catalogue", "rent", "--json").data["problems"] == [told.err.rstrip("\n")]
