"""The wheel and the source archive: built in isolation, installed where nothing else is."""

from __future__ import annotations

from pathlib import Path

from workshop import DIST, NAME, ROOT, environment, run, say, version


def build() -> list[Path]:
    """Build both into ``dist`` and test both; return them. Raises Failed."""
    python = environment("build", "build") / "python"
    constraints = str(ROOT / "constraints.txt")
    run(python, "-m", "build", "--outdir", DIST, ROOT, cwd=DIST, PIP_CONSTRAINT=constraints)
    stem = f"{NAME.replace('-', '_')}-{version()}"
    made = [DIST / f"{stem}-py3-none-any.whl", DIST / f"{stem}.tar.gz"]
    for path in made:
        say(f"{path.name}: {_tested(path)}")
    return made


def _tested(package: Path) -> str:
    """Install ``package`` into an empty environment; return the last line of its self-test."""
    kind = "wheel" if package.suffix == ".whl" else "source"
    bin_folder = environment(f"empty-{kind}", package)
    return run(bin_folder / "triad", "self-test", cwd=bin_folder).splitlines()[-1]
