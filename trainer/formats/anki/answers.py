"""Anki's log of answers, card by card, as FSRS wants it: what was recalled, and when."""

from __future__ import annotations

from trainer.formats.anki.database import Foreign
from trainer.formats.base import PastAnswer
from trainer.formats.bounds import MAX_PAST_ANSWERS

_LEARN, _REVIEW, _RELEARN, _FILTERED, _MANUAL = range(5)
_LATEST_MS = 253_402_300_799_000
_LONGEST_ANSWER_MS = 3_600_000


def past_answers(collection: Foreign) -> tuple[dict[int, tuple[PastAnswer, ...]], int]:
    """Return each card's answers, oldest first, and how many older ones are left out.

    Left out as well is what was no answer: dates set by hand, a look ahead before a test
    (cramming), and everything before a card was reset. Raises NoTable, TookTooLong.
    """
    if not collection.has("revlog"):
        return {}, 0
    collection.columns("revlog")
    count = next(collection.rows("select count(*) from revlog"))[0]
    left = max(0, count - MAX_PAST_ANSWERS)
    found: dict[int, list[PastAnswer]] = {}
    rows = collection.rows(
        "select cid, id, ease, time, type, factor from revlog order by id limit -1 offset ?",
        (left,),
    )
    for cid, at_ms, ease, time_ms, kind, factor in rows:
        if not all(isinstance(value, int) for value in (cid, at_ms, ease, kind, factor)):
            continue
        if kind == _MANUAL and factor == 0:
            found.pop(cid, None)
        elif _counts(at_ms, ease, kind, factor):
            taken = time_ms if isinstance(time_ms, int) else 0
            answer = PastAnswer(at_ms, ease, min(max(0, taken), _LONGEST_ANSWER_MS))
            found.setdefault(cid, []).append(answer)
    return {cid: tuple(answers) for cid, answers in found.items()}, left


def _counts(at_ms: int, ease: int, kind: int, factor: int) -> bool:
    if not (1 <= ease <= 4 and 0 < at_ms < _LATEST_MS):
        return False
    return kind in {_LEARN, _REVIEW, _RELEARN} or (kind == _FILTERED and factor != 0)
