"""Segments read in a process of their own, while those before them are merged here.

Taking a long history in is half reading, which holds Python's lock, and half writing: on two cores
both are done at once.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from trainer.store.telling import EVENT_COLUMNS
from trainer.store.told_rows import is_row
from trainer.study.apart import streamed
from trainer.sync.disk import Disk, RealDisk
from trainer.sync.inbox import Read, read_segment
from trainer.sync.layout import SegmentName
from trainer.sync.line import Event
from trainer.sync.seal import Seal

MUCH_BYTES = 4 << 20
"""Some 50,000 answers, compressed: less is read sooner than a process has begun."""

Parts = tuple[Any, ...]


def reads(disk: Disk, names: Sequence[SegmentName], seal: Seal | None) -> Generator[Read]:
    """Yield what is in each of ``names``, in their order; a process is ended with the generator."""
    done = 0
    if isinstance(disk, RealDisk) and sum(name.size for name in names) > MUCH_BYTES:
        key = None if seal is None else seal.key
        with closing(streamed(read_all, disk.root, names, key)) as found:
            for parts in found:
                yield _joined(parts)
                done += 1
    # All of it, or what a process that the system ended did not come to.
    for name in names[done:]:
        yield read_segment(disk, name, seal, EVENT_COLUMNS)


def read_all(folder: Path, names: Sequence[SegmentName], key: bytes | None) -> Iterator[Parts]:
    """Yield what is in each of ``names``, without its content: the other process's side."""
    seal = None if key is None else Seal(key)
    for name in names:
        yield _parts(read_segment(RealDisk(folder), name, seal, EVENT_COLUMNS))


def _parts(read: Read) -> Parts:
    """Return a segment in parts; plain tuples are sent much faster than events."""
    are_rows = all(
        each.type in EVENT_COLUMNS and is_row(each.type, each.values) for each in read.events
    )
    events = [tuple(event) for event in read.events]
    return read.name, read.header, read.problems, read.digest, are_rows, events


def _joined(parts: Parts) -> Read:
    name, header, problems, digest, are_rows, events = parts
    return Read(
        name,
        header=header,
        problems=problems,
        digest=digest,
        are_rows=are_rows,
        events=list(map(Event._make, events)),
    )
