"""Segments read in a process of their own, while those before them are merged here.

Taking a long history in is half reading, which holds Python's lock, and half writing: on two cores
both are done at once.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

from trainer.store.telling import EVENT_COLUMNS
from trainer.store.told_rows import is_row
from trainer.study.steady import steady
from trainer.sync.disk import Disk, RealDisk
from trainer.sync.inbox import Read, read_segment
from trainer.sync.layout import SegmentName
from trainer.sync.line import Event
from trainer.sync.seal import Seal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MUCH_BYTES = 4 << 20
"""Some 50,000 answers, compressed: less is read sooner than a process has begun."""

_READY = 8
"""So many segments may be read and wait to be merged: some 10 MB."""


def reads(disk: Disk, names: Sequence[SegmentName], seal: Seal | None) -> Generator[Read]:
    """Yield what is in each of ``names``, in their order; a process is ended with the iterator."""
    done = 0
    if isinstance(disk, RealDisk) and sum(name.size for name in names) > MUCH_BYTES:
        for read in _ahead(disk.root, names, seal):
            yield read
            done += 1
    # All of it, or what a process that the system ended did not come to.
    for name in names[done:]:
        yield read_segment(disk, name, seal, EVENT_COLUMNS)


def _ahead(folder: Path, names: Sequence[SegmentName], seal: Seal | None) -> Generator[Read]:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    key = None if seal is None else seal.key
    process = context.Process(target=serve, args=(there, folder, names, key), daemon=True)
    try:
        process.start()
    except OSError:  # no room for a further process
        return
    finally:
        there.close()
    try:
        with suppress(EOFError):
            for _ in names:
                yield _joined(here.recv())
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


Parts = tuple[Any, ...]


def serve(pipe: Connection, folder: Path, names: Sequence[SegmentName], key: bytes | None) -> None:
    """Read ``names`` and send what is in them: the other process's side."""
    from multiprocessing.reduction import ForkingPickler

    # Packed it takes a tenth of the memory.
    ready: Queue[memoryview | None] = Queue(_READY)

    def read_all() -> None:
        try:
            seal = None if key is None else Seal(key)
            for name in names:
                read = read_segment(RealDisk(folder), name, seal, EVENT_COLUMNS)
                ready.put(ForkingPickler.dumps(_parts(read)))
        finally:
            ready.put(None)

    Thread(target=read_all, daemon=True).start()
    # The other side may be gone, or about to go since both were interrupted from a terminal.
    with suppress(BrokenPipeError, KeyboardInterrupt), steady():
        while (packed := ready.get()) is not None:
            pipe.send_bytes(packed)
    pipe.close()


def _parts(read: Read) -> Parts:
    """Return a segment without its content; plain tuples are sent much faster than events."""
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
