"""The choice: made on the past alone, the same with the same seed, and not beaten by what it chose from."""

import numpy as np
import pytest

from perennial.engine.backtest.choose import choose
from perennial.engine.backtest.record import AUTO
from perennial.engine.purchases import PurchaseLog
from perennial.simulate.business import as_log
from perennial.simulate.coin import coin

HORIZONS = (60, 14, 28)


def chosen(log, as_of, **options):
    options = {"horizons": HORIZONS, "return_horizon": 90, "usual_gap": 30.0} | options
    return choose(log, as_of, rng=np.random.default_rng(0), **options)


@pytest.fixture(scope="module")
def log():
    return coin(1200, rng=np.random.default_rng(3), span=500).log


@pytest.fixture(scope="module")
def as_of(log):
    return int(log.day.min()) + 400


@pytest.fixture(scope="module")
def choice(log, as_of):
    return chosen(log, as_of)


def test_choice_does_not_look_past_the_day(log, as_of, choice):
    kept = log.day <= as_of
    before = as_log(log.customer[kept], log.day[kept], log.amount[kept])
    again = chosen(before, as_of)
    assert again == choice


def test_weights_of_each_horizon_sum_to_one(choice):
    assert tuple(choice.plans) == HORIZONS
    for plan in choice.plans.values():
        for weights in (plan.count_weights, plan.p_weights):
            assert sum(weight for _, weight in weights) == pytest.approx(1.0)
    assert choice.record.weights == choice.plans[60].count_weights


def test_rhythm_is_seen_by_the_choice(choice):
    assert dict(choice.record.weights).get("mbg-nbd", 0.0) < 0.5
    assert choice.record.attrition_model == "mbg-cnbd-k"


def test_record_holds_baselines_and_the_blend_is_not_worse(choice):
    rows = choice.record.rows
    assert {"mean-rate", "own-rate", "last-plus-mean-gap", AUTO} <= {row.model for row in rows}
    for horizon in HORIZONS:

        def mean(model, horizon=horizon):
            return np.mean([r.log_score for r in rows if r.model == model and r.horizon_days == horizon])

        assert mean(AUTO) < min(mean("mean-rate"), mean("own-rate"), mean("last-plus-mean-gap"))


def test_record_tells_of_those_said_to_have_left(choice, as_of):
    told = [row for row in choice.record.rows if row.said_left is not None]
    assert told
    for row in told:
        assert row.model == AUTO
        assert row.horizon_days == 90
        assert row.cut + 90 <= as_of
        assert 0 < row.stayed_away <= row.said_left
    assert sum(r.stayed_away for r in told) > 0.7 * sum(r.said_left for r in told)


def test_record_reports_only_whole_windows(choice, as_of):
    assert all(row.cut + row.horizon_days <= as_of for row in choice.record.rows)


def test_one_candidate_is_taken_as_it_is(log, as_of):
    choice = chosen(log, as_of, candidates=("mbg-nbd",))
    assert choice.record.attrition_model == "mbg-nbd"
    plan = choice.plans[60]
    assert plan.count_weights == plan.p_weights == (("mbg-nbd", 1.0),)
    assert (plan.level, plan.shift.level, plan.shift.slope) == (1.0, 0.0, 1.0)


def test_a_sample_is_said(log, as_of, choice):
    assert choice.record.sampled is None
    assert chosen(log.take(np.arange(300)), as_of, customers=1200).record.sampled == 300


def test_a_log_of_a_month_has_no_record_but_an_answer():
    log = PurchaseLog(
        offsets=np.arange(0, 41, 2), day=np.tile([20_000, 20_020], 20).astype(np.int32), amount=np.ones(40)
    )
    choice = chosen(log, 20_030)
    assert choice.record.rows == ()
    assert choice.record.attrition_model == "mbg-cnbd-k"
    assert choice.plans[14].p_weights[0] == ("mbg-cnbd-k", 1.0)
