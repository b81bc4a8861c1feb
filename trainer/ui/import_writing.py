"""Writing an import on a worker: it can be stopped, but what came of it is always told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from trainer.ui.jobs import Cancelled, Ticket
from trainer.ui.words import counted

if TYPE_CHECKING:
    from trainer.study.importing import ImportPlan
    from trainer.study.installing import Installed, Installer, Offer


def writing(
    installer: Installer, offers: Sequence[Offer], wish: Ticket
) -> Callable[[Ticket], Installed | None]:
    """Return a job that installs ``offers``; None comes of it where ``wish`` stopped it in time.

    Of a job that is cancelled nobody hears any more: who cancelled it after the last step, with all
    of it written, could not take it back.
    """

    def work(ticket: Ticket) -> Installed | None:
        def step(share: float, what: str) -> None:
            wish.step()
            ticket.step(share, what)

        try:
            return installer.install(offers, step)
        except Cancelled:
            if ticket.cancelled:
                raise
            return None

    return work


def told(installed: Installed) -> str:
    """Return what was written, in a sentence, and what went wrong with pictures."""
    plans = installed.plans
    named = "; ".join(f"“{each.change.deck.title}”: {plan_words(each)}" for each in plans[:3])
    more = len(plans) - 3
    said = f"{named}; and {counted(more, 'more deck')}" if more > 0 else named
    trouble = "".join(f" {problem.message}" for problem in installed.problems[:3])
    return f"{said}.{trouble}"


def plan_words(plan: ImportPlan) -> str:
    """Return what a plan would do: "12 added, 3 changed"."""
    parts = [f"{count:,} {what}" for what, count in plan.counts.items() if count]
    return ", ".join(parts) if parts else "nothing in it"
