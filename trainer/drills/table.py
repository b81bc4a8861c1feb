"""Table: the one-page metric table for a system, each cell read like a statement."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from trainer.claims.rubric import Demands
from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Finding
from trainer.domain.deck import Fields
from trainer.drills.base import ContentProblem, Sides, one_line, paragraphs, plain, text_field
from trainer.drills.entries import CatalogueSource, shipped_catalogue
from trainer.drills.prose import judged, model_problems
from trainer.drills.scenario import Scenario, Setting, problems_of, read_scenario, setting
from trainer.drills.statement import Statement, read_statement
from trainer.drills.unanswered import given_up
from trainer.errors import BadInput

RowName = Literal["latency", "cost", "quality", "volume", "budget", "measurement"]

ROWS: Mapping[str, tuple[str, tuple[Aspect, ...], str]] = {
    "latency": ("Latency", (Aspect.LATENCY, Aspect.PERCENTILE), "p99 TTFT ≤ 900 ms at 5 req/s"),
    "cost": ("Cost", (Aspect.COST,), "≤ $4 per million tokens"),
    "quality": ("Quality", (Aspect.QUALITY, Aspect.BENCHMARK), "F1 ≥ 0.7 on 800 own questions"),
    "volume": ("Volume", (Aspect.TRAFFIC,), "30 M tokens a day"),
    "budget": ("Budget", (Aspect.BUDGET,), "$6k a month"),
    "measurement": ("Measurement", (Aspect.PLAN,), "F1 measured daily, rollback if it falls"),
}  # fmt: skip
"""Each row: its label, what its cell must have, and the shape of a good one; no drill's answer."""


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of a table drill: ``good`` is the model table, a text for each row."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    scenario: Scenario
    good: Mapping[RowName, str]
    why: str = ""


