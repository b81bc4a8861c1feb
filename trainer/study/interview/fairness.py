"""Whether what may be said of a written statement is fair to say of a spoken one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.domain.assessment import Finding
from trainer.drills.growth import speaks_of_growth
from trainer.drills.spend import check_money

_HARDWARE = frozenset({"gpus", "parameters", "memory_bandwidth", "weight_bits"})
_PARTS = re.compile(
    r"\b(?:of (?:them|which|these)|output|input|prompt|answer|cached?|half|third|share"
    r"|first|pilot|now|today|start|region|team|plus|and another|rest)\b",
    re.IGNORECASE,
)
"""Words of a sentence whose volume is only a part of what is asked for."""

_FAR_SHORT = 2 / 3

_WHOLE = frozenset({"TTFT", "TPOT", "end to end"})
HINT = re.compile(
    r"\bscal(?:es|able|ing|e)\b|\bgrow(?:s|th)?\b|tenfold|order of magnitude"
    r"|\b(?:10|ten|100|hundred|5|five)[ -]?(?:x|×|times|fold)\b",
    re.IGNORECASE,
)
"""Somebody speaks of growth."""

HYPOTHETICAL = re.compile(
    r"\b(?:if we (?:used|had|ran|took)|would (?:be|cost|pay|take|need)|compared? (?:to|with)|unlike"
    r"|instead of|rather than|which is why we (?:do not|don't)|a (?:human|person|clerk)|competitor"
    r"|too (?:slow|dear|expensive)|(?:do not|don't|will not|won't) (?:use|pay|take|buy))\b",
    re.IGNORECASE,
)
"""Words of a sentence that speaks of what is not done: nothing in it is promised."""

_PART = re.compile(
    r"\b(?:retriev\w*|embed\w*|network|round.?trip|asr|stt|tts|speech|hearing|rerank\w*|index"
    r"|search|lookup|cache|database|tool|parse\w*|tokeni\w*|read in|budget|overhead|step)\b",
    re.IGNORECASE,
)
"""Words of a time that is only a part of what a user waits."""

_OWNS_UP = re.compile(
    r"\b(?:exceed|over (?:the )?budget|above (?:the )?budget|beyond|outgr|renegotiat|would need"
    r"|must|have to|not fit|no longer|break|cap\b|capped|cut|half|halve|cheaper|smaller|ends at"
    r"|throttl)",
    re.IGNORECASE,
)
"""Somebody who says himself that growth passes the budget need not be told."""


_ALIKE = (2 / 3, 1.5)
_SOME = re.compile(
    r"\b(?:long(?:er|est)|long \w+s|short(?:er|est)?|some|cached?|system|each|chunk\w*|document\w*"
    r"|history|retriev\w*|page\w*|median|p\d\d|most|tail|compress\w*|trim\w*|cut|reduc\w*|summar\w*)\b",
    re.IGNORECASE,
)
"""Words of a sentence whose prompts are not those of the scenario as they arrive."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A finding with its sentence, the claims at its place, and what is known."""

    finding: Finding
    claims: Claims
    told: Mapping[str, float]
    known: Mapping[str, float]
    sentence: str
    at: tuple[Claim, ...]


def is_fair(
    finding: Finding, claims: Claims, told: Mapping[str, float], known: Mapping[str, float]
) -> bool:
    """Tell whether a finding on written statements is one on what somebody says, too.

    ``told`` are the facts of the statement itself, ``known`` all of them.
    """
    sentence = sentence_of(claims.text, finding.start or 0, finding.end or 0)
    if HYPOTHETICAL.search(sentence):
        return False
    at = tuple(each for each in claims.claims if each.start == finding.start)
    check = _CHECKS.get(finding.code)
    return check is None or check(_Case(finding, claims, told, known, sentence, at))


def other_length(text: str, place: tuple[int, int], told: float, asked: float) -> Finding | None:
    """Return what to say of prompts ``told`` where the scenario has those of ``asked`` tokens.

    None where they are alike, or where the sentence speaks of some prompts only.
    """
    if not asked or _ALIKE[0] <= told / asked <= _ALIKE[1]:
        return None
    sentence = sentence_of(text, *place)
    if _SOME.search(sentence) or HYPOTHETICAL.search(sentence) or speaks_of_growth(text, *place):
        return None
    said = f"You say prompts of {told:,.12g} tokens; the scenario has {asked:,.12g}."
    return Finding("other-length", said, "Plan for the prompts that are given.", *place)


def _spend(case: _Case) -> bool:
    """Of the volume that was told itself the sum may be right."""
    own = check_money(case.claims, {})
    found = any(each.code == case.finding.code for each in own.findings)
    return own.month is None or found


def _growth(case: _Case) -> bool:
    return not _OWNS_UP.search(case.claims.text)


def _envelope(case: _Case) -> bool:
    """Leave out amounts that growth leads to: growth itself is judged by its price."""
    if not any(each.dimension == "budget" for each in case.at):
        return True
    return not case.claims.of("scale") and not HINT.search(case.claims.text)


def _physics(case: _Case) -> bool:
    whole = all(each.subject in _WHOLE or each.statistic for each in case.at)
    return whole or not _PART.search(case.sentence)


def _volume(case: _Case) -> bool:
    """In speech a volume is often told in parts: only a whole one far below is another one."""
    asked = case.known.get("tokens_per_day", 0.0)
    far = all(each.unit == "token/day" and each.value < _FAR_SHORT * asked for each in case.at)
    return far and len(case.claims.of("volume")) == 1 and not _PARTS.search(case.sentence)


def _memory(case: _Case) -> bool:
    return bool(_HARDWARE & set(case.told))


_CHECKS: Mapping[str, Callable[[_Case], bool]] = {
    "spend-mismatch": _spend,
    "growth-over-budget": _growth,
    "beyond-envelope": _envelope,
    "below-physics": _physics,
    "short-of-volume": _volume,
    "does-not-fit": _memory,
}


def sentence_of(text: str, start: int, end: int) -> str:
    """Return the sentence around ``text[start:end]``."""
    stops = (". ", "; ", "! ", "? ", "\n")
    first = max(text.rfind(stop, 0, start) for stop in stops)
    last = min((at for stop in stops if (at := text.find(stop, end)) >= 0), default=len(text))
    return text[max(0, first) : last]
