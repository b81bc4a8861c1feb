"""One open database file: the connection, and how SQLite's errors leave the store."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from trainer.store.errors import translated

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

Given = ParamSpec("Given")
Result = TypeVar("Result")
AnyHandle = TypeVar("AnyHandle", bound="Handle")


class Handle:
    """One open database file. It belongs to the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, device: str) -> None:
        self._connection = connection
        self.path = path
        self.device = device

    def close(self) -> None:
        """Close the file. Nothing needs saving: every write already is."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def guarded(
    method: Callable[Concatenate[AnyHandle, Given], Result],
) -> Callable[Concatenate[AnyHandle, Given], Result]:
    """Let SQLite's errors about the file's surroundings leave ``method`` as StoreFailed."""

    @functools.wraps(method)
    def call(self: AnyHandle, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        with translated(self.path):
            return method(self, *args, **kwargs)

    return call
