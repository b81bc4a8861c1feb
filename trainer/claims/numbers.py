"""Numbers in prose: ``1,200``, ``0,4``, ``5 M``, ``5×10^6``, ``two hundred``, ``half a``."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trainer.claims.lexicon import Lexicon
from trainer.claims.tokens import HYPHEN, Tokens

_LONGEST = 16
"""No number is written in more tokens than this."""
_HIGHEST = 30
_POWER_SIGNS = frozenset({"×", "x", "*", "·"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the tokens it takes. ``factor`` is what a suffix or word multiplied it by."""

    end: int
    value: float
    factor: float = 1.0


def read_number(tokens: Tokens, start: int, lexicon: Lexicon) -> Number | None:
    """Return the number that begins at token ``start``, or None."""
    if start >= len(tokens):
        return None
    if tokens.numeric[start]:
        return _in_digits(tokens, start, lexicon)
    if tokens.keys[start] in lexicon.openers:
        return _in_words(tokens, start, lexicon)
    return None


def digits(text: str) -> float | None:
    """Return what ``text`` (digits, points, commas, apostrophes, exponent) means, or None.

    A comma before three digits groups thousands, before one, two or four or more it is a decimal
    comma; a version (1.2.3), a list (1,2,3) and anything beyond 1e300 mean nothing.
    """
    if len(text) > 40:
        return None
    mantissa, _, exponent = text.lower().replace("'", "").replace("’", "").partition("e")
    plain = _ungrouped(mantissa)
    if plain is None:
        return None
    value = float(f"{plain}e{exponent.replace('−', '-')}" if exponent else plain)
    return value if math.isfinite(value) else None


def _ungrouped(text: str) -> str | None:
    commas, points = text.count(","), text.count(".")
    if commas and points:
        grouping, point = (",", ".") if text.rfind(".") > text.rfind(",") else (".", ",")
        whole, _, fraction = text.partition(point)
        ungrouped = _ungrouped_thousands(whole, grouping)
        return None if ungrouped is None or point in fraction else f"{ungrouped}.{fraction}"
    if points > 1:
        return _ungrouped_thousands(text, ".")
    if commas == 1 and (text.startswith("0") or len(text) - text.index(",") != 4):
        return text.replace(",", ".")
    return _ungrouped_thousands(text, ",") if commas else text


def _ungrouped_thousands(text: str, sign: str) -> str | None:
    first, *rest = text.split(sign)
    good = 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)
    return first + "".join(rest) if good else None


def _key(tokens: Tokens, index: int) -> str:
    keys = tokens.keys
    return keys[index] if 0 <= index < len(keys) else ""


def _in_digits(tokens: Tokens, start: int, lexicon: Lexicon) -> Number | None:
    end = start + 1
    text = tokens.keys[start]
    if text.isdecimal() and len(text) <= 3:
        while _is_group(tokens, end) and end - start < 5:
            text += tokens.keys[end]
            end += 1
    value = digits(text)
    if value is None:
        return None
    if _key(tokens, end) in {"½", "¼", "¾"}:
        value, end = value + lexicon.values[tokens.keys[end]], end + 1
    power = _power_of_ten(tokens, end, value, text)
    if power is not None:
        return power
    factor, end = _scaled(tokens, end, lexicon.scales)
    factor, end = _half_more(tokens, end, factor, value)
    return Number(end, value * factor, factor)


def _is_group(tokens: Tokens, index: int) -> bool:
    """Whether the token continues a number grouped by spaces: ``250 000``."""
    key = _key(tokens, index)
    if not (key.isdecimal() and len(key) == 3):
        return False
    gap = tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
    return bool(gap) and gap.isspace()


def _power_of_ten(tokens: Tokens, end: int, value: float, text: str) -> Number | None:
    """Read ``×10^6`` behind a number, or ``^6`` behind a ten."""
    if text == "10":
        return _exponent(tokens, end, 1.0)
    if _key(tokens, end) in _POWER_SIGNS and _key(tokens, end + 1) == "10":
        return _exponent(tokens, end + 2, value)
    return None


def _exponent(tokens: Tokens, index: int, value: float) -> Number | None:
    """Read ``^6`` behind a ten that ``value`` is multiplied by."""
    if _key(tokens, index) != "^" or index + 1 >= len(tokens) or not tokens.numeric[index + 1]:
        return None
    exponent = digits(tokens.keys[index + 1])
    whole = exponent is not None and exponent < _HIGHEST
    return Number(index + 2, value * 10.0**exponent) if exponent is not None and whole else None