@dataclass(frozen=True, slots=True)
class TableExercise:
    """A table drill posed: nothing is drawn."""

    about: Setting
    good: Mapping[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What was written in each row."""

    cells: Mapping[str, str]


@dataclass(frozen=True)
class TableKind:
    """The kind ``table``."""

    name: ClassVar[str] = "table"
    content_type: type[Table] = Table
    catalogue: CatalogueSource = field(default=shipped_catalogue)

    def check(self, content: Table) -> Iterable[ContentProblem]:
        """Yield unreadable facts and a model table that fails its own drill."""
        unreadable = list(problems_of(content.scenario, self.catalogue(), ("scenario",)))
        yield from unreadable
        lacking = [row for row in ROWS if row not in content.good]
        for row in lacking:
            yield ContentProblem(("good",), f"the model table has no row '{row}'")
        if unreadable or lacking:
            return
        exercise = self.pose(content, random.Random(0))  # noqa: S311 (nothing is drawn)
        yield from model_problems(
            "the model table", lambda: self.assess(exercise, TableAnswer(_by_row(content)))
        )

    def read(self, fields: Fields) -> Table:
        """Return the content of stored ``fields``."""
        good = fields["good"]
        assert isinstance(good, Mapping)  # noqa: S101 (narrowing checked content)
        return Table(
            scenario=read_scenario(fields["scenario"]),
            good=dict(good),
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Table) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Table, rng: random.Random) -> TableExercise:  # noqa: ARG002
        """Return the exercise; nothing in it is drawn."""
        about = setting(content.scenario, self.catalogue())
        return TableExercise(about, _by_row(content), content.why)

    def read_table(self, exercise: TableExercise, cells: Mapping[str, str]) -> TableReading:
        """Return the cells as they are read: for the marks and the budget while typing."""
        text, places = _joined(cells)
        statement = read_statement(text, exercise.about, self.catalogue())
        return TableReading(statement, places)

    def assess(self, exercise: TableExercise, answer: TableAnswer) -> Assessment:
        """Judge the table. Raises BadInput when it is empty."""
        if not any(cell.strip() for cell in answer.cells.values()):
            raise BadInput("the table is empty", remedy="fill at least one row")
        reading = self.read_table(exercise, answer.cells)
        demands = Demands((), exercise.about.task, *(False,) * 4)
        missing = _row_findings(reading)
        return judged(reading.statement, tuple(Aspect), exercise.why, missing, demands)

    def give_up(self, exercise: TableExercise) -> Assessment:
        """Return what is listened for; the view shows the model table."""
        named = ", ".join(aspect.facts.label.lower() for aspect in Aspect)
        asked = Finding("asked", f"A table has {named}: below each row stands a cell that holds.")
        return given_up((), exercise.why)._replace(findings=(asked,))

    def describe_answer(self, answer: TableAnswer) -> str:
        """Return the table as Markdown."""
        return as_markdown(answer.cells)

    def summary(self, content: Table) -> str:
        """Return the system the table is for."""
        return one_line(content.scenario.text)

    def sides(self, content: Table) -> Sides:
        """Return the scenario, and the model table."""
        asked = "Fill the table: a target for each metric."
        front = paragraphs(content.scenario.text, asked)
        return Sides(front, as_markdown(_by_row(content)), content.why)


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table as it was read; ``places`` says where each row stands in the statement's text."""

    statement: Statement
    places: Mapping[str, tuple[int, int]]

    def lacks(self, row: str) -> tuple[Aspect, ...]:
        """Return what the cell of ``row`` has not."""
        start, end = self.places[row]
        return tuple(
            aspect
            for aspect in ROWS[row][1]
            if not any(start <= begin < end for begin, _ in self.statement.covered.get(aspect, ()))
        )

    def row_of(self, finding: Finding) -> str | None:
        """Return the row that ``finding`` is about, None where it is about the whole."""
        if finding.start is None:
            return None
        return next(
            (row for row, (start, end) in self.places.items() if start <= finding.start < end), None
        )


def _by_row(content: Table) -> dict[str, str]:
    return {str(row): text for row, text in content.good.items()}


def as_markdown(cells: Mapping[str, str]) -> str:
    """Return the table as Markdown, for a document or the clipboard."""
    lines = ["| metric | target |", "|---|---|"]
    for row, (label, _, _) in ROWS.items():
        cell = " ".join(cells.get(row, "").replace("|", r"\|").split())
        lines.append(f"| {label} | {cell or '–'} |")
    return "\n".join(lines) + "\n"


def cells_in(markdown: str) -> dict[str, str]:
    """Return the cells of a table that ``as_markdown`` wrote; what is no row of it is left out."""
    rows = {label: row for row, (label, _, _) in ROWS.items()}
    cells: dict[str, str] = {}
    for line in markdown.splitlines():
        label, _, cell = line.removeprefix("| ").removesuffix(" |").partition(" | ")
        if label in rows and cell != "–":
            cells[rows[label]] = cell.replace(r"\|", "|")
    return cells


def as_text(cells: Mapping[str, str]) -> str:
    """Return the cells as the text that is read for the verdict."""
    return _joined(cells)[0]


def _joined(cells: Mapping[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the cells as one text, each after its label, and where each stands in it."""
    text = ""
    places: dict[str, tuple[int, int]] = {}
    for row, (label, _, _) in ROWS.items():
        start = len(text)
        text += f"{label}: {' '.join(cells.get(row, '').split())}.\n"
        places[row] = (start, len(text))
    return text, places


def _row_findings(reading: TableReading) -> Iterator[Finding]:
    for row, (label, _, example) in ROWS.items():
        lacking = reading.lacks(row)
        if not lacking:
            continue
        what = " and ".join(aspect.facts.noun for aspect in lacking)
        code = "missing-budget" if row == "budget" else f"missing-{lacking[0].value}"
        said = f"The row “{label}” lacks {what}."
        yield Finding(code, said, f"Write, say, “{example}”.", *reading.places[row])
