"""Interview: a system with drawn numbers, what is wanted of it, and the metric table that holds.

Whole interviews are held by ``study.interview``. In a sitting, where there are minutes and no
challenger, an interview asks for what it begins with: the metric table.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from trainer.costmodel.money import tokens_per_day
from trainer.costmodel.terms import term
from trainer.domain.assessment import Assessment
from trainer.domain.deck import Fields
from trainer.drills.base import (
    ContentProblem,
    Sides,
    Some,
    Text,
    one_line,
    paragraphs,
    plain,
    text_field,
)
from trainer.drills.drawn import drawn
from trainer.drills.draws import BadGiven, read_draw
from trainer.drills.entries import (
    ENTRY_KINDS,
    CatalogueSource,
    Supplies,
    read_entries,
    shipped_catalogue,
)
from trainer.drills.estimate import Given
from trainer.drills.placeholders import blanked, filled, names_in
from trainer.drills.prose import failing
from trainer.drills.scenario import Setting, TaskName
from trainer.drills.table import (
    ROWS,
    RowName,
    TableAnswer,
    TableExercise,
    TableKind,
    as_markdown,
)
from trainer.errors import BadInput

TRIED = 12
"""With so many draws it is tried whether the model table holds."""

_LABELS = {"model": "language model", "accelerator": "accelerator"}


@dataclass(frozen=True, slots=True)
class Product:
    """The fields of an interview's ``scenario``: as of other kinds, but its facts may be drawn."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    text: Text
    task: TaskName | None = None
    facts: Mapping[str, Given] | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """The fields of an interview drill.

    In every text ``{term}`` is replaced by the drawn fact. ``requirements`` is what the panel
    wants, ``good`` the model table, ``rubric`` what the panel listens for.
    """

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    scenario: Product
    requirements: Annotated[tuple[Text, ...], Some()]
    good: Mapping[RowName, str]
    rubric: Annotated[tuple[Text, ...], Some()]
    why: str = ""


@dataclass(frozen=True, slots=True)
class InterviewExercise:
    """An interview posed: the facts are drawn, ``about`` holds them in the cost model's terms."""

    about: Setting
    requirements: tuple[str, ...]
    good: Mapping[str, str]
    rubric: tuple[str, ...]
    why: str

    @property
    def table(self) -> TableExercise:
        """Return the table that the interview begins with."""
        wanted = " ".join(self.requirements)
        about = Setting(
            f"{self.about.text} {wanted}", self.about.task, self.about.facts, self.about.lines
        )
        return TableExercise(about, self.good, self.why)


