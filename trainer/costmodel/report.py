"""A report on published cases as text for a terminal and as data for JSON."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.costmodel.evidence import Report, Row, Summary

_HEADINGS = ("case", "published", "computed", "deviation", "allowed", "")


def report_data(report: Report) -> dict[str, object]:
    """Return the counts, the ids that failed and a summary by kind, as plain data for JSON."""
    return {
        "cases": len(report.rows),
        "passed": report.passed,
        "failed": list(report.failed),
        "by_kind": {kind: _summary_data(summary) for kind, summary in report.by_kind.items()},
    }


def report_text(report: Report) -> str:
    """Return the report as a table with one line for each case, and the summary below it."""
    cells = [_HEADINGS, *(_cells(row) for row in report.rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEADINGS))]
    lines = [_line(line, widths) for line in cells]
    lines += ["", *_summary_lines(report)]
    return "\n".join(lines) + "\n"


def deviation_text(row: Row) -> str:
    """Return the relative error in per cent, or the efficiency of a measurement."""
    if row.deviation is None or row.tolerance is None:
        return ""
    if row.tolerance.is_bound:
        return f"eff. {row.deviation:.2f}"
    return f"{100 * row.deviation:.2g} %"


def _cells(row: Row) -> tuple[str, ...]:
    verdict = "pass" if row.passed else f"FAIL {row.problem}".rstrip()
    allowed = "" if row.tolerance is None else str(row.tolerance)
    published = f"{_figure(row.published)} {row.unit}".strip()
    return (row.id, published, _figure(row.computed), deviation_text(row), allowed, verdict)


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.6g}"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _summary_lines(report: Report) -> Iterator[str]:
    for kind, summary in report.by_kind.items():
        yield f"{kind}: {summary.passed} of {summary.cases} pass{_accuracy(summary)}"
    rest = f", {len(report.failed)} fail" if report.failed else ""
    yield f"{report.passed} of {len(report.rows)} cases pass{rest}"


def _accuracy(summary: Summary) -> str:
    parts = ""
    if summary.median_error is not None and summary.largest_error is not None:
        median, largest = 100 * summary.median_error, 100 * summary.largest_error
        parts += f"; relative error {median:.2g} % in the middle, {largest:.2g} % at most"
    if summary.efficiencies is not None:
        low, high = summary.efficiencies
        parts += f"; measurements reach {low:.2f} to {high:.2f} of the roofline"
    return parts


def _summary_data(summary: Summary) -> dict[str, object]:
    reached = summary.efficiencies
    return {
        "cases": summary.cases,
        "passed": summary.passed,
        "failed": summary.failed,
        "median_error": summary.median_error,
        "largest_error": summary.largest_error,
        "efficiencies": None if reached is None else list(reached),
    }
