"""The README and the pages of `docs/`: links lead somewhere, commands run, examples are read."""

from __future__ import annotations

import random
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from trainer.cli import run
from trainer.domain.assessment import Verdict
from trainer.errors import BadInput
from trainer.formats.yaml_deck import read_deck_text

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
OPENS_A_WINDOW = {"triad", "triad --demo"}
RUN_ELSEWHERE = {"cost-model.md"}
"""Each of its commands is run with the answer it promises, by the page's own tests."""


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    found = FENCE.findall(page.read_text("utf-8"))
    return [text for kind, text in found if kind == language]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]+`", "", FENCE.sub("", page.read_text("utf-8")))
    for target in LINK.findall(text):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        found = page.parent / path if path else page
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


def test_every_page_is_in_the_contents() -> None:
    listed = {
        line.strip()
        for block in re.findall(
            r"```\{toctree\}\n(.*?)```", (DOCS / "index.md").read_text(), re.DOTALL
        )
        for line in block.splitlines()
        if line.strip() and not line.startswith(":")
    }
    pages = {page.stem for page in DOCS.glob("*.md")} - {"index"}
    assert {each for each in listed if "/" not in each} == pages


def commands(page: Path) -> list[str]:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    plain = [line.partition("   #")[0].strip() for line in lines]
    return [line for line in plain if line.startswith("triad") and line not in OPENS_A_WINDOW]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name not in RUN_ELSEWHERE and commands(page)], ids=name
)
def test_every_command_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (deck,) = blocks(ROOT / "README.md", "yaml")
    Path("my-deck.yaml").write_text(deck, "utf-8")
    for line in commands(page):
        assert run(["--data-dir", str(tmp_path / "data"), *shlex.split(line)[1:]]) == 0, line


DECK_HEAD = "format: triad-deck/1\nid: shown\ntitle: Shown\ndrills:\n"
READ_ELSEWHERE = {"format: triad-catalogue/1", "- kind: order"}
"""By the tests of the cost model's page, and of the guide to a kind that is not built in."""


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "yaml")], ids=name)
def test_every_deck_or_drill_is_one(page: Path) -> None:
    for text in blocks(page, "yaml"):
        first = text.splitlines()[0].strip()
        if first in READ_ELSEWHERE:
            continue
        whole = text if first == "format: triad-deck/1" else DECK_HEAD + text
        deck = read_deck_text(whole, page)
        assert deck.drills, first
        assert not deck.errors, [str(each) for each in deck.problems]


def test_the_deck_in_ten_lines_is_one() -> None:
    (text,) = blocks(ROOT / "README.md", "yaml")
    assert len(text.splitlines()) <= 12
    deck = read_deck_text(text, Path("README.md"))
    assert deck.problems == ()
    assert deck.drills


# -- your first drill kind ---------------------------------------------------------------------

GUIDE = DOCS / "contributing.md"


def made(monkeypatch: pytest.MonkeyPatch, module: str, text: str) -> ModuleType:
    """Return ``text`` as the module it would be in its file."""
    new = ModuleType(module)
    monkeypatch.setitem(sys.modules, module, new)
    exec(compile(text, name(GUIDE), "exec"), vars(new))
    return new


def test_the_kind_of_the_guide_poses_and_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    core, *_ = blocks(GUIDE, "python")
    order = made(monkeypatch, "trainer.drills.order", core)
    kind = order.OrderKind()
    content = order.Order("From small to large?", ("kB", "MB", "GB"))
    assert kind.read(kind.write(content)) == content
    assert list(kind.check(content)) == []
    assert list(kind.check(order.Order("?", ("kB", "MB", "kB"))))
    exercise = kind.pose(content, random.Random(1))
    assert kind.assess(exercise, order.OrderAnswer(exercise.right)).verdict is Verdict.CORRECT
    turned = order.OrderAnswer(exercise.right[::-1])
    assert kind.assess(exercise, turned).verdict is Verdict.WRONG
    assert kind.give_up(exercise).findings[0].message.endswith(": kB < MB < GB")
    assert kind.sides(content).back == "kB < MB < GB"
    with pytest.raises(BadInput, match="no order of 3 items"):
        kind.assess(exercise, order.OrderAnswer("AAB"))


def test_the_view_of_the_guide_answers(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    core, _, view, *_ = blocks(GUIDE, "python")
    order = made(monkeypatch, "trainer.drills.order", core)
    shown = made(monkeypatch, "trainer.ui.drills.order", view).OrderView()
    qtbot.addWidget(shown)
    kind = order.OrderKind()
    exercise = kind.pose(order.Order("From small to large?", ("kB", "MB", "GB")), random.Random(1))
    shown.show_exercise(exercise)
    shown.order_edit.setText(exercise.right)
    with qtbot.waitSignal(shown.answered) as answered:
        shown.check_button.click()
    assert answered.args == [order.OrderAnswer(exercise.right)]
    shown.show_assessment(kind.assess(exercise, answered.args[0]))
    assert not shown.check_button.isVisible()


def test_the_lines_of_the_guide_fit_where_they_go() -> None:
    _, home, _, view, _ = blocks(GUIDE, "python")
    for line, file in [(home, "trainer/drills/kinds.py"), (view, "trainer/ui/drills/views.py")]:
        like = re.sub(
            r"order|Order", lambda found: {"o": "recall"}.get(found[0][0], "Recall"), line
        )
        assert like.strip() in (ROOT / file).read_text("utf-8"), file
