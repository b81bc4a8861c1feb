"""The command line: ``triad`` opens the window, its commands work without one."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from trainer.cli.window import open_window, plainly_a_window
from trainer.errors import TrainerError

if TYPE_CHECKING:
    import click


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
        wanted = plainly_a_window(arguments)
        return _command(arguments) if wanted is None else open_window(wanted)
    except TrainerError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 2
    except OSError as error:
        _say(_sentence(_of_the_system(error)))
        return 2


def _command(arguments: list[str]) -> int:
    """Have click read ``arguments``. Raises TrainerError and OSError."""
    import click

    from trainer.cli.root import triad

    try:
        result = triad.main(arguments, prog_name="triad", standalone_mode=False)
    except click.exceptions.Abort:
        return 2
    except click.ClickException as error:
        _say(f"{_sentence(error.format_message())}{_help_hint(error)}")
        return 2
    except SystemExit:
        # click leaves this way when the reader went away (triad stats | head), which is its right,
        # and when a shell asked for completions.
        return 0
    return result if isinstance(result, int) else 0


def _say(sentence: str) -> None:
    import click

    click.echo(f"triad: {sentence}", err=True)


def _of_the_system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{(error.strerror or str(error)).lower()}"


def _help_hint(error: click.ClickException) -> str:
    import click

    if not isinstance(error, click.UsageError) or error.ctx is None:
        return ""
    return f" See '{error.ctx.command_path} --help'."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."
