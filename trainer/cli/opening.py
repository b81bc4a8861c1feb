"""``triad open``: deck files, shown in the window before anything is written."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.root import json_option, print_json
from trainer.errors import BadInput


@click.command("open")
@click.argument("files", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def open_files(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> int:
    """Open the window on what importing each FILE would change; you agree before it is written.

    A FILE is whatever 'triad import' takes. A window that is open already takes the files over and
    comes to the front. This is what a file manager calls.
    """
    from trainer.app import run_window

    for file in files:
        if not file.exists():
            raise BadInput("there is no such file", where=str(file), remedy="check its name")
    paths = tuple(file.absolute() for file in files)
    safe = ctx.find_root().params["safe"]
    if not as_json:
        return run_window(ctx.obj, paths, safe=safe)
    taken_over: list[bool] = []
    code = run_window(ctx.obj, paths, safe=safe, handed_over=lambda: taken_over.append(True))
    print_json({"files": [str(path) for path in paths], "handed_over": bool(taken_over)})
    return code
