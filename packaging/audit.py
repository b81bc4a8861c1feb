"""Looks for known faults in the pinned libraries, with pip-audit. `make audit` calls it.

Where its database cannot be reached it says so and lists the versions and licences instead: then
nothing is known of faults. Exits 1 if a fault is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from trainer.study.licences import libraries


def asked(pins: list[str]) -> list[dict[str, object]] | None:
    """Return what pip-audit says of each pin it has news of; None if it could not ask."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(pins) + "\n")
        file.flush()
        words = ["--no-deps", "--disable-pip", "--format", "json", "-r", file.name]
        done = subprocess.run(  # noqa: S603 (words of our own)
            [sys.executable, "-m", "pip_audit", *words], capture_output=True, text=True, check=False
        )
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    answered = [each for each in told if "skip_reason" not in each]
    return answered or None


def main() -> int:
    """Print what is known."""
    runs = [each for each in libraries() if each.name != "Python"]
    answered = asked([f"{each.name}=={each.version}" for each in runs])
    if answered is None:
        print("The database of known faults cannot be reached (or pip-audit is not installed).")
        print("What is used, with its licence:")
        print("\n".join(f"  {each.name} {each.version}: {each.licence}" for each in libraries()))
        return 0
    faults = [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {fault['fix_versions']}"
        for each in answered
        for fault in each["vulns"]
    ]
    print("\n".join(faults) or f"No known fault in {len(answered)} of {len(runs)} libraries.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
