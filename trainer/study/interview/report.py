"""A debrief as data for JSON, and as Markdown for a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.drills.table import ROWS
from trainer.study.interview.advice import mail_skeleton
from trainer.study.interview.debrief import Debrief
from trainer.study.interview.heard import TOPICS
from trainer.study.interview.judged import Failed, Held
from trainer.study.interview.room import Challenge
from trainer.study.interview.slot import PHASES, clock


def as_data(debrief: Debrief) -> dict[str, object]:
    """Return what ``triad interview --json`` prints. Keys are only ever added."""
    return {
        "challenges": [_entry(each) for each in debrief.challenges],
        "first_said": {topic: _number(at) for topic, at in debrief.first_said.items()},
        "holds": [_entry(each) for each in debrief.holds],
        "fails": [_entry(each) for each in debrief.fails],
        "verdict": debrief.verdict,
    }


def as_markdown(debrief: Debrief, drills: Sequence[str] = ()) -> str:
    """Return the debrief as Markdown; ``drills`` are the lines of what to drill next."""
    shown: set[str] = set()
    parts = [
        f"# Mock interview, {debrief.minutes} minutes",
        debrief.system,
        f"## Verdict: {debrief.verdict_words}",
        _bullets(debrief.opinion.reasons),
        "## What was said when",
        "\n".join(_timeline(debrief)),
        "## Phases",
        "\n".join(_phases(debrief)),
        "## The metric table",
        "\n".join(_tables(debrief)),
        *_section("## What holds", _claims(debrief.holds, shown)),
        *_section("## What does not hold", _claims(debrief.fails, shown)),
        *_section("## Challenges", _claims(debrief.challenges, shown)),
        "## What the panel listens for",
        _bullets(debrief.rubric),
        *_section("## Drill next", drills),
        "## The mail, to be completed",
        # Two gaps in a line would be emphasis around what stands between them.
        "\n".join(f"> {line}" for line in mail_skeleton(debrief).replace("_", "\\_").splitlines()),
    ]
    return "\n\n".join(parts) + "\n"


def _entry(each: Challenge | Held | Failed) -> dict[str, object]:
    return {
        "at_s": _number(each.at_s),
        "kind": each.kind,
        "text": each.text,
        "working": each.working,
    }


def _number(at_s: float | None) -> float | int | None:
    """Return seconds as people write them: whole ones without a point."""
    return int(at_s) if at_s is not None and at_s == int(at_s) else at_s


def _section(heading: str, items: Sequence[str]) -> tuple[str, ...]:
    return (heading, "\n".join(f"- {each}" for each in items)) if items else ()


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {_line(line)}" for line in lines)


def _timeline(debrief: Debrief) -> Iterator[str]:
    yield "| | first said | how | words |"
    yield "|---|---|---|---|"
    for each in debrief.said:
        when = "never" if each.at_s is None else clock(each.at_s)
        yield f"| {TOPICS[each.topic]} | {when} | {each.firmness} | {_line(each.quote)} |"


def _phases(debrief: Debrief) -> Iterator[str]:
    yield "| phase | planned | had |"
    yield "|---|---|---|"
    for each in debrief.phases:
        yield f"| {PHASES[each.name]} | {clock(each.planned_s)} | {clock(each.had_s)} |"


def _tables(debrief: Debrief) -> Iterator[str]:
    yield "| metric | as said | model |"
    yield "|---|---|---|"
    for row, (label, _, _) in ROWS.items():
        said = _line(debrief.table.get(row, "")) or "–"
        yield f"| {label} | {said} | {_line(debrief.model_table.get(row, ''))} |"


def _claims(found: Sequence[Held | Failed | Challenge], shown: set[str]) -> list[str]:
    """Return a line for each, its working below where it was not ``shown`` before."""
    lines = []
    for each in found:
        working = "" if each.working in shown and "\n" in each.working else each.working
        shown.add(each.working)
        said = _line(each.text)
        stop = ":" if working and said[-1:] not in {".", "?", "!", "…"} else ""
        lines.append(f"{clock(each.at_s)} {said}{stop}{_indented(working)}")
    return lines


def _indented(working: str) -> str:
    """Return a working below its item: as code, whose signs are no Markdown."""
    if "\n" not in working:
        return f" {_line(working)}" if working else ""
    body = "\n".join(f"      {line}".rstrip() for line in working.splitlines())
    return f"\n\n{body}\n"


def _line(text: str) -> str:
    """Return somebody's words on one line of a table, their bars escaped."""
    return " ".join(text.replace("|", r"\|").split())
