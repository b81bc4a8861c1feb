"""The bill of materials, and the search for known faults of what stands on it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import trainer
from tests.packaging.conftest import Tool
from trainer.study.licences import libraries


def test_the_bill_names_everything_that_runs_with_its_licence(tool: Tool) -> None:
    made = tool("sbom").bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    component = made["metadata"]["component"]
    assert (component["name"], component["version"]) == ("triad-trainer", trainer.__version__)
    named = {each["name"]: each["version"] for each in made["components"]}
    assert named.items() >= {each.name: each.version for each in libraries()}.items()
    assert {"Qt", "SQLite", "Zstandard"} <= set(named), "what is inside of libraries, too"
    assert all(each["licenses"] for each in made["components"])


def test_what_depends_on_what_is_all_on_the_bill(tool: Tool) -> None:
    made = tool("sbom").bill()
    refs = [each["bom-ref"] for each in made["components"]]
    assert len(refs) == len(set(refs))
    root, *others = made["dependencies"]
    assert root["ref"] == made["metadata"]["component"]["bom-ref"]
    for each in (root, *others):
        assert set(each["dependsOn"]) <= set(refs)
    by_ref = {each["ref"]: each["dependsOn"] for each in others}
    (essentials,) = (ref for ref in by_ref if "pyside6-essentials" in ref)
    assert any("shiboken6" in ref for ref in by_ref[essentials])


def test_it_is_written_where_one_says(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / "bill.json"
    monkeypatch.setattr(sys, "argv", ["sbom.py", str(path)])
    assert tool("sbom").main() == 0
    made = json.loads(path.read_text("utf-8"))
    assert f"{len(made['components'])} components" in capsys.readouterr().out
    assert str(Path.home()) not in path.read_text("utf-8")


# -- known faults ------------------------------------------------------------------------------


def answering(monkeypatch: pytest.MonkeyPatch, told: str) -> list[str]:
    """Let pip-audit say ``told``; return the pins it was asked about."""
    pins: list[str] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        pins.extend(Path(command[-1]).read_text().split())
        return subprocess.CompletedProcess(command, 0, stdout=told)

    monkeypatch.setattr(subprocess, "run", run)
    return pins


def dependency(name: str, *faults: str) -> dict[str, object]:
    found = [{"id": each, "fix_versions": ["9.9"]} for each in faults]
    return {"name": name, "version": "1.0", "vulns": found}


def test_a_known_fault_is_told_and_fails(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {"dependencies": [dependency("click"), dependency("pint", "PYSEC-1", "PYSEC-2")]}
    pins = answering(monkeypatch, json.dumps(said))
    assert tool("audit").main() == 1
    assert capsys.readouterr().out.splitlines() == [
        "pint 1.0: PYSEC-1, mended in ['9.9']",
        "pint 1.0: PYSEC-2, mended in ['9.9']",
    ]
    runs = [each for each in libraries() if each.name != "Python"]
    assert pins == [f"{each.name}=={each.version}" for each in runs]


def test_that_none_is_known_is_said_of_those_that_were_looked_up(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {"dependencies": [dependency("click"), {"name": "pint", "skip_reason": "not found"}]}
    answering(monkeypatch, json.dumps(said))
    assert tool("audit").main() == 0
    assert capsys.readouterr().out.startswith("No known fault in 1 of ")


@pytest.mark.parametrize(
    "told", ["", "{}", '{"dependencies": [{"name": "pint", "skip_reason": "no connection"}]}']
)
def test_where_nobody_can_be_asked_it_says_so_and_lists_what_is_used(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: str
) -> None:
    answering(monkeypatch, told)
    assert tool("audit").main() == 0
    said = capsys.readouterr().out
    assert said.startswith("The database of known faults cannot be reached")
    for each in libraries():
        assert f"  {each.name} {each.version}: {each.licence}\n" in said
