"""Print the manual page triad(1), made from the command's own help. Takes the date to put in.

Runs in the Python that has Triad Trainer installed.
"""

from __future__ import annotations

import re
import sys

import click

import trainer
from trainer.cli.root import triad

_FILES = """\
The data folder is the platform's (on Linux
.IR ~/.local/share/triad-trainer ),
or what
.B \\-\\-data\\-dir
or
.B TRIAD_DATA_DIR
says. In it:
.TP
.I trainer.sqlite
every answer, decks as they were read in, settings
.TP
.I decks/
deck files of your own, read again whenever they are saved
.TP
.I backups/
copies of the database, kept by themselves
"""


def escaped(text: str) -> str:
    """Return ``text`` as troff takes it."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def paragraphs(text: str) -> str:
    """Return help text as paragraphs."""
    parts = [" ".join(each.split()) for each in (text or "").split("\n\n")]
    return "\n.PP\n".join(escaped(each) for each in parts if each)


def options(command: click.Command, context: click.Context) -> list[str]:
    """Return the options of ``command`` as tagged paragraphs."""
    lines = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            lines += [".TP", f".B {escaped(record[0])}", escaped(record[1]) or "\\&"]
    return lines


def page(date: str) -> str:
    """Return the whole page."""
    context = click.Context(triad, info_name="triad")
    lines = [
        f'.TH TRIAD 1 "{date}" "Triad Trainer {trainer.__version__}" "User Commands"',
        ".SH NAME",
        "triad \\- drill latency, cost per token and quality until they are a reflex",
        ".SH SYNOPSIS",
        ".B triad",
        "[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGS\\fR]...]",
        ".SH DESCRIPTION",
        paragraphs(triad.help or ""),
        ".SH OPTIONS",
        *options(triad, context),
        ".SH COMMANDS",
    ]
    for name in triad.list_commands(context):
        command = triad.get_command(context, name)
        if command is None:
            raise LookupError(name)
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        lines += [f".SS triad {escaped(name)} {escaped(usage)}", paragraphs(command.help or "")]
        lines += options(command, inner)
    lines += [
        *(".SH EXIT STATUS", "0 done, 1 the input is at fault, 2 it could not run."),
        *(".SH FILES", _FILES.rstrip()),
        *(".SH PRIVACY", "Works offline and opens no connection to the network."),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(page(sys.argv[1]) + "\n")