@dataclass(frozen=True)
class InterviewKind:
    """The kind ``interview``."""

    name: ClassVar[str] = "interview"
    content_type: type[Interview] = Interview
    catalogue: CatalogueSource = field(default=shipped_catalogue)

    def check(self, content: Interview) -> Iterable[ContentProblem]:
        """Yield unreadable facts, places for none, and a model table that does not hold."""
        unreadable = list(_unreadable(content, self.catalogue()))
        yield from unreadable
        lacking = [row for row in ROWS if row not in content.good]
        for row in lacking:
            yield ContentProblem(("good",), f"the model table has no row '{row}'")
        if not unreadable and not lacking:
            yield from _strange_places(content)
            yield from self._weak_table(content)

    def _weak_table(self, content: Interview) -> Iterator[ContentProblem]:
        """Yield the worst fault of the model table under the first draw that has one."""
        posed = (self.pose(content, random.Random(seed)) for seed in range(TRIED))  # noqa: S311
        for exercise in {each.about.lines: each for each in posed}.values():
            for fault in failing(self.assess(exercise, TableAnswer(exercise.good)).findings)[:1]:
                drawn = ", ".join(f"{label} {value}" for label, value in exercise.about.lines)
                said = f"the model table can fail its own drill ({drawn}): {fault.message}"
                yield ContentProblem(("good",), said, "warning")
                return

    def read(self, fields: Fields) -> Interview:
        """Return the content of stored ``fields``."""
        scenario, good = fields["scenario"], fields["good"]
        requirements, rubric = fields["requirements"], fields["rubric"]
        assert isinstance(scenario, Mapping)  # noqa: S101 (narrowing checked content)
        assert isinstance(good, Mapping)  # noqa: S101
        assert isinstance(requirements, list | tuple)  # noqa: S101
        assert isinstance(rubric, list | tuple)  # noqa: S101
        return Interview(
            scenario=Product(**scenario),
            requirements=tuple(map(str, requirements)),
            good=dict(good),
            rubric=tuple(map(str, rubric)),
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Interview) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Interview, rng: random.Random) -> InterviewExercise:
        """Return the interview with the facts that ``rng`` draws, in the order of their names.

        A number stated outright takes the place of an entry's own.
        Raises BadInput for content that ``check`` refuses.
        """
        facts = content.scenario.facts or {}
        found = drawn(facts, self.catalogue, rng)
        shown = found.shown
        lines = tuple((_label(name), shown[name]) for name in sorted(facts))
        text = filled(content.scenario.text, shown)
        return InterviewExercise(
            about=Setting(
                text, content.scenario.task or "", _whole(found.supplied, found.stated), lines
            ),
            requirements=tuple(filled(each, shown) for each in content.requirements),
            good={str(row): filled(cell, shown) for row, cell in content.good.items()},
            rubric=tuple(filled(each, shown) for each in content.rubric),
            why=filled(content.why, shown),
        )

    def assess(self, exercise: InterviewExercise, answer: TableAnswer) -> Assessment:
        """Judge the metric table. Raises BadInput when it is empty."""
        return TableKind(catalogue=self.catalogue).assess(exercise.table, answer)

    def give_up(self, exercise: InterviewExercise) -> Assessment:
        """Return what is listened for; the view shows the model table."""
        return TableKind(catalogue=self.catalogue).give_up(exercise.table)

    def describe_answer(self, answer: TableAnswer) -> str:
        """Return the table as Markdown."""
        return TableKind().describe_answer(answer)

    def summary(self, content: Interview) -> str:
        """Return the system that is to be designed, the drawn numbers left open."""
        return one_line(blanked(content.scenario.text))

    def sides(self, content: Interview) -> Sides:
        """Return the brief with the numbers of one seed, and its metric table."""
        exercise = self.pose(content, random.Random(0))  # noqa: S311 (no secret)
        wanted = "\n".join(f"- {each}" for each in exercise.requirements)
        front = paragraphs(exercise.about.text, wanted, "Begin with the metric table.")
        return Sides(front, as_markdown(exercise.good), exercise.why)


def _whole(entries: Mapping[str, float], stated: Mapping[str, float]) -> dict[str, float]:
    """Return all facts, with the tokens of a day where requests and their length are told."""
    facts = {**entries, **stated}
    if "tokens_per_day" not in facts and {"requests_per_day", "tokens_per_request"} <= set(facts):
        facts["tokens_per_day"] = tokens_per_day(
            facts["requests_per_day"], facts["tokens_per_request"]
        )
    return facts


def _label(name: str) -> str:
    return _LABELS.get(name) or term(name).label


def _unreadable(content: Interview, supplies: Supplies) -> Iterator[ContentProblem]:
    """Yield the facts that cannot be drawn, each at its place."""
    for name, given in (content.scenario.facts or {}).items():
        at = ("scenario", "facts", name)
        try:
            if name in ENTRY_KINDS:
                for entry in read_entries(given).names:
                    supplies.givens(name, entry)
            else:
                read_draw(given, term(name).unit)
        except BadGiven as error:
            yield ContentProblem((*at, *error.path), error.what)
        except BadInput as error:
            yield ContentProblem(at, f"{error.what}; {error.remedy}")


def _strange_places(content: Interview) -> Iterator[ContentProblem]:
    """Yield what stands in braces and is no fact."""
    texts: dict[tuple[str | int, ...], str] = {
        ("scenario", "text"): content.scenario.text,
        **{("requirements", at): each for at, each in enumerate(content.requirements)},
        **{("good", row): cell for row, cell in content.good.items()},
        **{("rubric", at): each for at, each in enumerate(content.rubric)},
        ("why",): content.why,
    }
    known = content.scenario.facts or {}
    for path, text in texts.items():
        for name in names_in(text):
            if name not in known:
                said = f"'{{{name}}}' is none of the scenario's facts, so it stays as it is"
                yield ContentProblem(path, said)
