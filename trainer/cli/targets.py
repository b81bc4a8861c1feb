"""Where a command may write a file: nothing that is there is lost unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path


def overwrite_option(command: click.decorators.FC) -> click.decorators.FC:
    """Give a command the option ``--overwrite``."""
    return click.option("--overwrite", is_flag=True, help="Replace the file if there is one.")(
        command
    )


def check_target(file: Path, *, overwrite: bool) -> None:
    """Raise BadInput where ``file`` exists and is not to be replaced, or its folder is missing."""
    if not file.parent.is_dir():
        raise BadInput(
            "the folder for this file is missing",
            where=str(file),
            remedy=f"make {file.parent} first, or choose another",
        )
    if file.exists() and not file.is_file():
        raise BadInput("this is no file that could be replaced", where=str(file))
    if not overwrite and (file.exists() or file.is_symlink()):
        raise BadInput(
            "this file exists already",
            where=str(file),
            remedy="choose a name that is not taken, or replace it with --overwrite",
        )
