"""Derivations as the plain text that stands under a challenge."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.costmodel.solve import solve
from trainer.costmodel.working import as_markdown
from trainer.drills.budgets import DAYS_PER_MONTH
from trainer.errors import BadInput

_MONEY = ("tokens_per_day", "monthly_budget")
_TYPICAL_SCORE = 0.85


def worked(asked: str, givens: Mapping[str, float]) -> str:
    """Return how ``asked`` follows from ``givens``, "" where they do not settle it.

    What people say may be beyond every bound; then the sentence of the challenge stands alone.
    """
    try:
        text = as_markdown(solve(asked, givens))
    except BadInput:
        return ""
    return text.replace("**", "").replace("`", "").replace("*", "").strip()


def joined(*parts: str) -> str:
    """Return the parts that say something, a blank line between them."""
    return "\n\n".join(part for part in parts if part)


def money_of(facts: Mapping[str, float], price: float, growth: float | None = None) -> str:
    """Return a month's spend at ``price`` in USD/token, against the budget where one is known."""
    known = {name: facts[name] for name in _MONEY if facts.get(name, 0.0) > 0}
    givens = {**known, "cost_per_token": price, "days_per_month": DAYS_PER_MONTH}
    if growth is not None:
        givens["growth_factor"] = growth
    grown = "grown_" if growth is not None else ""
    asked = "budget_share" if "monthly_budget" in known else "monthly_spend"
    if "tokens_per_day" not in known:
        return worked("cost_per_million_tokens", {"cost_per_token": price})
    return worked(f"{grown}{asked}", givens)


def sample_of(score: float | None, margin: float = 0.03) -> str:
    """Return how many items tell a ``score`` to ``margin``; of a typical score where none is."""
    sure = score if score is not None and 0.02 < score < 0.98 else _TYPICAL_SCORE
    return worked("sample_size_needed", {"score": sure, "margin_wanted": margin})


def tail_of(mean_s: float) -> str:
    """Return the p99 of a mean latency where service is as random as in M/M/1."""
    return worked(
        "single_response_at_percentile",
        {"percentile": 0.99, "service_time": mean_s, "server_load": 0.0},
    )
