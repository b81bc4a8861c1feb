"""Where the phrase of a circumstance ends: ``for 2k-token prompts`` | ``we allow 2 s``."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.heads import Heads
from trainer.claims.kinds import Kind
from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence

_LONGEST = 18
_ENDS = frozenset({",", ";", ":", "(", ")", "—", "|", "=", "→", '"', "“", "”", "!", "?", "."})
_NEUTRAL = frozenset({Kind.MULTIPLE, Kind.BARE, Kind.POINTS})
EVIDENT = frozenset({Kind.RATE, Kind.COUNT, Kind.VOLUME})
_TAIL = 2
_CLAUSE = 3
"""So many words at least make a clause of its own: ``once caches fill``."""
_NARROWING = frozenset({"that", "who", "in", "from", "of", "with", "without", "about"})
_SWITCHED = 6
_SWITCHES = frozenset({"on", "off", "enabled", "disabled"})
_WHO = frozenset({"we", "i", "they"})
_CLOSING = frozenset({",", ".", ")"})
_LASTING = frozenset({"longer", "shorter"})
_JOINTS = frozenset(
    {"and", "or", "then", "today", "now", "already", "currently", "only", "per", "a", "an"}
)
_NO_NOUNS = (
    "stop",
    "statistic",
    "opener",
    "before",
    "thing",
    "verb",
    "change",
    "negator",
    "metric",
    "benchmark",
    "component.stop",
    "later",
    "often",
    "act",
    "period",
    "periodic",
    "money",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One walk from an opener to the end of its phrase."""

    reading: Reading
    heads: Heads
    sentence: Sentence
    quantities: dict[int, Quantity]
    opener: str

    def end_from(self, start: int) -> int:
        """Return where the phrase that ``start`` continues ends, 0 if it tells no circumstance."""
        reading = self.reading
        index, end, sized, verbed = start, 0, False, self.opener != "clause"
        limit = min(self.sentence.end, start + _LONGEST)
        sizeable = self.opener != "weak" and reading.key(start - 1) != "on"
        each = reading.key(start) in {"each", "every"} and reading.key(start + 1) != "of"
        if each and self.opener not in {"clause", "weak"}:
            return 0
        switched = self._switched(start)
        if switched:
            return switched
        while index < limit:
            bound = reading.at("before", index)
            if bound is not None:
                index = bound[0]
                continue
            if not verbed and _is_verb(reading, index):
                verbed, index = True, index + 1
                continue
            if self._stops(index, start, told=bool(end)):
                break
            word = reading.at("circumstance", index)
            quantity = self.quantities.get(index) if word is None else None
            if word is not None:
                sized = sized or word[1] == "sizes"
                placed = word[1] == "on" and reading.key(start - 1) == "on"
                told = word[1] in {"firm", "hardware"} or placed
                if end == index and word[1] == "firm" and reading.key(index - 1).endswith("s"):
                    break
                if told or (word[1] == "sized" and sized and sizeable):
                    end = self._with_size(word[0])
                narrowed = self._narrowed(word[0]) if word[1] == "sized" and not end else 0
                end, index = narrowed or end, narrowed or word[0]
            elif quantity is not None:
                if not self._belongs(quantity):
                    break
                sized, index = True, quantity.end
                end = index if self._is_evident(quantity) else end
            else:
                index += 1
        reading.steps.add(index - start)
        end = self._clause_end(start, index, end) or (self._with_noun(end) if end else 0)
        return self._with_place(end) if end else 0

    def _switched(self, start: int) -> int:
        """Return where ``with retrieval switched off`` ends, 0 if nothing is switched."""
        if self.reading.key(start - 1) != "with":
            return 0
        limit = min(self.sentence.end, start + _SWITCHED)
        self.reading.steps.add(_SWITCHED)
        for index in range(start, limit):
            if self.reading.key(index) in _ENDS or index in self.quantities:
                return 0
            closed = index + 1 >= self.sentence.end or self.reading.key(index + 1) in _ENDS
            if self.reading.key(index) in _SWITCHES and closed:
                return index + 1
        return 0

    def _clause_end(self, start: int, index: int, end: int) -> int:
        """Return where a clause or an open phrase ends that was walked to its last word, else 0.

        ``once we have fifty people on it``, ``during the pilot``.
        """
        closed = index >= self.sentence.end or self.reading.key(index) in _CLOSING
        if self.opener == "clause" and closed and index - start >= _CLAUSE:
            return index
        article = self.reading.at("stop", index)
        if self.opener == "clause" and end and article is not None and article[1] == "articles":
            return self._to_close(index)
        is_open = self.opener == "open" and end == 0 and index > start
        if not is_open or self.quantities.keys() & set(range(start, index)):
            return 0
        return index if closed or self.reading.at("stop", index) is not None else 0

    def _narrowed(self, index: int) -> int:
        """Return where the words end that narrow a noun down, 0 if none do.

        ``for answers in the medical domain``, ``for questions that need two hops``.
        """
        if self.opener != "plain" or self.reading.key(index) not in _NARROWING:
            return 0
        return self._to_close(index)

    def _to_close(self, index: int) -> int:
        """Return where plain words behind ``index`` end at a sign, 0 if they lead elsewhere."""
        end = index + 1
        limit = min(self.sentence.end, index + _LONGEST)
        while end < limit and self.reading.key(end) not in _ENDS:
            quantity = self.quantities.get(end)
            strange = quantity is not None and quantity.kind is not Kind.BARE
            named = end in self.heads.begun or self.reading.at("statistic", end) is not None
            if strange or named or self.reading.key(end) == "and":
                return 0
            end += 1
        self.reading.steps.add(end - index)
        closed = end >= self.sentence.end or self.reading.key(end) in _ENDS
        return end if closed and end > index + 1 else 0

    def _with_noun(self, end: int) -> int:
        """Return where the noun ends that the words so far describe: ``a warm KV cache``."""
        reading = self.reading
        if reading.tokens.numeric[end - 1] or (end - 1) in self.quantities:
            return end
        described = reading.at("circumstance", end - 1)
        if described is None and reading.until("circumstance", end) is None:
            return end
        for index in range(end, min(self.sentence.end, end + _TAIL)):
            known = any(reading.at(role, index) is not None for role in _NO_NOUNS)
            thing = reading.at("circumstance", index)
            if thing is not None and thing[1] == "sized" and index == end:
                return thing[0]
            if thing is not None and thing[1] == "firm" and reading.key(index - 1).endswith("s"):
                return index
            word = reading.key(index)
            if known or index in self.heads.begun or word in _JOINTS or not word.isalpha():
                return index
        return min(self.sentence.end, end + _TAIL)

    def _with_place(self, end: int) -> int:
        """Return where the phrase ends with where its size is: ``16k tokens in the prompt``.

        Or with what it follows: ``in the first month after launch``.
        """
        reading = self.reading
        if reading.key(end) == "after":
            return self._to_close(end) or end
        index = end + 1 + (reading.key(end + 1) in {"the", "a", "their", "our"})
        place = reading.at("circumstance", index) if reading.key(end) == "in" else None
        return place[0] if place is not None and place[1] == "sized" else end

    def _with_size(self, index: int) -> int:
        """Return where a number behind a word ends: ``batch 32``, ``concurrency of 32``."""
        linked = index + (self.reading.key(index) == "of")
        quantity = self.quantities.get(linked)
        bare = quantity is not None and quantity.kind is Kind.BARE
        return quantity.end if quantity is not None and bare else index

    def _is_evident(self, quantity: Quantity) -> bool:
        """Whether a number alone tells the circumstance: a load, a share, ``below 1k``."""
        if quantity.kind is Kind.BARE:
            clause = self.opener == "clause" and self.reading.until("before", quantity.start)
            return self.reading.key(quantity.end - 1) == "k" or bool(clause)
        grown = quantity.kind is Kind.MULTIPLE and self.opener == "clause"
        return grown or quantity.kind in EVIDENT or quantity.kind in {Kind.PERCENT, Kind.TIME}

    def _belongs(self, quantity: Quantity) -> bool:
        """Whether a number may stand inside the phrase: a load or a size, no metric of its own."""
        if quantity.kind in EVIDENT or quantity.kind in _NEUTRAL:
            return True
        if quantity.kind is Kind.TIME:
            return self._is_length(quantity.start)
        end = quantity.end + (self.reading.key(quantity.end) in {"gpu", "cpu", "memory", "of"})
        utilised = self.reading.at("circumstance", end)
        fit = {"firm", "sized"} if self.opener == "clause" else {"firm"}
        return quantity.kind is Kind.PERCENT and utilised is not None and utilised[1] in fit

    def _is_length(self, start: int) -> bool:
        """Whether a time tells how long the thing in front lasts: ``utterances of up to 10 s``."""
        bound = self.reading.until("before", start)
        index = start if bound is None else bound[0]
        linked = self.reading.key(index - 1) == "of"
        if not linked and self.reading.key(index) not in _LASTING:
            return False
        lasting = self.reading.until("circumstance", index - linked)
        return lasting is not None and lasting[1] == "sized"

    def _stops(self, index: int, start: int, *, told: bool) -> bool:
        """Whether the phrase is over before token ``index``; ``told`` once it has said enough."""
        reading, key = self.reading, self.reading.key(index)
        if key in _ENDS:
            return True
        if reading.at("circumstance", index) is not None:
            return False
        if key == "and":
            return not self._continues(index + 1)
        other = ("statistic", "benchmark")
        named = index in self.heads.begun and (told or self.opener != "clause")
        if named or any(reading.at(role, index) for role in other):
            return True
        return self._is_stop_word(index, start, told=told)

    def _is_stop_word(self, index: int, start: int, *, told: bool) -> bool:
        reading = self.reading
        stop = reading.at("stop", index)
        sort = stop[1] if stop is not None else ""
        if sort == "verbs":
            to = reading.key(index) == "to" and reading.key(index - 1) == "up"
            return not to and (self.opener != "clause" or told)
        if sort == "articles":
            inside = self.opener == "clause" and reading.at("opener", index - 1) is not None
            return told and index > start and not inside
        own = self.opener == "clause" and reading.key(start) in _WHO
        return sort == "always" and not (own and (index == start or reading.key(index) == "it"))

    def _continues(self, index: int) -> bool:
        """Whether ``and`` joins a second circumstance: ``32 streams and 1,024-token prompts``."""
        quantity = self.quantities.get(index)
        if quantity is not None:
            asked = quantity.kind is Kind.RATE and quantity.unit.name != "token/s"
            return quantity.kind is Kind.COUNT or (asked and self.opener == "plain")
        word = self.reading.at("circumstance", index)
        return word is not None


def _is_verb(reading: Reading, index: int) -> bool:
    stop = reading.at("stop", index)
    return stop is not None and stop[1] == "verbs"
