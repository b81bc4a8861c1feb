"""A claim written as a sentence fragment that reads back as the same claim."""

from __future__ import annotations

from trainer.claims.claim import Claim

_SIGNS = {"le": "≤ ", "lt": "< ", "ge": "≥ ", "gt": "> ", "eq": "", "approx": "~ ", "range": ""}
_STATISTICS = {"mean": "mean", "max": "worst-case", "min": "best-case"}
_NAMES = frozenset({"TTFT", "TPOT", "TTFB"})
_MILLION = 1e6


def format_claim(claim: Claim) -> str:
    """Return ``claim`` in words and signs: ``p95 TTFT ≤ 400 ms at 200 requests/s``.

    Reading the result yields the same claim, but for its place.
    """
    statistic = _STATISTICS.get(claim.statistic or "", claim.statistic or "")
    if claim.dimension == "throughput" and claim.statistic == "max":
        statistic = "peak"
    benchmark = f"on {claim.benchmark}" if claim.benchmark is not None else ""
    parts = [statistic, _WRITERS[claim.dimension](claim), benchmark, claim.condition or ""]
    return " ".join(part for part in parts if part)


def _bounded(claim: Claim, scale: float = 1.0) -> str:
    """Return the comparator and the number, or the range."""
    amount = _number(claim.value * scale)
    if claim.value_high is not None:
        amount = f"{amount}–{_number(claim.value_high * scale)}"
    return f"{_SIGNS[claim.comparator]}{amount}"


def _number(value: float) -> str:
    return f"{value:.12g}"


def _unitless(claim: Claim, head: str) -> str:
    sign = "= " if claim.comparator == "eq" else ""
    return f"{head} {sign}{_bounded(claim)}"


def _latency(claim: Claim) -> str:
    named = claim.subject in _NAMES
    head = f"{claim.subject or ''} latency".strip() if not named else claim.subject or ""
    if claim.unit is None:
        return _unitless(claim, head)
    if claim.value < 1:
        return f"{head} {_bounded(claim, 1000)} ms"
    return f"{head} {_bounded(claim)} s"


def _cost(claim: Claim) -> str:
    head = "blended cost" if claim.subject == "blended" else "cost"
    if claim.unit is None:
        return _unitless(claim, head)
    currency, *per = claim.unit.split("/")
    if per == ["token"]:
        side = claim.subject if claim.subject not in {None, "blended"} else ""
        tokens = " ".join(word for word in ("1M", side, "tokens") if word)
        return f"{head} {_bounded(claim, _MILLION)} {currency} per {tokens}"
    return " per ".join((f"{head} {_bounded(claim)} {currency}", *per))


def _budget(claim: Claim) -> str:
    if claim.unit is None:
        return _unitless(claim, "budget")
    return f"budget {_bounded(claim)} {claim.unit.replace('/', ' per ')}"


def _quality(claim: Claim) -> str:
    head = claim.subject or "quality"
    return f"{head} {_bounded(claim, 100)} %" if claim.unit == "1" else _unitless(claim, head)


def _throughput(claim: Claim) -> str:
    thing = (claim.unit or "").removesuffix("/s")
    if claim.subject is not None and not claim.subject.startswith("per "):
        return f"{_bounded(claim)} {claim.subject} {thing}/s"
    return f"{_bounded(claim)} {thing}/s {claim.subject or ''}".rstrip()


def _scale(claim: Claim) -> str:
    return f"{_bounded(claim)}× {claim.subject or ''}".rstrip()


def _availability(claim: Claim) -> str:
    return f"{_bounded(claim, 100)} % availability"


def _volume(claim: Claim) -> str:
    thing, _, period = (claim.unit or "").partition("/")
    if not period:
        return f"{_bounded(claim)} concurrent {thing}"
    side = f"{claim.subject} " if claim.subject else ""
    return f"{_bounded(claim)} {side}{thing} per {period}"


_WRITERS = {
    "latency": _latency,
    "cost": _cost,
    "budget": _budget,
    "quality": _quality,
    "throughput": _throughput,
    "scale": _scale,
    "availability": _availability,
    "volume": _volume,
}
