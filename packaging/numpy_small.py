"""numpy without OpenBLAS, for the bundle: 30 MB less.

Only the charts use numpy, and not for linear algebra. The published wheel brings OpenBLAS all the
same; built from its source, numpy brings routines of its own. That takes a compiler and some
minutes, once: the wheel is kept.
"""

from __future__ import annotations

import re
from pathlib import Path

from workshop import ROOT, WORK, Failed, lacking, run, say

_KEPT = WORK / "wheels"
_OPTIONS = ("-Csetup-args=-Dallow-noblas=true", "-Csetup-args=-Dcpu-dispatch=none")


def small_numpy(python: Path) -> list[Path]:
    """Return the wheel for ``python``; nothing where it cannot be built, and say so."""
    constraints = (ROOT / "constraints.txt").read_text("utf-8")
    found = re.search(r"^numpy==(\S+)$", constraints, re.MULTILINE)
    if found is None:
        raise Failed("constraints.txt: there is no version of numpy")
    tag = run(python, "-c", "import sys; print('cp%d%d' % sys.version_info[:2], end='')")
    kept = list(_KEPT.glob(f"numpy-{found[1]}-{tag}-*.whl"))
    if kept:
        return kept[:1]
    missing = lacking("cc", "c++")
    if missing:
        say(f"numpy: no {' and no '.join(missing)}, so the published wheel is used (30 MB more)")
        return []
    say("numpy: building it without OpenBLAS, which takes some minutes, once")
    source = ("--no-deps", "--no-binary", "numpy", f"numpy=={found[1]}")
    run(python, "-m", "pip", "wheel", *source, "--wheel-dir", _KEPT, *_OPTIONS)
    return list(_KEPT.glob(f"numpy-{found[1]}-{tag}-*.whl"))[:1]
