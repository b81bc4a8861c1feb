"""What a number is told per: ``per 1M input tokens``, ``a month``, ``/GPU``."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.reading import Reading

SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}

_SHORTEST = 2

_NO_THINGS = ("money", "period", "periodic", "metric", "statistic", "before", "adjective")


@dataclass(frozen=True, slots=True)
class Per:
    """A denominator: ``per 1M input tokens``, ``a month``, ``/GPU``."""

    end: int
    factor: float
    thing: str = ""
    period: str = ""
    subject: str = ""


def read_per(reading: Reading, position: int) -> Per | None:
    """Return the denominator that begins at ``position``."""
    if reading.key(position) not in {"per", "/", "each", "every", "a", "an"}:
        return None
    return denominator(reading, position + 1)


def denominator(reading: Reading, position: int) -> Per | None:
    """Return the denominator whose words behind ``per`` begin at ``position``."""
    period = reading.at("period", reading.past_hyphen(position))
    if period is not None:
        return Per(period[0], 1.0, period=period[1])
    factor, after = 1.0, position
    number = reading.number(position)
    if number is not None and number.value > 0:
        factor, after = number.value, number.end
    elif reading.key(position) in reading.lexicon.scales:
        factor, after = reading.lexicon.scales[reading.key(position)], position + 1
    subject, after = adjectives(reading, reading.past_hyphen(after))
    thing = reading.at("thing", after) or (reading.at("thing", position) if factor == 1.0 else None)
    if thing is not None:
        name, scale = reading.lexicon.thing[thing[1]]
        return Per(thing[0], factor * scale, name, subject=subject)
    return Per(after, factor, "token", subject=subject) if factor >= 1000 else None


def read_open(reading: Reading, position: int) -> Per | None:
    """Return a denominator that the lexicon does not know: ``per contact``."""
    word = reading.key(position + 1)
    known = any(reading.at(role, position + 1) is not None for role in _NO_THINGS)
    if reading.key(position) != "per" or known or not word.isalpha() or len(word) < _SHORTEST:
        return None
    return Per(position + 2, 1.0, word)


def adjectives(reading: Reading, position: int) -> tuple[str, int]:
    """Return the subject that the adjectives at ``position`` name, and where they end."""
    subject = ""
    for _ in range(3):
        found = reading.at("adjective", position)
        if found is None:
            break
        subject = found[1] or subject
        position = reading.past_hyphen(found[0])
    return subject, position
