"""How the window says dates, counts and spans of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from trainer.domain.memory import Rating, Seen
from trainer.scheduling.marks import FLAGS

_KINDS: Mapping[str, str] = {
    "recall": "recall",
    "contrast": "contrast",
    "estimate": "estimate",
}
_PLURALS: Mapping[str, str] = {"recall": "recalls", "contrast": "contrasts", "copy": "copies"}


_TODAY = "this session"


def kind_words(kind: str) -> str:
    """Return how one drill of ``kind`` is called."""
    return _KINDS.get(kind, kind)


def counted(count: int, what: str) -> str:
    """Return "1 drill" or "12 drills"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {_PLURALS.get(what, what + 's')}"


def day_words(day: dt.date) -> str:
    """Return "24 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def short_day_words(day: dt.date) -> str:
    """Return "24 Nov 2026", for the columns of a table."""
    return f"{day.day} {day:%b %Y}"


def instant_words(at: dt.datetime) -> str:
    """Return "24 November 2026, 09:05" in the local time zone."""
    local = at.astimezone()
    return f"{day_words(local.date())}, {local:%H:%M}"


def interval_words(today: dt.date, seen: Seen) -> str:
    """Return when a drill comes back: "this session", "tomorrow", "in 12 days", "in 3 months"."""
    days = (seen.due - today).days
    if days <= 0:
        return _TODAY
    if days == 1:
        return "tomorrow"
    if days < 60:
        return f"in {days} days"
    if days < 365:
        return f"in {round(days / 30.4)} months"
    return f"in {days / 365:.1f} years"


def span_words(days: float) -> str:
    """Return how long a memory lasts: "2 days", "5 weeks", "4 months", "1.5 years"."""
    if days < 1:
        return "under a day"
    if days < 14:
        return counted(round(days), "day")
    if days < 60:
        return counted(round(days / 7), "week")
    if days < 365:
        return counted(round(days / 30.4), "month")
    return f"{days / 365:.1f} years"


_ACTIONS: Mapping[str, str] = {
    "suspended": "Suspended: it is not asked until you let it back on the Focus page.",
    "buried": "Buried: it is not asked again today.",
    "reset": "Reset: it is new again.",
    "moved": "It comes back on the day you chose.",
}


def action_words(what: str, flag: int) -> str:
    """Return what an action of the sitting (``Change.what``) did, and how to take it back."""
    said = _ACTIONS.get(what) or (f"Flagged {FLAGS[flag]}." if flag else "The flag is gone.")
    return f"{said} Ctrl+Z takes it back."


_DONE: Mapping[str, str] = {
    "suspended": "suspending a drill",
    "buried": "burying a drill",
    "reset": "resetting a drill",
    "moved": "setting a drill's due day",
    "flagged": "the flag",
}


def taken_back_words(was: str, *, unrated: bool = False) -> str:
    """Return what was taken back (``Change.was``); ``unrated`` if a verdict left the screen."""
    what = _DONE.get(was, f"the answer before, rated {was}")
    lost = " The answer just given was not rated." if unrated else ""
    return f"Taken back: {what}. Ctrl+Shift+Z does it again.{lost}"


def ended_words(answered: int, *, is_judged: bool) -> str:
    """Return what becomes of a sitting of ``answered`` that another ends; "" where nothing does."""
    kept = f"{counted(answered, 'answer')} {'is' if answered == 1 else 'are'} kept"
    if is_judged:
        return "The session before is over: its last answer was not rated" + (
            f", {kept}." if answered else "."
        )
    return f"The session before is over: its {kept}." if answered else ""


def mended_words(answers: int, aside: object) -> str:
    """Return what could be saved of a damaged file, which is now called ``aside``."""
    were = "was" if answers == 1 else "were"
    return (
        f"Saved: {counted(answers, 'answer')} {were} readable in the damaged file, which is kept"
        f" as {aside}."
    )


def leech_words(lapses: int, name: str) -> str:
    """Return what is said of a drill forgotten so often that it costs more than it teaches."""
    return (
        f"Forgotten {lapses} times: “{name}”. It costs more than it teaches:"
        " rewrite it, split it in two, or suspend it."
    )


def all_intervals(
    today: dt.date, intervals: Mapping[Rating, Seen], *, recorded: bool = True
) -> dict[Rating, str]:
    """Return ``interval_words`` for every rating; not ``recorded``, nothing comes of most."""
    words = {rating: interval_words(today, seen) for rating, seen in intervals.items()}
    if recorded:
        return words
    return {rating: said if said == _TODAY else "not recorded" for rating, said in words.items()}
