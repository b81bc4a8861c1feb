"""Whether a quality metric fits the task it is claimed for: BLEU translates, pass@1 codes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from trainer.claims.claim import Claim
from trainer.claims.lexicon import lexicon
from trainer.claims.tokens import tokenize
from trainer.places import shipped


@dataclass(frozen=True, slots=True)
class Fit:
    """Tasks by the words that name them, what fits them, and what each metric was made for."""

    words: dict[str, tuple[str, ...]]
    fitting: dict[str, str]
    metrics: dict[str, tuple[str, ...]]
    ceilings: dict[str, float]


@cache
def fit() -> Fit:
    """Return the shipped table of metrics and tasks, read once."""
    path = shipped("resources") / "lexicons" / "fit.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    return Fit(
        words={name: tuple(entry["words"]) for name, entry in data["task"].items()},
        fitting={name: entry["fitting"] for name, entry in data["task"].items()},
        metrics={name: tuple(tasks) for name, tasks in data["metric"].items()},
        ceilings=data["ceiling"],
    )


def tasks() -> tuple[str, ...]:
    """Return the tasks that a drill may name."""
    return tuple(fit().words)


def task_of(claim: Claim) -> str:
    """Return the task that the claim's benchmark tests, "" where the name does not say."""
    if claim.benchmark is None:
        return ""
    known = lexicon().tasks
    for name in sorted(known, key=len, reverse=True):
        if claim.benchmark.startswith(name):
            return known[name]
    words = f" {' '.join(tokenize(claim.benchmark).keys)} "
    for task, names in fit().words.items():
        if any(f" {name} " in words for name in names):
            return task
    return ""


def misfit(claim: Claim, task: str) -> str:
    """Return what would fit ``task`` better than the claim's metric, "" if the metric fits."""
    made_for = fit().metrics.get(_metric(claim), ())
    if not task or not made_for or task in made_for:
        return ""
    return fit().fitting[task]


def is_too_good(claim: Claim) -> bool:
    """Return whether the claimed score is beyond what the metric ever shows."""
    ceiling = fit().ceilings.get(_metric(claim), float("inf"))
    return (claim.value if claim.unit == "1" else claim.value / 100) > ceiling


def _metric(claim: Claim) -> str:
    return (claim.subject or "").partition("@")[0]
