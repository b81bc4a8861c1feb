"""Numbers whose unit stands elsewhere: ``RPS: 40``, ``latency (ms): 180``, ``120/300/600 ms``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trainer.claims.heads import Head, Heads
from trainer.claims.kinds import Kind, Unit
from trainer.claims.quantity import Quantity, neat
from trainer.claims.reading import Reading
from trainer.claims.tokens import HYPHEN
from trainer.claims.units import read_unit

_REACH = 8
_SPREADS = {Kind.TIME, Kind.RATE, Kind.PERCENT, Kind.MONEY, Kind.VOLUME}
_INHERITS = {Kind.TIME, Kind.RATE}
_UNITLESS = frozenset({"latency", "cost", "budget"})
_TOLD_ALONE = frozenset({"", "TTFT", "TPOT", "end to end", "blended"})
_TOP_SCORE = 100
_NAMED = frozenset({"ms", "s", "us"})
_ALIKE = 100
_SIGNS = frozenset({":", "="})
_STEPS_TO_STATISTIC = frozenset({"at", "for", "(", "@", "in", "the", "as"})


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands left of a bare number: its head, a unit in brackets, whether a statistic."""

    head: Head | None = None
    unit: Unit | None = None
    statistic: bool = False
    bound: bool = False


def promote(reading: Reading, heads: Heads, quantities: list[Quantity]) -> list[Quantity]:
    """Return the quantities of one sentence, bare numbers given their unit or dropped."""
    kept: list[Quantity] = []
    for number, quantity in enumerate(quantities):
        if quantity.kind is not Kind.BARE:
            kept.append(quantity)
            continue
        if _is_pronoun(reading, quantity):
            continue
        unit = _unit(reading, heads, quantities, number, kept)
        if unit is not None:
            kept.append(_in_unit(quantity, unit))
    return kept


def _is_pronoun(reading: Reading, quantity: Quantity) -> bool:
    """Whether ``one`` stands for a thing: ``the new one``, not ``at least one``."""
    alone = quantity.end == quantity.start + 1 and reading.key(quantity.start) == "one"
    return alone and reading.until("before", quantity.start) is None


def _in_unit(quantity: Quantity, unit: Unit) -> Quantity:
    high = neat(quantity.high * unit.scale) if quantity.high is not None else None
    return replace(quantity, unit=unit, value=neat(quantity.value * unit.scale), high=high)


def _unit(
    reading: Reading,
    heads: Heads,
    quantities: list[Quantity],
    number: int,
    kept: list[Quantity],
) -> Unit | None:
    """Return the unit that the surroundings give the bare number ``quantities[number]``."""
    quantity = quantities[number]
    reading.steps.add(_REACH)
    words = _left(reading, heads, quantity)
    told = words.unit or _listed(reading, quantities, number)
    if told is None and (words.statistic or _statistic_behind(reading, quantity)):
        told = _neighbour(quantities, number, kept)
    return (
        told or _by_head(quantity, words) or _by_what_follows(reading, heads, quantity, words, kept)
    )


def _by_what_follows(
    reading: Reading, heads: Heads, quantity: Quantity, words: _Words, kept: list[Quantity]
) -> Unit | None:
    """Read ``0.91 AUC``, ``76.6 on MATH``, ``p95 under 200``, ``200 ms …, within 300``."""
    bracket = quantity.end + (reading.key(quantity.end) == "(")
    behind = heads.begun.get(bracket)
    if behind is not None and behind.dimension == "quality" and _is_score(quantity, behind):
        return _score(quantity)
    plain = reading.key(quantity.end) in _ENDS and reading.key(quantity.end - 1) != "k"
    if words.bound and plain:
        told = _time_before(quantity, kept)
        if told is not None:
            return told
    if words.statistic and words.bound:
        return Unit(quantity.end, Kind.BARE, "latency")
    if _is_next_score(reading, quantity, kept):
        return _score(quantity)
    on = reading.key(quantity.end) == "on" and 0 <= quantity.value <= _TOP_SCORE
    return _score(quantity) if on and _named_behind(reading, quantity) else None


def _is_next_score(reading: Reading, quantity: Quantity, kept: list[Quantity]) -> bool:
    """Whether scores go on: ``COMET of 0.86 for German, 0.82 for Finnish``."""
    other = kept[-1] if kept else None
    if other is None or other.kind is not Kind.RATING or quantity.start - other.end > _REACH:
        return False
    listed = reading.key(quantity.start - 1) in {",", "and"}
    of_what = reading.key(quantity.end) in {"for", "in"}
    return listed and of_what and (quantity.value < 1) is (other.value < 1)


def _time_before(quantity: Quantity, kept: list[Quantity]) -> Unit | None:
    """Return the unit of the time before: ``start in under a second, finish within eight``."""
    other = kept[-1] if kept else None
    if other is None or other.kind is not Kind.TIME or quantity.start - other.end > _REACH:
        return None
    if not 1 / _ALIKE < quantity.value * other.unit.scale / (other.value or 1.0) < _ALIKE:
        return None
    return replace(other.unit, end=quantity.end)


_ENDS = frozenset({"", ".", ",", ";", ")", "|", "\n", "!"})


def _named_behind(reading: Reading, quantity: Quantity) -> bool:
    index = quantity.end + 1 + (reading.key(quantity.end + 1) == "the")
    return reading.at("benchmark", index) is not None


