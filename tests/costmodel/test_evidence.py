"""The model against published figures, and against files of them that are broken."""

import copy
import json

import pytest

from trainer.costmodel.evidence import UNITS, judge, verify
from trainer.costmodel.report import deviation_text, report_data, report_text
from trainer.errors import BadInput

GOOD = {
    "id": "one",
    "kind": "worked-example",
    "source": "a book",
    "quantity": "time",
    "formula": "compute_time",
    "inputs": {"flops": 1e12, "n": 1, "peak": 989e12},
    "value": 1.01,
    "unit": "ms",
    "tolerance": {"type": "rel", "value": 0.005},
}


def changed(**fields):
    return {**copy.deepcopy(GOOD), **fields}


def written(tmp_path, content):
    path = tmp_path / "cases.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_every_published_case_passes():
    report = verify()
    assert len(report.rows) == 234
    assert report.failed == ()
    assert set(report.by_kind) == {"worked-example", "other-calculator", "published-measurement"}
    assert report.by_kind["other-calculator"].median_error < 1e-9
    low, high = report.by_kind["published-measurement"].efficiencies
    assert 0.05 < low < high < 1


def test_shipped_cases_name_their_source_and_nothing_private():
    for row in verify().rows:
        assert row.source
        assert row.quantity
        assert "stored" not in row.source


def test_a_file_gets_its_own_verdict(tmp_path):
    report = verify(written(tmp_path, {"title": "Mine", "cases": [GOOD, changed(value=2)]}))
    assert (report.title, report.passed, report.failed) == ("Mine", 1, ("one",))
    bare = verify(written(tmp_path, "\ufeff" + json.dumps([GOOD])))
    assert (bare.title, bare.passed) == ("cases.json", 1)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "cases.json:1:2: this is no JSON"),
        ("[" * 100_000, "this is no JSON that can be read"),
        ('{"cases": 3}', "there is no list of cases"),
        ("3", "there is no list of cases"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, content, complaint):
    with pytest.raises(BadInput) as caught:
        verify(written(tmp_path, content))
    assert complaint in str(caught.value)


def test_a_missing_or_undecodable_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        verify(tmp_path / "none.json")
    (tmp_path / "odd.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="no JSON"):
        verify(tmp_path / "odd.json")


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (3, "a case is an object"),
        ({}, "a case is an object"),
        (changed(value=None), "'value' is a finite number"),
        (changed(value=True), "'value' is a finite number"),
        (changed(value=float("nan")), "'value' is a finite number"),
        (changed(formula=None), "'formula' is missing"),
        (changed(formula=3), "'formula' is text"),
        (changed(formula="magic"), "there is no formula 'magic'"),
        (changed(formula="compute_tim"), "'compute_tim'; did you mean 'compute_time'?"),
        (changed(inputs=[1]), "'inputs' is an object"),
        (changed(inputs={"flops": 1, "n": 1}), "compute_time needs peak"),
        (changed(unit="furlong"), "there is no unit 'furlong'"),
        (changed(unit=["ms"]), "there is no unit"),
        (changed(tolerance=None), "'tolerance' is an object"),
        (changed(tolerance={"type": "about"}), "'type' of a tolerance"),
        (changed(tolerance={"type": "rel"}), "'value' of a tolerance"),
        (changed(tolerance={"type": "rel", "value": -1}), "'value' of a tolerance"),
        (changed(tolerance={"type": "rel", "value": 1, "sign": "<"}), "'sign' of a tolerance"),
        (changed(tolerance={"type": "bound", "direction": "up"}), "'direction' of a bound"),
        (
            changed(tolerance={"type": "bound", "direction": "measured_rate<=model"}),
            "'eff_min' of a tolerance",
        ),
    ],
)
def test_a_malformed_case_fails_and_says_why(case, problem):
    row = judge(case, 7)
    assert not row.passed
    assert problem in row.problem
    assert row.id == ("case 7" if not isinstance(case, dict) or not case else "one")


