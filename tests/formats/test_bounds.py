"""The bounds are documented, each with the number that holds."""

from __future__ import annotations

import re
from pathlib import Path

from trainer.formats import bounds

DOCUMENTED = (Path(__file__).parents[2] / "docs/importing.md").read_text("utf-8")


def test_every_bound_is_documented() -> None:
    named = set(re.findall(r"MAX_[A-Z_]+", DOCUMENTED))
    assert named == {name for name in vars(bounds) if name.startswith("MAX_")}


def test_the_numbers_are_those_that_hold() -> None:
    for name, value in vars(bounds).items():
        if not name.startswith("MAX_"):
            continue
        line = next(
            line for line in DOCUMENTED.splitlines() if line.startswith("|") and name in line
        )
        assert any(shown in line for shown in _shown(value)), f"{name} = {value} in: {line}"


def _shown(value: float) -> tuple[str, ...]:
    found = [f"{value:,}", f"{value:g}", f"{value // 1_000_000:g} million"]
    if value % (1 << 30) == 0:
        found.append(f"{int(value) >> 30} GiB")
    if value % (1 << 20) == 0:
        found += [f"{int(value) >> 20} MiB", f"{int(value) >> 20} Mi "]
    return tuple(found)
