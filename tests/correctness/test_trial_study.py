"""A reduced run of the study of trials (bench/trial_study.py): limits hold the truth, noise seldom works."""

import numpy as np
import pytest
from trial_samples import read_trial, true_model

from perennial.simulate.trial import TrialLaw, simulate_trial
from perennial.trial.before import before_of
from perennial.trial.days_gained import gained
from perennial.trial.limits import WIDENING, effect_of
from perennial.trial.reading import orders_effect
from perennial.trial.size import needed_customers, unexplained

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


def test_the_size_named_suffices_in_four_trials_of_five() -> None:
    """A reduced run of bench/trial_power.py."""
    law = TrialLaw(shift=60.0, horizon=120)
    whole = simulate_trial(20_000, law, np.random.default_rng(5))
    pace, seen = before_of(true_model(law), whole.histories, horizon=120).pace, whole.seen
    control = seen.purchases[~seen.treated]
    needed = needed_customers(
        deviation=unexplained(pace[~seen.treated], control),
        smallest_effect=float(seen.purchases[seen.treated].mean() - control.mean()),
        held_out=law.held_out,
        widening=WIDENING,
    )
    works = 0
    for seed in range(RUNS):
        before, trial, _ = read_trial(needed.customers, law, seed=3_000 + seed)
        works += orders_effect(before, trial).low > 0
    assert works >= 0.7 * RUNS  # four in five, less what 40 runs leave open
