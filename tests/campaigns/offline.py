"""Runs the whole program with every system call about sockets on record, and with no network.

Not part of the test command. By hand, from the checkout's root (needs Linux and strace):

    python tests/campaigns/offline.py

Each session runs under ``strace -f -e trace=network``; after it each is run again in a network
namespace of its own, where there is nothing to reach, if the system allows one (``unshare -rn``).
Prints what sockets were opened and exits 1 if one was of another family than AF_UNIX, if anything
but a socket in the file system was connected to, or if a session failed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MADE = re.compile(r"\bsocket(?:pair)?\((AF_\w+|PF_\w+|\d+)")
_REACHED = re.compile(r"\b(?:connect|bind|sendto|sendmsg)\(\d+[^{]*\{sa_family=(AF_\w+)(.*)")
_DECK = "tests/data/decks/good.yaml"

SESSIONS: dict[str, tuple[str, ...]] = {
    "every screen (self-test)": ("-m", "trainer", "self-test"),
    "a window, and a second start": ("tests/campaigns/offline_window.py",),
    "import": ("-m", "trainer", "import", _DECK),
    "export": ("-m", "trainer", "export", "--overwrite", "{folder}/out.apkg"),
    "import what was exported": ("-m", "trainer", "import", "{folder}/out.apkg"),
    "solve": ("-m", "trainer", "solve", "monthly_spend", "cost_per_token=$1", "tokens_per_day=5M"),
    "claims": ("-m", "trainer", "claims", "p95 TTFT below 300 ms at $1 per million tokens"),
    "stats": ("-m", "trainer", "stats", "--json"),
    "backup": ("-m", "trainer", "backup"),
    "doctor": ("-m", "trainer", "doctor", "--rebuild"),
}


def say(line: str) -> None:
    """Print one line of the report."""
    print(line, flush=True)  # noqa: T201


def session(words: tuple[str, ...], folder: Path, before: list[str]) -> subprocess.CompletedProcess:
    """Run a session on the data in ``folder`` behind the words ``before``."""
    places = {"TRIAD_DATA_DIR": str(folder / "data"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [*before, sys.executable, *(word.format(folder=folder) for word in words)],
        cwd=ROOT,
        env={**os.environ, **places, "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def sockets(record: str) -> tuple[Counter[str], list[str]]:
    """Return how many sockets of each family were made, and what is no socket between processes."""
    made = Counter(_MADE.findall(record))
    wrong = [f"a socket of the family {family}" for family in made if family != "AF_UNIX"]
    for family, rest in _REACHED.findall(record):
        if family != "AF_UNIX":
            wrong.append(f"{family}{rest[:80]}")
    return made, wrong


def main() -> int:
    """Run all sessions; return the exit code."""
    if not shutil.which("strace"):
        say("strace is not installed; on Debian and Ubuntu: apt install strace")
        return 2
    alone = ["unshare", "--map-root-user", "--net"]
    can_be_alone = (
        shutil.which("unshare") and not subprocess.run([*alone, "true"], check=False).returncode
    )
    bad = 0
    with tempfile.TemporaryDirectory(prefix="triad-offline-") as home:
        folder = Path(home)
        for name, words in SESSIONS.items():
            record = folder / "strace.txt"
            traced = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(record)]
            done = session(words, folder, traced)
            made, wrong = sockets(record.read_text("utf-8", "replace"))
            if done.returncode:
                wrong.append(f"exit code {done.returncode}: {done.stderr.strip()[-300:]}")
            if can_be_alone and (code := session(words, folder, alone).returncode):
                wrong.append(f"without a network it ended with {code}")
            told = ", ".join(f"{count} {family}" for family, count in made.items()) or "none"
            say(f"{name}: sockets {told}{''.join(f'; WRONG: {each}' for each in wrong)}")
            bad += len(wrong)
    say("" if can_be_alone else "No network namespace is to be had here: that half was left out.")
    say(
        "Only sockets between processes of this machine." if not bad else f"{bad} things are wrong."
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
