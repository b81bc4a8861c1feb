"""The parts of ``docs/cost-model.md`` that are read off the model itself.

    python -m tests.costmodel.cost_model_page

writes them anew, from the checkout's root; a test holds the page to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from trainer.costmodel.bands import BANDS
from trainer.costmodel.equation import Basis
from trainer.costmodel.evidence import Summary, verify
from trainer.costmodel.narrate import formula
from trainer.costmodel.registry import EQUATIONS, use
from trainer.costmodel.terms import TERMS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cost-model.md"

_PART = re.compile(r"(<!-- (\w+): made from the model -->\n).*?(<!-- end -->)", re.DOTALL)
_SUBJECTS = {
    "money": "Money",
    "footprint": "Parameters and bytes",
    "capacity": "What fits",
    "compute": "FLOPs and bytes",
    "latency": "Time",
    "throughput": "Throughput and counts",
    "fleet": "Fleets and prices",
    "queueing": "Queues and scaling",
    "quality": "Quality",
}


def written(page: str) -> str:
    """Return the page with each part as the model has it today."""
    return _PART.sub(lambda found: f"{found[1]}\n{_PARTS[found[2]]()}\n\n{found[3]}", page)


def equations() -> str:
    """Return every equation, its note, its source and how far it goes, by subject."""
    parts = []
    for module, heading in _SUBJECTS.items():
        found = [each for each in EQUATIONS if each.function.__module__.endswith(f".{module}")]
        rows = [
            (
                f"`{each.result}`",
                f"`{formula(use(each.name, each.result))}`",
                "; ".join(filter(None, (_basis(each.basis), each.note))),
                each.source,
            )
            for each in found
        ]
        parts.append(f"### {heading}\n\n{_table(('term', 'equation', 'to know', 'source'), rows)}")
    return "\n\n".join(parts)


def terms() -> str:
    """Return every term with its symbol, unit, meaning and usual range."""
    rows = [
        (
            f"`{each.name}`",
            f"`{each.symbol}`",
            each.unit,
            each.meaning,
            f"{each.shown(each.low, 3)} to {each.shown(each.high, 3)}",
            "" if each.default is None else each.shown(each.default),
        )
        for each in TERMS.values()
    ]
    return _table(("term", "symbol", "unit", "meaning", "usual", "assumed if open"), rows)


def evidence() -> str:
    """Return how the model compares with published figures, by kind."""
    rows = [(kind, *_summary(summary)) for kind, summary in verify().by_kind.items()]
    headings = (
        "kind", "cases", "pass", "error in the middle", "largest error", "measured over roofline",
    )  # fmt: skip
    return _table(headings, rows)


def bands() -> str:
    """Return what share of the roofline was measured, by situation."""
    rows = [(band.situation, band.shown, band.evidence) for band in BANDS.values()]
    return _table(("situation", "share of the roofline", "measured in"), rows)


_PARTS: dict[str, Callable[[], str]] = {
    "equations": equations,
    "terms": terms,
    "evidence": evidence,
    "bands": bands,
}


def _basis(basis: Basis) -> str:
    return "" if basis is Basis.EXACT else basis.value


def _summary(summary: Summary) -> tuple[str, ...]:
    median, largest = summary.median_error or 0.0, summary.largest_error or 0.0
    low, high = summary.efficiencies or (0.0, 0.0)
    measured = f"{low:.2f} to {high:.2f}" if high else ""
    errors = [_per_cent(each) if summary.median_error is not None else "" for each in
              (median, largest)]  # fmt: skip
    return str(summary.cases), str(summary.passed), *errors, measured


def _per_cent(share: float) -> str:
    return f"{100 * share:.2g} %" if share > 1e-9 else "none"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(headings)]
    lines += [("---",) * len(lines[0]), *map(tuple, rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
