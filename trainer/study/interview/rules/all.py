"""Every rule of the challenger."""

from __future__ import annotations

from trainer.study.interview.room import Rule
from trainer.study.interview.rules.contradiction import contradiction
from trainer.study.interview.rules.growth import (
    context_doubles,
    cost_at_ten_times,
    traffic_triples,
)
from trainer.study.interview.rules.money import envelope, off_market
from trainer.study.interview.rules.physics import absurd, below_floor
from trainer.study.interview.rules.quality import misfit
from trainer.study.interview.rules.silence import missing_plan, missing_volume, silence, vague
from trainer.study.interview.rules.words import missing_benchmark, missing_percentile

RULES: tuple[Rule, ...] = (
    off_market,
    envelope,
    below_floor,
    absurd,
    contradiction,
    silence,
    vague,
    misfit,
    missing_percentile,
    missing_volume,
    missing_plan,
    missing_benchmark,
    cost_at_ten_times,
    traffic_triples,
    context_doubles,
)