@pytest.mark.parametrize(
    ("tolerance", "value", "passed", "deviation"),
    [
        ({"type": "rel", "value": 0}, 100, True, 0),
        ({"type": "rel", "value": 0}, 101, False, 1 / 101),
        ({"type": "rel", "value": 0.01}, 99, False, 1 / 99),
        ({"type": "rel", "value": 0.0102}, 99, True, 1 / 99),
        ({"type": "rel", "value": 0.05, "sign": "model<=published"}, 99, False, 1 / 99),
        ({"type": "rel", "value": 0.05, "sign": "model<=published"}, 101, True, 1 / 101),
        ({"type": "rel", "value": 0.05, "sign": "model >= published"}, 101, False, 1 / 101),
        ({"type": "rel", "value": 0.05, "sign": "model >= published"}, 99, True, 1 / 99),
        ({"type": "rel", "value": 0.5}, 0, False, float("inf")),
    ],
)
def test_a_relative_tolerance(tolerance, value, passed, deviation):
    row = judge(
        changed(formula="product", inputs={"a": 100}, unit="", value=value, tolerance=tolerance)
    )
    assert row.passed is passed
    assert row.deviation == pytest.approx(deviation)


def test_nothing_published_is_met_by_nothing():
    nothing = changed(formula="product", inputs={"a": 0}, unit=None, value=0)
    assert judge(nothing).passed


@pytest.mark.parametrize(
    ("direction", "published", "passed", "reached"),
    [
        ("measured_time>=model", 200, True, 0.5),
        ("measured_time>=model", 90, False, 100 / 90),
        ("measured_time>=model", 1000, False, 0.1),
        ("measured_rate<=model", 50, True, 0.5),
        ("measured_rate<=model", 110, False, 1.1),
        ("measured_time>=model", 0, False, float("inf")),
    ],
)
def test_a_bound_on_a_measurement(direction, published, passed, reached):
    tolerance = {"type": "bound", "direction": direction, "eff_min": 0.25, "eff_max": 1.0}
    row = judge(
        changed(
            formula="product", inputs={"a": 100}, unit="1", value=published, tolerance=tolerance
        )
    )
    assert row.passed is passed
    assert row.deviation == pytest.approx(reached)
    assert deviation_text(row) == f"eff. {reached:.2f}"


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_of_the_interface_converts(unit):
    case = changed(formula="product", inputs={"a": 3 * UNITS[unit]}, unit=unit, value=3)
    assert judge(case).passed


def test_the_report_as_text_and_data(tmp_path):
    infinite = changed(id="odd", value=0, formula="product", inputs={"a": 1}, unit="1")
    measured = changed(
        id="slow",
        kind="published-measurement",
        value=2,
        tolerance={
            "type": "bound",
            "direction": "measured_time>=model",
            "eff_min": 0,
            "eff_max": 1,
        },
    )
    cases = [GOOD, changed(id="bad", unit="stone"), infinite, measured]
    report = verify(written(tmp_path, {"cases": cases}))
    text = report_text(report)
    assert "one   1.01 ms     1.01112   0.11 %     ± 0.5 %  pass" in text
    assert "FAIL there is no unit 'stone'" in text
    assert "worked-example: 1 of 3 pass; relative error 0.11 % in the middle" in text
    assert "measurements reach 0.51 to 0.51 of the roofline" in text
    assert text.endswith("2 of 4 cases pass, 2 fail\n")
    data = report_data(report)
    assert (data["cases"], data["passed"], data["failed"]) == (4, 2, ["bad", "odd"])
    assert data["by_kind"]["worked-example"]["failed"] == 2
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_a_clean_report_ends_without_a_word_of_failure(tmp_path):
    assert report_text(verify(written(tmp_path, [GOOD]))).endswith("1 of 1 cases pass\n")
