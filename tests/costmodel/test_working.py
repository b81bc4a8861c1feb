"""The worked solution, in Markdown and as data."""

import json

from trainer.costmodel.solve import solve
from trainer.costmodel.working import as_data, as_markdown, numbers_put_in

SPEND = {"cost_per_token": 0.0012, "tokens_per_day": 5e6}


def test_a_worked_solution_reads_from_givens_to_result():
    text = as_markdown(solve("monthly_spend", SPEND))
    assert text.startswith("**Monthly spend: $180,000 per month**\n\nGiven:\n")
    assert "- cost per token `p_token` = $0.0012 per token\n" in text
    assert "Assumed:\n- days per month `d_month` = 30 days/month\n" in text
    first = "1. Daily spend: `S_day = p_token × V_day` = $0.0012 per token × 5 M tokens/day = "
    assert first + "**$6,000 per day** (definition)\n" in text
    assert text.endswith("say which one is used; definition)\n")


def test_a_given_answer_has_no_steps():
    assert as_markdown(solve("monthly_spend", {"monthly_spend": 5})) == (
        "**Monthly spend: $5 per month**\n\nGiven:\n- monthly spend `S_month` = $5 per month\n"
    )


def test_inverses_and_searches_are_shown_as_they_were_used(serving):
    inverse = solve("cost_per_token", {"daily_spend": 6000, "tokens_per_day": 5e6}).steps[-1]
    assert inverse.formula == "p_token = S_day / V_day"
    assert numbers_put_in(inverse) == "$6,000 per day / 5 M tokens/day"
    prompt = solve("prompt_tokens", {"prefill_flops": 1e14, "active_parameters": 7e10, **ATTENTION})
    assert prompt.steps[-1].formula.startswith("S such that 2 × P_act × S + a × c_S × S² = F_pre")
    assert numbers_put_in(prompt.steps[-1]) == ""
    serving = {name: value for name, value in serving.items() if name != "gpus"}
    sought = solve("gpus", {**serving, "request_latency": 2.0})
    assert numbers_put_in(sought.steps[-1]) == ""
    assert "`n such that t_req = 2 s` = **" in as_markdown(sought)
    assert "*Roofline: hardware at its limit, of which" in as_markdown(sought)


ATTENTION = {"layers": 80, "heads": 64, "head_dim": 128}


def test_data_is_json_with_every_step():
    data = as_data(solve("monthly_spend", SPEND))
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert (data["term"], data["unit"]) == ("monthly_spend", "USD/month")
    assert data["value"] == 180_000, "without what binary arithmetic leaves of 0.0012 × 5,000,000"
    assert [step["term"] for step in data["steps"]] == ["daily_spend", "monthly_spend"]
    assert data["steps"][0]["filled"] == "$0.0012 per token × 5 M tokens/day"
    assert data["assumptions"][0]["value"] == 30
    assert {"givens", "notes"} <= set(data)


def test_whole_numbers_stay_whole_in_data():
    assert as_data(solve("tokens_per_year", {"tokens_per_day": 2}))["value"] == 730
