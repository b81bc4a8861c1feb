"""The metric table to paste, and derivations as trees."""

from __future__ import annotations

from trainer.costmodel.solve import solve
from trainer.study.workbench.choices import Choices
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.study.workbench.outcome import outcome
from trainer.study.workbench.questions import QUESTIONS
from trainer.study.workbench.table import basis_sentence, metric_table, shortage
from trainer.study.workbench.tree import Branch, tree_of


def rows(table: str) -> dict[str, list[str]]:
    """Return the cells of a Markdown table's rows by their second one."""
    cut = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    return {cells[1].strip(): [cell.strip() for cell in cells] for cells in cut}


def test_the_table_has_latency_cost_quality_and_plan(choices: Choices) -> None:
    found = outcome(DEFAULT, choices)
    table = metric_table(found)
    dimensions = {cells[0] for cells in rows(table).values()}
    assert {"Latency", "Throughput", "Memory", "Cost", "Quality", "Plan"} <= dimensions
    assert len(table.splitlines()) <= 40, "one page"
    assert rows(table)["TTFT"][2] == found["ttft"].text
    assert rows(table)["Monthly spend"][2] == "$20,090 per month"
    assert rows(table)["Share of the budget"][2] == "67 % of $30,000 per month"
    assert rows(table)["score on your benchmark"][3].startswith("1,225 items")
    assert "2 requests/s" in rows(table)["load test"][3]
    assert "Llama 3 / 3.1 / 3.3 70B on 4 × NVIDIA H100 80GB" in table
    assert "does not fit" not in table.lower()


def test_every_row_has_as_many_cells_as_the_head(choices: Choices) -> None:
    for basis in Basis:
        table = metric_table(outcome(DEFAULT.changed(basis=basis), choices))
        counts = {line.count("|") for line in table.splitlines() if line.startswith("|")}
        assert counts == {5}


def test_a_realistic_table_shows_the_measured_band(choices: Choices) -> None:
    found = outcome(DEFAULT.changed(basis=Basis.REALISTIC), choices)
    table = metric_table(found)
    assert rows(table)["TPOT"][3] == found["tpot"].span
    assert "Realistic: the middle of measured bands" in table


def test_a_misfit_is_said_in_the_table(choices: Choices) -> None:
    found = outcome(DEFAULT.changed(gpus=1.0), choices)
    assert shortage(found) == "81.2 GB"
    assert "**Does not fit into memory: 81.2 GB too little.**" in metric_table(found)


def test_what_the_numbers_promise_is_always_said(choices: Choices) -> None:
    def said(**changes: object) -> str:
        set_to = DEFAULT.changed(**changes)
        return basis_sentence(outcome(set_to, choices).reach, set_to.basis)

    assert said().startswith("Roofline: ")
    assert said(basis=Basis.REALISTIC).startswith("Realistic: ")
    assert said(stated=(("mfu", 0.4),)) == "As stated: MFU 40 %, MBU 100 % of the roofline."
    limit = said(basis=Basis.REALISTIC, stated=(("mfu", 1.0),))
    assert limit == "As stated: MFU and MBU of 100 %, which is the roofline."
    short = said(basis=Basis.REALISTIC, prompt_tokens=100_000.0, weights="fp8")
    assert "MBU" in short


def leaves(branch: Branch) -> list[Branch]:
    return [leaf for part in branch.parts for leaf in leaves(part)] if branch.parts else [branch]


def test_every_number_has_a_tree_down_to_what_was_given(choices: Choices) -> None:
    found = outcome(DEFAULT, choices)
    for key, question in QUESTIONS.items():
        derivation = found.derivation(key)
        root = tree_of(derivation, percent=question.percent)
        assert root.parts, key
        assert root.label.casefold() == found[key].label.casefold()
        started = {number.term for number in (*derivation.givens, *derivation.assumptions)}
        for leaf in leaves(root):
            assert leaf.term in started, (key, leaf.label)
            assert leaf.remark in {"given", "assumed by the cost model"}
            assert leaf.filled == ""


def test_a_share_is_the_same_per_cent_in_its_tree(choices: Choices) -> None:
    found = outcome(DEFAULT, choices)
    root = tree_of(found.derivation("budget_share"), percent=True)
    assert (root.value, found["budget_share"].text) == ("66.97 %", "67 %")
    assert tree_of(found.derivation("budget_share")).value == "0.6697"


def test_the_shape_stays_while_only_numbers_change(choices: Choices) -> None:
    one = tree_of(outcome(DEFAULT, choices).derivation("cost"))
    other = tree_of(outcome(DEFAULT.changed(batch=64.0), choices).derivation("cost"))
    assert one.shape == other.shape
    assert one != other
    assert one.shape != tree_of(outcome(DEFAULT, choices).derivation("ttft")).shape


def test_a_derivation_of_one_given_is_a_single_branch() -> None:
    root = tree_of(solve("batch", {"batch": 8}))
    assert (root.value, root.remark, root.parts) == ("8", "given", ())


def test_steps_say_formula_numbers_and_source(choices: Choices) -> None:
    root = tree_of(outcome(DEFAULT, choices).derivation("kv_per_token"))
    assert root.formula == "m_kv = 2 × L × K × H × b_kv"
    assert root.filled == "2 × 80 × 8 × 128 × 2 bytes"
    assert "key and value" in root.remark
