"""What is done with an artefact once it is there: the installer of the bundle, and the trial."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import Tool

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
ENTRY = "applications/triad-trainer.desktop"
ODD = 'Jörg & Söhne\'s $HOME `x` 100% "q" a\\b|c'
CALLED = re.compile(r'^Exec="((?:[^"\\]|\\.)*)"(.*)$', re.MULTILINE)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle as its archive lays it out, with next to nothing in it."""
    folder = tmp_path / "unpacked"
    icon = folder / "share" / "icons" / "hicolor" / "scalable" / "apps" / "triad-trainer.svg"
    for each in (folder / "_internal", folder / "share" / "applications", icon.parent):
        each.mkdir(parents=True)
    for name in ("triad", "LICENCES.txt", "LICENSE"):
        (folder / name).write_text("#!/bin/sh\necho it runs\n", "utf-8")
    icon.write_text("<svg/>", "utf-8")
    (folder / "triad").chmod(0o755)
    (folder / "install.sh").write_bytes((LINUX / "install.sh").read_bytes())
    (folder / "share" / ENTRY).write_bytes((LINUX / "triad-trainer.desktop").read_bytes())
    return folder


def told(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the installer for the owner of ``home``."""
    around = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        ["/bin/sh", *words], env=around, capture_output=True, text=True, check=False
    )


def test_it_is_installed_whatever_the_home_folder_is_called_and_leaves_nothing(
    unpacked: Path, tmp_path: Path
) -> None:
    home = tmp_path / ODD
    home.mkdir()
    (home / ".local" / "share").mkdir(parents=True)
    assert told(home, unpacked / "install.sh").returncode == 0
    library = home / ".local" / "lib" / "triad-trainer"
    entry = (home / ".local" / "share" / ENTRY).read_text("utf-8")
    # First the escapes of any text in an entry are undone, then those of a quoted word.
    called = CALLED.findall(entry.replace("\\\\", "\\"))
    assert [after for _, after in called] == [" open %F", " --demo"]
    for quoted, _ in called:
        word = re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%")
        assert Path(word) == library / "triad"
    assert told(home, library / "install.sh").returncode == 1
    removed = told(home, library / "install.sh", "--remove")
    assert (removed.returncode, removed.stderr) == (0, "")
    kept = sorted(each for each in home.rglob("*") if not each.is_dir())
    assert not [each for each in kept if each.name.startswith("triad")]
    assert (home / ".local" / "share").is_dir()
    assert not (home / ".local" / "share" / "icons" / "hicolor" / "scalable").exists()


def test_a_database_of_the_first_schema_is_tried(tool: Tool, tmp_path: Path) -> None:
    command = tmp_path / "triad"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m trainer "$@"\n', "utf-8")
    command.chmod(0o755)
    trial = tool("try_artefact")
    trial.upgrades(command, tmp_path / "old", {})
    trial.FIRST_SCHEMA = trial.ROOT / "LICENSE"
    with pytest.raises(trial.Failed, match="doctor"):
        trial.upgrades(command, tmp_path / "none", {})
