"""What a desktop is told about the program: its entry, its file types, its page, its Flatpak."""

from __future__ import annotations

import configparser
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.packaging.conftest import Tool
from trainer.cli.root import COMMANDS, triad
from trainer.formats.reading import PACKAGES
from trainer.ui.startup import PROGRAM

PACKAGING = Path(__file__).parents[2] / "packaging"
LINUX = PACKAGING / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(LINUX / f"{PROGRAM}.desktop", "utf-8")
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def kinds() -> dict[str, list[str]]:
    """The endings of each declared type of file."""
    root = ET.parse(LINUX / f"{PROGRAM}.xml").getroot()
    return {
        kind.get("type", ""): [glob.get("pattern", "") for glob in kind.findall(f"{MIME}glob")]
        for kind in root.findall(f"{MIME}mime-type")
    }


def test_the_file_manager_calls_the_command_that_opens_files(
    entry: configparser.SectionProxy,
) -> None:
    program, command, files = entry["Exec"].split()
    assert (program, files) == ("triad", "%F")
    assert command in COMMANDS
    assert entry["Icon"] == entry["StartupWMClass"] == PROGRAM


def test_what_is_offered_for_is_declared_and_no_common_type_is_taken(
    entry: configparser.SectionProxy, kinds: dict[str, list[str]]
) -> None:
    offered = entry["MimeType"].strip(";").split(";")
    assert offered == list(kinds)
    # A program that is offered for a type that no other is for opens all its files.
    assert not {"application/yaml", "application/x-yaml", "text/csv", "text/markdown"} & set(
        offered
    )


def test_the_endings_are_read(kinds: dict[str, list[str]]) -> None:
    (own, *_), *foreign = kinds.values()
    assert own == "*.triad.yaml"
    for (pattern,) in foreign:
        assert pattern.removeprefix("*") in PACKAGES


def test_a_shop_is_told_of_the_same_type(kinds: dict[str, list[str]]) -> None:
    (told,) = LINUX.glob("*.metainfo.xml")
    provides = ET.parse(told).getroot().find("provides")
    assert provides is not None
    assert provides.findtext("mediatype") == next(iter(kinds)) == "application/x-triad-deck+yaml"


def test_the_manual_page_has_every_command_and_option(tool: Tool) -> None:
    page = tool("manual").page("2026-11-27").replace("\\-", "-")
    for name in COMMANDS:
        assert f".SS triad {name} " in page
    for option in ("--data-dir", "--safe", "--demo", "--verbose"):
        assert option in page
    assert triad.help
    assert not re.search(r"^'", page, re.MULTILINE), "a line that begins so is an order to troff"


# -- the Flatpak -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    (path,) = (PACKAGING / "flatpak").glob("*.yml")
    found: dict[str, Any] = YAML(typ="safe").load(path)
    assert path.stem == found["id"]
    return found


def test_the_flatpak_has_no_network_and_no_folder(manifest: dict[str, Any]) -> None:
    assert manifest["finish-args"] == ["--share=ipc", "--socket=wayland", "--socket=fallback-x11"]
    assert manifest["rename-desktop-file"] == f"{PROGRAM}.desktop"
    assert manifest["command"] == "triad"


def test_its_build_fetches_nothing_but_declared_sources(manifest: dict[str, Any]) -> None:
    (module,) = manifest["modules"]
    (install,) = (each for each in module["build-commands"] if each.startswith("pip3"))
    assert "--no-index" in install
    assert not any("network" in str(each) for each in (manifest, module.get("build-options")))


def report(**first: object) -> dict[str, Any]:
    """What pip says of two libraries and the program."""
    hashes = {"archive_info": {"hashes": {"sha256": "ab" * 32}}}
    address = "https://files.example/z/"
    return {
        "install": [
            {
                "metadata": {"name": "zeta"},
                "download_info": {"url": f"{address}zeta-1.whl", **hashes, **first},
            },
            {
                "metadata": {"name": "Alpha"},
                "download_info": {"url": f"{address}Alpha-2.whl", **hashes},
            },
            {
                "metadata": {"name": "triad-trainer"},
                "is_direct": True,
                "download_info": {"url": "file:///x/t.whl", **hashes},
            },
        ]
    }


def test_each_library_is_a_source_with_address_and_sum(tool: Tool, tmp_path: Path) -> None:
    flatpak = tool("flatpak_folder")
    found = flatpak.declared(report())
    assert [each["url"].rpartition("/")[2] for each in found] == ["Alpha-2.whl", "zeta-1.whl"]
    assert all(each["sha256"] == "ab" * 32 and each["dest"] == "wheels" for each in found)
    (tmp_path / "t.whl").write_bytes(b"wheel")
    assert flatpak.own(tmp_path / "t.whl")["path"] == "t.whl"


@pytest.mark.parametrize("wrong", [{"url": "file:///x/zeta-1.whl"}, {"archive_info": {}}])
def test_a_library_without_an_address_for_others_is_an_error(
    tool: Tool, wrong: dict[str, object]
) -> None:
    flatpak = tool("flatpak_folder")
    with pytest.raises(flatpak.Failed, match="no address and sum of zeta"):
        flatpak.declared(report(**wrong))
