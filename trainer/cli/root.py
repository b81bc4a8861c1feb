"""The command ``triad`` itself and what all its commands share."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from trainer import __version__
from trainer.cli.window import Window, noting_defects, run
from trainer.errors import did_you_mean, nearest
from trainer.places import user_places

COMMANDS = {
    "backup": "trainer.cli.care:backup",
    "catalogue": "trainer.cli.catalogue:catalogue",
    "check": "trainer.cli.decks:check",
    "claims": "trainer.cli.claims:claims",
    "doctor": "trainer.cli.care:doctor",
    "export": "trainer.cli.exporting:export",
    "import": "trainer.cli.importing:import_decks",
    "interview": "trainer.cli.interview:interview",
    "new": "trainer.cli.decks:new",
    "open": "trainer.cli.opening:open_files",
    "restore": "trainer.cli.care:restore",
    "schema": "trainer.cli.decks:schema",
    "self-test": "trainer.cli.self_test:self_test",
    "solve": "trainer.cli.cost:solve",
    "stats": "trainer.cli.stats:stats",
    "sync": "trainer.cli.sync:sync",
    "terms": "trainer.cli.terms:terms",
    "verify": "trainer.cli.cost:verify",
}
"""Each command's name and where it lives: imported when it is called, not before."""


class NamedFolder(click.Path):
    """A folder that has a name: pathlib takes an empty one for the current folder."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Return the path. Fails for an empty name."""
        if not str(value).strip():
            self.fail("the name of the folder is empty.", param, ctx)
        return super().convert(value, param, ctx)


class LazyGroup(click.Group):
    """A group that imports a command when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names for ``--help``."""
        return sorted(COMMANDS)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, and keep in the log file where a defect in it lies."""
        with noting_defects(click.ClickException, click.exceptions.Exit, click.Abort):
            return super().invoke(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command ``cmd_name``, or None."""
        if cmd_name not in COMMANDS:
            return None
        import importlib

        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(importlib.import_module(module), name)
        assert isinstance(found, click.Command)  # noqa: S101 (narrowing our own table)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that ``args`` name; the error for none says what there is."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"No such command '{args[0]}'; {_meant(args[0])}", ctx)
        return super().resolve_command(ctx, args)


def _meant(word: str) -> str:
    if word and Path(word).exists():
        return f"a deck is opened by 'triad open {word}'"
    return did_you_mean(nearest(word, COMMANDS), f"the commands are {', '.join(COMMANDS)}")


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option(
    "--data-dir",
    type=NamedFolder(file_okay=False, path_type=Path),
    help="Keep everything in this folder (also: TRIAD_DATA_DIR).",
)
@click.option(
    "--measure-startup",
    is_flag=True,
    help="Open the window, print how long each step took as JSON, and exit.",
)
@click.option(
    "--demo",
    is_flag=True,
    help="Open the window on 120 days of made-up history, in a folder that is gone afterwards.",
)
@click.option(
    "--safe",
    is_flag=True,
    help="Open the window in safe mode: without your own decks and prices, without sync, in the"
    " default theme.",
)
@click.option(
    "--verbose", is_flag=True, help="Tell on stderr what goes into the log file, and more."
)
@click.version_option(__version__, prog_name="Triad Trainer")
@click.pass_context
def triad(
    ctx: click.Context,
    data_dir: Path | None,
    measure_startup: bool,
    demo: bool,
    safe: bool,
    verbose: bool,
) -> int | None:
    """Drill latency, cost per token and quality until stating them is a reflex.

    Without a command the window opens.
    """
    from trainer.logfile import start_log

    ctx.obj = user_places(data_dir)
    start_log(ctx.obj.state_dir, verbose=verbose)
    opens = ctx.invoked_subcommand == "open"
    if measure_startup and ctx.invoked_subcommand is not None:
        raise click.UsageError(f"--measure-startup goes without '{ctx.invoked_subcommand}'", ctx)
    if ctx.invoked_subcommand is not None and not opens:
        for wanted, name in ((demo, "--demo"), (safe, "--safe")):
            if wanted:
                said = f"{name} opens the window, '{ctx.invoked_subcommand}' none"
                raise click.UsageError(said, ctx)
        return None
    if demo and (safe or opens or data_dir is not None):
        other = "--safe" if safe else "'open'" if opens else "--data-dir"
        raise click.UsageError(f"--demo has a folder of its own: leave out {other}", ctx)
    if opens:
        return None
    if demo:
        from trainer.app import run_demo

        return run_demo(measure_startup=measure_startup)
    return run(ctx.obj, Window(data_dir, measure_startup, safe, verbose))


def json_option(command: click.decorators.FC) -> click.decorators.FC:
    """Give a command the option ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON with stable keys.")(
        command
    )


def print_json(data: object) -> None:
    """Print ``data`` as JSON, readable and in UTF-8."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))
