"""The libraries that run, and their licences, as their own metadata tell them."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from trainer.study import licences
from trainer.study.licences import Library, key, libraries, texts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found() -> dict[str, Library]:
    return {each.key: each for each in libraries()}


def test_every_library_that_the_program_asks_for_is_there(found: dict[str, Library]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {key(re.match(r"[\w.-]+", each)[0]) for each in project["dependencies"]}  # type: ignore[index]
    assert asked <= set(found)
    assert {"shiboken6", "numpy", "pydantic-core"} <= set(found), "and what these ask for"
    assert not {"pytest", "anki", "ruff", "triad-trainer"} & set(found)


def test_each_has_the_version_that_runs_and_a_licence(found: dict[str, Library]) -> None:
    for name, library in found.items():
        if name != "python":
            assert library.version == metadata.version(name)
        assert library.licence != "not stated", name
        assert len(library.licence) <= 160


def test_python_comes_first_and_the_rest_by_name() -> None:
    first, *rest = libraries()
    assert (first.name, first.version) == ("Python", sys.version.split()[0])
    assert [each.key for each in rest] == sorted(each.key for each in rest)


def test_what_a_library_brings_of_its_licence(found: dict[str, Library]) -> None:
    assert "Permission is hereby granted" in texts(found["pydantic"])[0]
    assert texts(found["fsrs-rs-python"]) == ()
    assert "PYTHON SOFTWARE FOUNDATION" in "".join(texts(found["python"])).upper()


def test_a_python_that_lost_its_licence_has_no_text(
    found: dict[str, Library], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(licences.sysconfig, "get_path", lambda _name: str(tmp_path))
    assert texts(found["python"]) == ()


def test_where_the_program_is_not_installed_there_is_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(licences, "PROGRAM", "no-such-program")
    assert [each.name for each in libraries()] == ["Python"]


def installed(folder: Path, name: str, *lines: str) -> None:
    place = folder / f"{name}-1.dist-info"
    place.mkdir()
    (place / "METADATA").write_text("\n".join([f"Name: {name}", "Version: 1", *lines]), "utf-8")


def test_how_a_licence_is_stated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(licences, "PROGRAM", "top")
    needs = [f"Requires-Dist: {each}" for each in ("a>=1", "b; extra == 'x'", "c", "d", "e", "no")]
    installed(tmp_path, "top", *needs)
    installed(tmp_path, "a", "License-Expression: MIT", "License: other", "Requires-Dist: top")
    installed(tmp_path, "b", "License: never seen")
    installed(tmp_path, "c", "License: BSD")
    installed(tmp_path, "d", "Classifier: License :: OSI Approved :: ISC License (ISCL)")
    installed(tmp_path, "e", "Classifier: Topic :: Education")
    told = {each.name: each.licence for each in libraries()[1:]}
    assert told == {
        "a": "MIT",
        "c": "BSD-3-Clause",
        "d": "ISC License (ISCL)",
        "e": "not stated",
        "top": "not stated",
    }
    assert texts(Library("a", "1", "MIT")) == ()
