"""One event as one line of JSON with a checksum of its own, and back."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from trainer.domain.stamps import HIGHEST
from trainer.errors import BadInput
from trainer.sync.seal import SealError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trainer.sync.seal import Seal

MOST_LINE_BYTES: Final = 1 << 20
"""An answer has some hundred characters; a megabyte is no line of ours."""
_MOST_VALUES: Final = 64
_MOST_PARTS: Final = 16
"""So many lists and objects stand in one event at most: each takes twenty times its room here."""
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
"""Half a character, written as an escape: we write none, and none can be stored."""

_SUM: Final = b',"sum":"'
_TAIL_BYTES: Final = len(_SUM) + 16 + 2
_MARKERS: Final = re.compile(rb"(<{7}|={7}|>{7}|\|{7})( |$)")
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_decoded = json.JSONDecoder(parse_constant=float).decode


class BrokenLine(BadInput):
    """A line that is not as it was written."""


class Event(NamedTuple):
    """Something that happened on a device.

    ``number`` counts the device's events from 1; ``stamp`` is when by its hybrid logical clock
    (see ``stamps``); what ``values`` mean depends on ``type``.
    """

    number: int
    stamp: int
    type: str
    values: list[Any]


def write_line(event: Event, seal: Seal | None = None, place: str = "") -> bytes:
    """Return the line of ``event``, sealed for ``place`` if there is a seal."""
    number, stamp, kind, values = event
    body = _encoded({"n": number, "at": stamp, "type": kind, "values": values})
    if seal is not None:
        blob = base64.b64encode(seal.seal(body.encode(), f"{place}/{number}")).decode()
        body = _encoded({"n": number, "sealed": blob})
    return summed(body)


def read_line(line: bytes, seal: Seal | None = None, place: str = "") -> Event:
    """Return the event of a ``line`` without its newline. Raises BrokenLine and SealError."""
    return event_of(checked(line), seal, place)


def event_of(found: Mapping[str, Any], seal: Seal | None, place: str) -> Event:
    """Return the event that a checked line states. Raises BrokenLine and SealError."""
    try:
        if "sealed" in found:
            if seal is None:
                raise SealError("this is sealed with a passphrase", where=place)
            blob = base64.b64decode(found["sealed"], validate=True)
            found = _object(seal.open(blob, f"{place}/{found['n']}"))
        elif seal is not None:
            # Whoever carries a sealed folder could otherwise put answers of his own into it.
            raise SealError("this is not sealed", where=place)
        event = Event(found["n"], found["at"], found["type"], found["values"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BrokenLine("this line states no event", where=place) from error
    if tuple(map(type, event)) != _SHAPE or not (_is_numbered(event) and _is_small(event.values)):
        raise BrokenLine("this line states no event", where=place)
    return event


def _is_numbered(event: Event) -> bool:
    return 0 < event.number < 2**53 and -HIGHEST <= event.stamp < HIGHEST


def _is_small(values: list[Any]) -> bool:
    """Return whether ``values`` take little more room here than in their line."""
    parts, inside = 0, [values]
    while inside:
        for each in inside.pop():
            if isinstance(each, list | dict):
                parts += 1
                inside.append(list(each.values()) if isinstance(each, dict) else each)
                if parts > _MOST_PARTS:
                    return False
    return len(values) <= _MOST_VALUES


def events_at_once(lines: list[bytes], *, are_sound: bool) -> list[Event] | None:
    """Return the events of ``lines`` in plain if nothing is wrong with any, else None.

    Four times as fast as one by one; which line is wrong is then found one by one. Where
    ``are_sound``, all of them were held against one hash already, and their own sums need no look.
    """
    if not are_sound and not all(map(_is_summed, lines)):
        return None
    events: list[Event] = []
    for some in _by_room(lines):
        found = _events(some)
        if found is None:
            return None
        events += found
    return events


def _by_room(lines: list[bytes]) -> Iterator[list[bytes]]:
    """Yield ``lines`` in parts of a bounded size: what is decoded takes more room than they do."""
    first = size = 0
    for at, line in enumerate(lines):
        size += len(line)
        if size > MOST_LINE_BYTES and at > first:
            yield lines[first:at]
            first, size = at, len(line)
    if lines:
        yield lines[first:]


def _events(lines: list[bytes]) -> list[Event] | None:
    text = b"[" + b",".join(lines) + b"]"
    if len(text) > 2 * MOST_LINE_BYTES or _SURROGATE.search(text):
        return None
    try:
        found = _decoded(text.decode())
        events = [Event(each["n"], each["at"], each["type"], each["values"]) for each in found]
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    shapes = {tuple(map(type, event)) for event in events}
    is_right = shapes <= {_SHAPE} and all(map(_is_numbered, events))
    if is_right and text.count(b"[") + text.count(b"{") > 3 * len(lines):
        is_right = all(_is_small(event.values) for event in events)
    return events if is_right and len(events) == len(lines) else None


_SHAPE: Final = (int, int, str, list)


def summed(body: str) -> bytes:
    """Return the JSON object ``body`` as a line with its checksum as the last member."""
    whole = body[:-1].encode()
    return b'%s%s%s"}\n' % (whole, _SUM, _sum(whole))


def checked(line: bytes) -> dict[str, Any]:
    """Return what a ``line`` with a checksum states. Raises BrokenLine."""
    if len(line) > MOST_LINE_BYTES or not _is_summed(line):
        raise BrokenLine("this line is not as it was written")
    try:
        return _object(line[:-_TAIL_BYTES] + b"}")
    except (ValueError, RecursionError) as error:
        raise BrokenLine("this line is no JSON") from error


def _is_summed(line: bytes) -> bool:
    return line[-_TAIL_BYTES:] == b'%s%s"}' % (_SUM, _sum(line[:-_TAIL_BYTES]))


def is_marker(line: bytes) -> bool:
    """Return whether git wrote the line, to mark where it could not merge."""
    return _MARKERS.match(line) is not None


def _sum(whole: bytes) -> bytes:
    return hashlib.blake2b(whole, digest_size=8).hexdigest().encode()


def _object(text: bytes) -> dict[str, Any]:
    found = _decoded(text.decode())
    if not isinstance(found, dict):
        raise BrokenLine("this line states no event")
    if _SURROGATE.search(text):
        _encoded(found).encode()
    return found
