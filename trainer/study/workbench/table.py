"""The outcome as a metric table to paste: latency, cost, quality, plan."""

from __future__ import annotations

from trainer.costmodel.solve import evaluate
from trainer.study.workbench.case import Reach
from trainer.study.workbench.configuration import KV_PRECISIONS, WEIGHT_PRECISIONS, Basis
from trainer.study.workbench.fields import FIELDS
from trainer.study.workbench.outcome import Outcome
from trainer.units.quantity import show_quantity

_ROWS = (
    ("Latency", ("ttft", "tpot", "latency", "queue_tail")),
    ("Throughput", ("user_speed", "throughput", "replicas", "fleet")),
    ("Memory", ("needed", "available", "max_batch")),
    ("Cost", ("cost", "served_cost", "spend", "budget_share", "blended", "api_spend")),
)

_WATCHED = "p50, p95 and p99 of TTFT and TPOT, tokens and USD per request, by the hour"
_ROOFLINE = (
    "Roofline: the limit of arithmetic and memory, links left out; "
    "systems reach 15 % to 80 % of it."
)
_SCORE, _MARGIN, _CONFIDENCE = 0.85, 0.02, 0.95


def basis_sentence(reach: Reach, basis: Basis) -> str:
    """Return in one sentence what the numbers promise."""
    if reach.prefill is not None and reach.decode is not None:
        return (
            f"Realistic: the middle of measured bands, MFU {_percent(reach.middle.mfu)}"
            f" ({reach.prefill.situation}: {_band(reach.least.mfu, reach.most.mfu)}) and MBU"
            f" {_percent(reach.middle.mbu)} ({reach.decode.situation}:"
            f" {_band(reach.least.mbu, reach.most.mbu)})."
        )
    if reach.middle.mfu < 1 or reach.middle.mbu < 1:
        shares = f"MFU {_percent(reach.middle.mfu)}, MBU {_percent(reach.middle.mbu)}"
        return f"As stated: {shares} of the roofline."
    if basis is Basis.REALISTIC:
        return "As stated: MFU and MBU of 100 %, which is the roofline."
    return _ROOFLINE


def system_sentence(outcome: Outcome) -> str:
    """Return in one sentence what is served on what."""
    case = outcome.case
    set_to = case.configuration
    weights, kv = WEIGHT_PRECISIONS[set_to.weights], KV_PRECISIONS[set_to.kv]
    gpus = FIELDS["gpus"].show(set_to.gpus)
    shared = case.footprint.get("attention_gpus", set_to.gpus)
    attention = f" attention on {shared:.0f} of them," if shared < set_to.gpus else ""
    return (
        f"{case.model.name} on {gpus} × {case.accelerator.name},{attention} {weights.name} weights,"
        f" {kv.name} KV cache, batch {FIELDS['batch'].show(set_to.batch)},"
        f" {FIELDS['prompt_tokens'].show(set_to.prompt_tokens)} prompt and"
        f" {FIELDS['output_tokens'].show(set_to.output_tokens)} output tokens,"
        f" {show_quantity(set_to.traffic, 'request/s')} at peak,"
        f" {show_quantity(set_to.tokens_per_day, 'token/day')}."
    )


def metric_table(outcome: Outcome) -> str:
    """Return the outcome as a page of Markdown."""
    basis = basis_sentence(outcome.reach, outcome.case.configuration.basis)
    lines = [
        f"**{outcome.case.model.name}: metric table**",
        "",
        system_sentence(outcome),
        basis,
        "",
        "| dimension | metric | value | measured band |",
        "|---|---|--:|---|",
    ]
    for dimension, keys in _ROWS:
        lines += [_row(dimension, outcome, key) for key in keys]
    lines += [
        f"| Quality | score on your benchmark | to be measured | {_quality()} |",
        f"| Plan | load test | before launch | {_plan(outcome)} |",
        f"| Plan | in production | always | {_WATCHED} |",
    ]
    if not outcome.fits:
        lines += ["", f"**Does not fit into memory: {shortage(outcome)} too little.**"]
    return "\n".join(lines) + "\n"


def shortage(outcome: Outcome) -> str:
    """Return how much memory is missing, in words."""
    return show_quantity(-outcome.values["headroom"], "byte")


def _row(dimension: str, outcome: Outcome, key: str) -> str:
    figure = outcome[key]
    label = figure.label[:1].upper() + figure.label[1:]
    return f"| {dimension} | {label} | {_value(outcome, key)} | {figure.span or '–'} |"


def _value(outcome: Outcome, key: str) -> str:
    value = outcome.values.get(key)
    if key == "budget_share" and value is not None:
        budget = show_quantity(outcome.case.configuration.monthly_budget, "USD/month")
        return f"{outcome[key].text} of {budget}"
    return outcome[key].text


def _quality() -> str:
    """Return how many items tell a quality score apart, from the cost model's own statistics."""
    items = evaluate(
        "sample_size_needed",
        {"score": _SCORE, "margin_wanted": _MARGIN, "confidence": _CONFIDENCE},
    )
    return (
        f"{items:,.0f} items bring a score near {_percent(_SCORE)} to ± {_MARGIN * 100:.0f} points"
        f" at {_percent(_CONFIDENCE)} confidence"
    )


def _plan(outcome: Outcome) -> str:
    set_to = outcome.case.configuration
    rate = show_quantity(set_to.traffic, "request/s")
    prompt = FIELDS["prompt_tokens"].show(set_to.prompt_tokens)
    answer = FIELDS["output_tokens"].show(set_to.output_tokens)
    return f"{rate}, {prompt} in and {answer} out, 30 minutes; p99 of TTFT and TPOT"


def _band(low: float, high: float) -> str:
    return _percent(low) if low == high else f"{_percent(low)} to {_percent(high)}"


def _percent(share: float) -> str:
    return f"{show_quantity(share * 100, '1', 2)} %"
