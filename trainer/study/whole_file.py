"""A file that is given to the user: there whole, or as it was before."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from trainer.errors import CannotRun


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of ``path`` once it is complete. Raises CannotRun.

    Whoever gives something out says by the umask who may read it.
    """
    partial = path.absolute().with_name(f".export-{token_hex(8)}")
    try:
        _refuse_strange(path)
        try:
            with partial.open("xb") as file:
                yield file
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise CannotRun(
            f"this file cannot be written: {(error.strerror or str(error)).lower()}",
            where=str(path),
            remedy="choose another folder",
        ) from error


def _refuse_strange(path: Path) -> None:
    """Raise OSError for a device or a pipe: a file put in its place would take it away."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not an ordinary file")
