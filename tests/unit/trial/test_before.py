from dataclasses import replace

import numpy as np
import pytest
from trial_samples import true_model

from perennial.engine.lifetime import mbg_cnbd
from perennial.simulate.trial import TrialLaw, history_before, simulate_trial
from perennial.trial.before import before_of
from perennial.trial.prospects import prospects_of


def test_the_tenure_model_lets_old_customers_leave_sooner() -> None:
    trial = simulate_trial(500, TrialLaw(), np.random.default_rng(1))
    before = before_of(true_model(TrialLaw()), trial.histories, horizon=270)
    assert before.ahead.shape == (500, 9)
    assert np.corrcoef(before.age, before.ahead.sum(axis=1))[0, 1] > 0.8
    assert before.gone.mean() == pytest.approx((trial.stay_control == 0).mean(), abs=0.04)
    assert before.pace.mean() == pytest.approx(1 / 21, rel=0.2)


def test_a_model_that_does_not_know_when_expects_all_to_leave_alike() -> None:
    rng = np.random.default_rng(1)
    model = mbg_cnbd.fit(history_before(400, TrialLaw(), rng), regularity=2, rng=rng)
    trial = simulate_trial(100, TrialLaw(), rng)
    before = before_of(model, trial.histories, horizon=270)
    assert (before.ahead == 1).all()
    assert [len(group.who) for group in prospects_of(before.ahead)] == [100]


def test_groups_of_like_prospects_hold_everybody_once() -> None:
    ahead = np.random.default_rng(1).gamma(2.0, 0.002, (503, 9))
    groups = prospects_of(ahead)
    assert np.sort(np.concatenate([group.who for group in groups])).tolist() == list(range(503))
    assert max(len(group.who) for group in groups) <= 102
    assert np.diff([group.worse for group in groups]).min() > 0


def test_a_shorter_horizon_keeps_the_hazards_of_its_days() -> None:
    trial = simulate_trial(50, TrialLaw(), np.random.default_rng(1))
    before = before_of(true_model(TrialLaw()), trial.histories, horizon=270)
    assert before.over(1.0).ahead == pytest.approx(before.ahead)
    short = before.over(1 / 3).ahead
    assert short[:, :3] == pytest.approx(np.repeat(before.ahead[:, :1], 3, axis=1))
    assert short.mean(axis=1) == pytest.approx(before.ahead[:, :3].mean(axis=1))


def test_a_model_in_which_nobody_leaves_expects_all_to_leave_alike() -> None:
    trial = simulate_trial(50, TrialLaw(), np.random.default_rng(1))
    model = true_model(TrialLaw())
    staying = replace(model, hazards=np.zeros_like(model.hazards))
    assert (before_of(staying, trial.histories, horizon=270).ahead == 1).all()