def _scaled(tokens: Tokens, end: int, words: dict[str, float]) -> tuple[float, int]:
    """Return the factor that suffixes and words from token ``end`` on make, and where they end."""
    factor = 1.0
    for _ in range(2):
        following = end + 1 if _key(tokens, end) == HYPHEN else end
        multiplier = words.get(_key(tokens, following))
        if multiplier is None:
            break
        factor, end = factor * multiplier, following + 1
    return factor, end


def _half_more(tokens: Tokens, end: int, factor: float, value: float) -> tuple[float, int]:
    """Read ``and a half`` behind a number; the factor is stretched accordingly."""
    after = past_half(tokens, end)
    if after > end and value:
        return factor * (value + 0.5) / value, after
    return factor, end


def past_half(tokens: Tokens, end: int) -> int:
    """Return where ``and a half`` or ``-and-a-half`` ends, ``end`` if it does not stand there."""
    index = end
    for word in ("and", "a", "half"):
        index += _key(tokens, index) == HYPHEN
        if _key(tokens, index) != word:
            return end
        index += 1
    return index


def _in_words(tokens: Tokens, start: int, lexicon: Lexicon) -> Number | None:
    fraction = _fraction(tokens, start, lexicon)
    if fraction is not None:
        factor, end = _scaled(tokens, fraction.end, lexicon.multipliers)
        return Number(end, fraction.value * factor, factor)
    number = _cardinal(tokens, start, lexicon)
    if number is None:
        return None
    end, value = _decimals(tokens, number.end, number.value, lexicon)
    after = past_half(tokens, end)
    end, value = after, value + 0.5 * (after > end)
    factor, end = _scaled(tokens, end, lexicon.multipliers)
    return Number(end, value * factor, factor)


def _fraction(tokens: Tokens, start: int, lexicon: Lexicon) -> Number | None:
    """Read ``half a``, ``a quarter of a``, ``two thirds of``; the unit or multiplier follows."""
    count, end = 1.0, start
    if tokens.keys[start] in {"a", "an"}:
        end += 1
    elif tokens.keys[start] in lexicon.values:
        count, end = lexicon.values[tokens.keys[start]], start + 1
    if _key(tokens, end) == HYPHEN:
        end += 1
    part = lexicon.fractions.get(_key(tokens, end))
    if part is None:
        return None
    end += 1
    for word in ("of", "a", "an"):
        if _key(tokens, end) in {word, HYPHEN}:
            end += 1
    return Number(end, count * part)


def _cardinal(tokens: Tokens, start: int, lexicon: Lexicon) -> Number | None:
    """Read whole numbers in words up to the last multiplier; ``and`` may follow a hundred."""
    total = current = 0.0
    end = start
    if tokens.keys[start] in {"a", "an"}:
        if _key(tokens, start + 1) not in lexicon.multipliers:
            return None
        end += 1
    elif tokens.keys[start] == "point":
        return Number(start, 0.0) if _key(tokens, start + 1) in lexicon.values else None
    position = end
    while position - start < _LONGEST:
        key = _key(tokens, position)
        if key in lexicon.multipliers:
            factor = lexicon.multipliers[key]
            current = max(current, 1.0) * factor
            if factor >= 1000:
                total, current = total + current, 0.0
        elif key in lexicon.values and _fits(current, lexicon.values[key], total, position > start):
            current += lexicon.values[key]
        elif (key == HYPHEN or (key == "and" and current % 100 == 0)) and position > start:
            if _key(tokens, position + 1) not in lexicon.values:
                break
            position += 1
            continue
        else:
            break
        position += 1
        end = position
    return Number(end, total + current) if end > start else None


def _fits(current: float, value: float, total: float, later: bool) -> bool:  # noqa: FBT001
    """Whether a number word may follow: ``twenty`` ``one``, ``two hundred`` ``fifty``."""
    if not later or (current == 0.0 and total > 0.0):
        return True
    if current % 100 == 0 and current >= 100:
        return True
    return current % 10 == 0 and current % 100 >= 20 and value < 10


def _decimals(tokens: Tokens, end: int, value: float, lexicon: Lexicon) -> tuple[int, float]:
    """Read ``point nine five`` behind a number."""
    if _key(tokens, end) != "point":
        return end, value
    written = ""
    position = end + 1
    while len(written) < 8:
        word = lexicon.values.get(_key(tokens, position))
        if word is None or not word.is_integer():
            break
        position += 1
        if word >= 20 and lexicon.values.get(_key(tokens, position), 10) < 10:
            word += lexicon.values[tokens.keys[position]]
            position += 1
        written += str(int(word))
    return (position, value + float(f"0.{written}")) if written else (end, value)
