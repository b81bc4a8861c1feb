"""``triad export``: decks, or the review log, as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.root import json_option, print_json
from trainer.cli.targets import check_target, overwrite_option
from trainer.places import Places


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--deck",
    "decks",
    multiple=True,
    metavar="ID",
    help="Only the deck of this id or title; may be repeated.",
)
@click.option("--log", "only_log", is_flag=True, help="Write the review log instead of decks.")
@overwrite_option
@json_option
@click.pass_obj
def export(
    places: Places,
    file: Path,
    decks: tuple[str, ...],
    only_log: bool,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Write decks to FILE: .yaml, .csv, .tsv or .apkg (Anki), as its name ends.

    With --log the whole review log is written, as .csv or .jsonl (JSON Lines). A deck that was
    imported from YAML and not changed since is written byte for byte as it was.
    A FILE that exists is left alone unless --overwrite is given.
    """
    from trainer.cli.reading import open_to_read
    from trainer.study.exporting import Exporter

    if only_log and decks:
        raise click.UsageError("--log writes the whole log and takes no --deck.")
    check_target(file, overwrite=overwrite)
    with open_to_read(places) as study:
        faults = 0
        exporter = Exporter(study.store, study.clock, study.kept)
        if only_log:
            data: dict[str, object] = {"file": str(file), "answers": exporter.log(file)}
        else:
            done = exporter.decks(file, decks)
            data = {"file": str(file), "decks": done.decks, "drills": done.drills}
            faults = done.faults
    if as_json:
        print_json(data)
    else:
        what = ", ".join(
            f"{many} {name[:-1] if many == 1 else name}"
            for name, many in data.items()
            if name != "file"
        )
        click.echo(f"{file}: {what}.")
    if faults:
        errors, them = ("error", "it") if faults == 1 else ("errors", "them")
        click.echo(
            f"{file}: this is the file as it came in, with its {faults} {errors};"
            f" 'triad check' lists {them}.",
            err=True,
        )
