"""Data held against a declared type and its kind: everything that is wrong with it at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer.formats.base import ERROR
from trainer.formats.bounds import MAX_PROBLEMS
from trainer.formats.complaints import Complaint, complaints, misspelt
from trainer.formats.declared import COMMON_FIELDS, adapter
from trainer.formats.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trainer.drills.kinds import AnyKind

_ROUNDS = 4
"""What is told can bring more to light, a misspelt field a wrong value: not for ever."""


class Checked(NamedTuple):
    """What ``checked`` found: the value if nothing is wrong, and what there is to say.

    ``meant`` is the value, or what it would be with its faults put right, for looking further.
    """

    value: Any
    meant: Any
    complaints: list[Complaint]


def checked(content: type, data: object, kind: AnyKind | None = None) -> Checked:
    """Return ``data`` as ``content`` (of drills of ``kind``), with all there is to say of it."""
    mending = Mending(data)
    also = COMMON_FIELDS if kind else ()
    said: list[Complaint] = []
    meant = None
    for _ in range(_ROUNDS):
        meant, errors = _read(content, mending.data)
        if not errors:
            break
        found = complaints(errors, content, kind.name if kind else "", also)
        said += _news(mending, found)
        if not mending.put_right(errors, misspelt(errors, content, also), content):
            break
    is_sound = not said
    if meant is not None and kind:
        for complaint in _news(mending, _of_kind(kind, meant)):
            if mending.is_whole or complaint.severity == ERROR:
                said.append(complaint)
                is_sound = is_sound and complaint.severity != ERROR
    return Checked(meant if is_sound else None, meant, said)


def _read(content: type, data: object) -> tuple[Any, list[Mapping[str, Any]]]:
    validator = adapter(content)  # first: it sees to it that one thread alone imports pydantic
    from pydantic import ValidationError

    try:
        return validator.validate_python(data), []
    except ValidationError as error:
        # A file may hold a million misspelt fields; more than fit are not put into words.
        return None, list(error.errors(include_url=False)[: MAX_PROBLEMS + 1])


def _of_kind(kind: AnyKind, content: object) -> Iterator[Complaint]:
    for problem in kind.check(content):
        yield Complaint(problem.path, problem.message, severity=problem.severity)


def _news(mending: Mending, found: Iterator[Complaint] | list[Complaint]) -> Iterator[Complaint]:
    for complaint in found:
        path = mending.as_written(complaint.path)
        if mending.is_news(path):
            yield replace(complaint, path=path)
