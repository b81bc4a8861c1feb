"""The command line: ``triad`` opens the window, its commands work without one."""

from __future__ import annotations

import io
import sys

import click

from trainer.cli.root import triad
from trainer.errors import TrainerError


def main() -> None:
    """Run ``triad``; exit 0 when done, 1 when the input is at fault, 2 when it could not run."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without × or ≤ shows a question mark, and no traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run ``triad`` with ``arguments`` and return its exit code. Errors go to stderr."""
    try:
        result = triad.main(arguments, prog_name="triad", standalone_mode=False)
    except click.exceptions.Abort:
        return 2
    except click.ClickException as error:
        click.echo(f"triad: {_sentence(error.format_message())}{_help_hint(error)}", err=True)
        return 2
    except TrainerError as error:
        click.echo(f"triad: {error}", err=True)
        return error.exit_code
    except SystemExit:
        # click leaves this way when the reader went away (triad stats | head), which is its right,
        # and when a shell asked for completions.
        return 0
    except OSError as error:
        click.echo(f"triad: {_sentence(_of_the_system(error))}", err=True)
        return 2
    return result if isinstance(result, int) else 0


def _of_the_system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{(error.strerror or str(error)).lower()}"


def _help_hint(error: click.ClickException) -> str:
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return ""
    return f" See '{error.ctx.command_path} --help'."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."
