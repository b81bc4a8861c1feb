"""``triad interview``: a recorded interview put to the challenger, without a window."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.root import json_option, print_json
from trainer.errors import BadInput
from trainer.study.interview.slot import FULL_MINUTES, LENGTHS


@click.command()
@click.argument("scenario", required=False)
@click.option(
    "--transcript",
    type=click.Path(path_type=Path),
    help='JSON Lines: {"at_s": 95, "text": "…"}.',
)
@click.option("--seed", type=click.IntRange(0, 2**53 - 1), default=0, help="Draws the facts.")
@click.option(
    "--minutes",
    type=click.Choice([str(each) for each in LENGTHS]),
    default=str(FULL_MINUTES),
    show_default=True,
    help="The length of the slot.",
)
@click.option("--list", "listed", is_flag=True, help="List the interviews there are.")
@json_option
def interview(
    scenario: str | None,
    transcript: Path | None,
    seed: int,
    minutes: str,
    listed: bool,
    as_json: bool,
) -> None:
    """Replay the transcript of an interview on SCENARIO and print the debrief.

    SCENARIO is the id of an interview ('--list' names them), a deck file with one, or FILE#ID.
    Without a transcript the system and what is wanted of it are shown.
    """
    if listed:
        _list(as_json)
        return
    if scenario is None:
        raise BadInput("no interview is named", remedy="'triad interview --list' lists them")
    if transcript is None:
        _show(scenario, seed, as_json)
    else:
        _replay(scenario, transcript, seed, int(minutes), as_json)


def _list(as_json: bool) -> None:
    from trainer.places import shipped
    from trainer.study.interview.scenarios import builtin

    found = builtin(shipped("decks"))
    if as_json:
        print_json([{"id": each.id, "deck": each.deck, "system": each.summary} for each in found])
        return
    width = max(len(each.id) for each in found)
    for each in found:
        click.echo(f"{each.id.ljust(width)}  {each.summary}")


def _show(name: str, seed: int, as_json: bool) -> None:
    from trainer.places import shipped
    from trainer.study.interview.scenarios import find

    exercise = find(name, shipped("decks")).pose(seed)
    if as_json:
        facts = dict(exercise.about.lines)
        system = {"system": exercise.about.text, "requirements": list(exercise.requirements)}
        print_json({**system, "facts": facts})
        return
    lines = [exercise.about.text, "", *(f"- {each}" for each in exercise.requirements), ""]
    lines += [f"{label}: {value}" for label, value in exercise.about.lines]
    click.echo("\n".join(lines).rstrip())


def _replay(name: str, transcript: Path, seed: int, minutes: int, as_json: bool) -> None:
    from trainer.places import shipped
    from trainer.study.interview.debrief import debrief
    from trainer.study.interview.report import as_data, as_markdown
    from trainer.study.interview.scenarios import find
    from trainer.study.interview.session import Interview
    from trainer.study.interview.slot import Slot
    from trainer.study.interview.transcript import read_transcript, replay

    exercise = find(name, shipped("decks")).pose(seed)
    held = Interview(exercise, Slot(minutes))
    replay(held, read_transcript(transcript))
    found = debrief(held)
    if as_json:
        print_json(as_data(found))
    else:
        click.echo(as_markdown(found).rstrip())
