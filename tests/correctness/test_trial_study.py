"""A reduced run of the study of trials (bench/trial_study.py): limits hold the truth, noise seldom works."""

import numpy as np
import pytest
from trial_samples import read_trial

from perennial.simulate.trial import TrialLaw
from perennial.trial.days_gained import gained
from perennial.trial.limits import effect_of
from perennial.trial.reading import orders_effect

RUNS = 40
TRUTHS = {0.0: 0.0, 30.0: 19.0}  # days, of a large simulation


@pytest.mark.parametrize("shift", TRUTHS)
def test_planned_limits_of_days_gained_cover_and_are_not_too_wide(shift) -> None:
    covered, width, oracle = [], [], []
    for seed in range(RUNS):
        before, seen, trial = read_trial(400, TrialLaw(shift=shift), seed=1_000 + seed)
        effect = effect_of(gained(before, seen).contrast, seen.treated)
        covered.append(effect.planned_low <= TRUTHS[shift] <= effect.planned_high)
        width.append(effect.planned_high - effect.planned_low)
        arms = (trial.stay[trial.treated], trial.stay[~trial.treated])
        oracle.append(2 * 1.96 * np.sqrt(sum(arm.var(ddof=1) / len(arm) for arm in arms)))
    assert np.mean(covered) >= 0.87  # 95% less what 40 runs leave open
    assert np.mean(width) <= 1.5 * np.mean(oracle)


def test_weekly_looks_at_no_effect_seldom_say_works() -> None:
    false = 0
    for seed in range(RUNS):
        before, seen, _ = read_trial(400, seed=2_000 + seed)
        looks = (
            orders_effect(before, seen.seen_by(7 * week), seen=week / 26).low > 0 for week in range(1, 27)
        )
        false += any(looks)
    assert false <= 0.08 * RUNS
