"""The tone of a follow-up mail: precise, framed as a risk that is bounded, as long as is read."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping

from trainer.domain.assessment import Finding
from trainer.drills.statement import Statement
from trainer.places import shipped

FEWEST_SENTENCES, MOST_SENTENCES = 3, 6
MOST_WORDS = 130
"""Longer mails are not read before the debrief."""

_SALUTATION_WORDS = 5
"""A line with fewer words is a greeting or a signature."""

_SAID = {
    "apology": (
        "An apology without a number repairs nothing.",
        "Replace it by the number that was missing.",
    ),
    "hedge": (
        "“{phrase}” takes back what is said with it.",
        "Say the number as an estimate with a bound, and how you would check it.",
    ),
    "deferral": (
        "“{phrase}” puts the answer off; the panel decides before it comes.",
        "Give the number now.",
    ),
}


@functools.cache
def words() -> Mapping[str, re.Pattern[str]]:
    """Return the shipped words by what they do in a mail, each group as one pattern."""
    data = tomllib.loads((shipped("resources") / "tone.toml").read_text("utf-8"))
    return {
        name: re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
        for name, phrases in data.items()
    }


def size(text: str) -> tuple[int, int]:
    """Return how many sentences (without greeting and signature) and words a mail has."""
    body = [(start, end) for start, end in sentences(text) if _is_body(text[start:end])]
    return len(body), len(text.split())


def check_length(text: str) -> Iterator[Finding]:
    """Yield whether the mail is too short to carry its numbers or too long to be read."""
    count, length = size(text)
    whole = (0, len(text))
    if count < FEWEST_SENTENCES:
        many = f"{count} sentence{'' if count == 1 else 's'}"
        said = f"The mail has {many}; it takes at least {FEWEST_SENTENCES} to carry the numbers."
        fix = "Say the numbers, what they mean, and what follows."
        yield Finding("too-short", said, fix, *whole)
    if count > MOST_SENTENCES or length > MOST_WORDS:
        said = (
            f"The mail has {count} sentences and {length} words; a panel reads {MOST_SENTENCES} and"
            f" {MOST_WORDS}."
        )
        yield Finding("too-long", said, "Keep what carries a number.", *whole)


def check_tone(statement: Statement) -> Iterator[Finding]:
    """Yield apologies without a number, hedges, deferrals, and numbers without a consequence."""
    text = statement.text
    numbers = [claim.start for claim in statement.claims.claims]
    for start, end in sentences(text):
        for code, (said, fix) in _SAID.items():
            found = words()[code].search(text, start, end)
            if found is None:
                continue
            if code != "hedge" and any(start <= number < end for number in numbers):
                continue
            yield Finding(code, said.format(phrase=found[0]), fix, found.start(), found.end())
    whole = (0, len(text))
    if not words()["impact"].search(text) and not _weighs_spend(statement):
        said = "Nothing says what the numbers mean for the business."
        fix = "Tie one to the budget it keeps, the spend it saves or the people it serves."
        yield Finding("no-impact", said, fix, *whole)
    if not words()["mitigation"].search(text):
        said = "It is not framed as a risk that you bound."
        fix = "Say the headroom, the cap, or what happens when a number is missed."
        yield Finding("no-mitigation", said, fix, *whole)


def _weighs_spend(statement: Statement) -> bool:
    """Tell whether two amounts of money for a time are told: what is spent, and of what."""
    return len({(claim.unit, claim.value) for claim in statement.claims.of("budget")}) > 1


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence stands: it ends at ``.``, ``!``, ``?`` before space, or a line."""
    found: list[tuple[int, int]] = []
    start = 0
    for index, letter in enumerate(text):
        ends = letter in ".!?" and (index + 1 == len(text) or text[index + 1].isspace())
        if ends or letter == "\n":
            if text[start:index].strip():
                found.append((start, index + 1))
            start = index + 1
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _is_body(sentence: str) -> bool:
    return len(sentence.split()) >= _SALUTATION_WORDS