def _left(reading: Reading, heads: Heads, quantity: Quantity) -> _Words:
    """Walk left from a number over links and comparators to the word it belongs to."""
    index, words = quantity.start, _Words()
    for _ in range(_REACH):
        bound = reading.until("before", index)
        statistic = reading.until("statistic", index)
        head = _head_until(reading, heads, index)
        if head is not None:
            return replace(words, head=head)
        rate = reading.until("rate", index)
        if rate is not None:
            return replace(words, unit=_of_rate(reading, quantity, rate[1]))
        counted = _counted(reading, index, quantity)
        changed = reading.until("change", index) if quantity.moved else None
        if counted is not None:
            return replace(words, unit=counted)
        if bound is not None:
            index, words = bound[0], replace(words, bound=True)
        elif changed is not None:
            index = changed[0]
        elif statistic is not None:
            index, words = statistic[0], replace(words, statistic=True)
        elif reading.key(index - 1) == ")":
            opened = _opened(reading, index - 1)
            unit = read_unit(reading, opened + 1, None)
            if unit.kind is not Kind.BARE and unit.end == index - 1:
                return replace(words, unit=replace(unit, end=quantity.end))
            index = opened
        elif _is_link(reading, index - 1):
            index -= 1
            words = replace(words, bound=words.bound or reading.key(index) in _SIGNS)
        else:
            break
    return words


def _is_link(reading: Reading, index: int) -> bool:
    return reading.at("link", index) is not None or reading.key(index) == HYPHEN


def _head_until(reading: Reading, heads: Heads, index: int) -> Head | None:
    head = heads.ended.get(index)
    if head is not None:
        return head
    named = reading.until("benchmark", index)
    return Head(named[0], index, "quality", "") if named is not None else None


def _opened(reading: Reading, closing: int) -> int:
    for index in range(closing - 1, max(-1, closing - 2 * _REACH), -1):
        if reading.key(index) == "(":
            return index
    return closing


def _of_rate(reading: Reading, quantity: Quantity, word: str) -> Unit:
    name, scale = reading.lexicon.rate[word]
    thing, _, period = name.partition("/")
    kind = Kind.RATE if period == "s" else Kind.VOLUME
    return Unit(quantity.end, kind, name, scale, (thing,), period)


def _counted(reading: Reading, index: int, quantity: Quantity) -> Unit | None:
    """Read ``tokens per day``, ``monthly active users``, ``p95_ms`` left of its number."""
    timed = reading.until("time", index)
    if timed is not None and timed[1] in _NAMED and reading.key(timed[0] - 1) == HYPHEN:
        scale = reading.lexicon.time[timed[1]]
        return Unit(quantity.end, Kind.TIME, timed[1], scale)
    crowd = _crowd(reading, index)
    if crowd is not None:
        return replace(crowd, end=quantity.end)
    period = reading.until("period", index)
    if period is None or reading.key(period[0] - 1) not in {"per", "/", "a", "each", "every"}:
        return None
    thing = reading.until("thing", period[0] - 1)
    if thing is None:
        return None
    unit = read_unit(reading, thing[0], None)
    return replace(unit, end=quantity.end) if unit.kind in {Kind.RATE, Kind.VOLUME} else None


def _crowd(reading: Reading, index: int) -> Unit | None:
    """Read ``monthly active users`` and ``daily tokens`` up to ``index``."""
    thing = reading.until("thing", index)
    start = thing[0] if thing is not None else index
    for _ in range(3):
        before = reading.until("adjective", start) or reading.until("periodic", start)
        start = before[0] if before is not None else start
    if thing is None or start == thing[0]:
        return None
    unit = read_unit(reading, start, None)
    return unit if unit.kind is Kind.VOLUME and unit.end == index else None


def _listed(reading: Reading, quantities: list[Quantity], number: int) -> Unit | None:
    """Return the unit at the end of a list with slashes: ``120/300/600 ms``."""
    unit = None
    for earlier, later in zip(
        quantities[number : number + 4], quantities[number + 1 : number + 5], strict=False
    ):
        if reading.key(earlier.end) != "/" or later.start != earlier.end + 1:
            break
        if later.kind in _SPREADS:
            unit = replace(later.unit, end=quantities[number].end)
            break
    return unit


def _statistic_behind(reading: Reading, quantity: Quantity) -> bool:
    index = quantity.end
    if reading.key(index) == "the":
        return False
    for _ in range(2):
        if reading.at("statistic", index) is not None:
            return True
        if reading.key(index) not in _STEPS_TO_STATISTIC:
            return False
        index += 1
    return reading.at("statistic", index) is not None


def _neighbour(quantities: list[Quantity], number: int, kept: list[Quantity]) -> Unit | None:
    """Return the unit of the number before or behind: ``80 ms at p50, 200 at p99``."""
    quantity = quantities[number]
    around = kept[-1:] + quantities[number + 1 : number + 2]
    for other in around:
        if other.kind in _INHERITS and abs(other.start - quantity.start) < 2 * _REACH:
            return replace(other.unit, end=quantity.end)
    return None


def _by_head(quantity: Quantity, words: _Words) -> Unit | None:
    head = words.head
    if head is None:
        return None
    if head.dimension == "quality":
        return _score(quantity)
    if head.dimension in _UNITLESS and words.bound and head.subject in _TOLD_ALONE:
        return Unit(quantity.end, Kind.BARE, head.dimension)
    return None


def _is_score(quantity: Quantity, head: Head) -> bool:
    return head.bare or 0 < quantity.value < 1


def _score(quantity: Quantity) -> Unit:
    name = "1" if 0 <= quantity.value <= 1 else "score"
    return Unit(quantity.end, Kind.RATING, name)
