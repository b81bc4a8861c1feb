"""Transcripts: JSON Lines of ``{"at_s": 95, "text": "…"}``, replayed without a window."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import TrainerError
from trainer.study.interview.heard import MARKS
from trainer.study.interview.session import Interview
from trainer.study.interview.slot import PHASES

MOST_BYTES = 8 * 1024 * 1024
"""A day of talk is less than a megabyte."""

MOST_LINES = 20_000
_SHAPE = 'a line is {"at_s": 95, "text": "…"}'


class BadTranscript(TrainerError):
    """A transcript that cannot be replayed, with the file and the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: at a time, a text, or a mark, or a phase that is entered."""

    at_s: float
    text: str = ""
    mark: str = ""
    phase: str = ""


def read_transcript(path: Path) -> tuple[Line, ...]:
    """Return the lines of a transcript in order of time. Raises BadTranscript."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        what = f"this file cannot be read: {(error.strerror or str(error)).lower()}"
        raise BadTranscript(what, where=str(path)) from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        remedy = "save it as UTF-8"
        raise BadTranscript("this is not UTF-8 text", where=f"{path}:{line}", remedy=remedy) from (
            error
        )
    if len(raw) > MOST_BYTES:
        raise BadTranscript(
            "this is longer than 8 MiB", where=str(path), remedy="give a part of it"
        )
    return tuple(sorted(_lines(path, text), key=lambda line: line.at_s))


def replay(interview: Interview, lines: tuple[Line, ...]) -> None:
    """Put ``lines`` to ``interview`` and let its slot run out."""
    for line in lines:
        if line.phase:
            interview.enter(line.at_s, line.phase)
        if line.text:
            interview.feed(line.at_s, line.text)
        if line.mark:
            interview.mark(line.at_s, line.mark)
    interview.finish()


def _lines(path: Path, text: str) -> Iterator[Line]:
    count = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        count += 1
        where = f"{path}:{number}"
        if count > MOST_LINES:
            said = f"there are more than {MOST_LINES:,} lines"
            raise BadTranscript(said, where=where, remedy="give a part of them")
        yield _line(raw, where)


def _line(raw: str, where: str) -> Line:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadTranscript("this line is not JSON", where=where, remedy=_SHAPE) from error
    if not isinstance(data, dict):
        raise BadTranscript("this line is no JSON object", where=where, remedy=_SHAPE)
    at_s = data.get("at_s")
    if isinstance(at_s, bool) or not isinstance(at_s, int | float):
        raise BadTranscript("'at_s' is no number of seconds", where=where, remedy=_SHAPE)
    if not _is_time(at_s):
        raise BadTranscript(
            "'at_s' is no time from the beginning", where=where, remedy="write seconds from 0 on"
        )
    text, mark, phase = (data.get(name, "") for name in ("text", "mark", "phase"))
    if not isinstance(text, str) or not (text or mark or phase or "text" in data):
        raise BadTranscript("'text' is missing or no text", where=where, remedy=_SHAPE)
    if mark and (not isinstance(mark, str) or mark.upper() not in MARKS):
        raise BadTranscript("this mark is unknown", where=where, remedy=f"use {', '.join(MARKS)}")
    if phase and (not isinstance(phase, str) or phase not in PHASES):
        phases = ", ".join(PHASES)
        raise BadTranscript("this phase is unknown", where=where, remedy=f"use {phases}")
    return Line(float(at_s), text, str(mark or ""), str(phase or ""))


def _is_time(at_s: float) -> bool:
    """Tell whether it is a time; an integer may be too large for a float."""
    try:
        return math.isfinite(at_s) and 0 <= at_s < 1e7
    except OverflowError:
        return False
