"""Laws of what is said of every customer, whatever the model, the correction and the customers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.core.days import NO_DAY
from perennial.engine.backtest.assembly import chances_in_order
from perennial.engine.backtest.blend import count_weights, probability_weights
from perennial.engine.histories import Histories
from perennial.engine.lifetime.leaving_dates import find_leaving_dates
from perennial.engine.lifetime.leaving_dates_curve import LONGEST
from perennial.engine.lifetime.mbg_cnbd import MbgCnbd
from perennial.engine.lifetime.next_order import waits_given_return
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.lifetime.returns_features import SPREAD

positive = st.floats(0.1, 10.0)


@st.composite
def return_models(draw):
    model = MbgCnbd(
        r=draw(positive), alpha=draw(st.floats(1.0, 300.0)), a=draw(positive), b=draw(positive),
        k=draw(st.integers(1, 4)), log_likelihood=0.0, gradient_norm=0.0,
        covariance=0.05 * np.eye(4), customers=1, identified=True,
    )  # fmt: skip
    coefficients = draw(st.lists(st.floats(-1.0, 1.0), min_size=len(SPREAD), max_size=len(SPREAD)))
    return ReturnModel(
        model=model,
        horizon=draw(st.integers(7, 365)),
        within=730,
        coefficients=np.array(coefficients),
        covariance=0.01 * np.diag(SPREAD**2),
        rows=100,
        note=None,
    )


@st.composite
def bases(draw):
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 60), st.integers(0, 900), st.integers(0, 1500)), min_size=1, max_size=8
        )
    )
    x = np.array([row[0] for row in rows], np.int32)
    recency = np.where(x == 0, 0, np.maximum([row[1] for row in rows], x)).astype(np.int32)
    silence = np.array([row[2] for row in rows], np.int32)
    return Histories(
        as_of=20_000, frequency=x, recency=recency, T=recency + silence, sum_log_gap=np.zeros(len(x))
    )


def dates(base, returns):
    return find_leaving_dates(base, returns, draws=4, rng=np.random.default_rng(0))


@settings(max_examples=40, deadline=None)
@given(bases(), return_models())
def test_leaving_dates_come_after_the_last_order_and_the_75_percent_wait(base, returns):
    found = dates(base, returns)
    there = found.churn_date != NO_DAY
    silence = found.churn_date[there].astype(int) - base.last_day[there]
    assert ((silence >= 1) & (silence <= LONGEST)).all()
    assert (silence > found.fixed_75[there]).all()
    assert ((found.return_probability >= 0) & (found.return_probability <= 1)).all()
    assert (found.fixed_median <= found.fixed_75).all()
    assert (found.fixed_75 <= found.fixed_90).all()


@settings(max_examples=30, deadline=None)
@given(bases(), return_models(), st.integers(1, 400))
def test_silence_lowers_the_return_probability_and_moves_no_date(base, returns, days):
    later = Histories(
        as_of=base.as_of + days,
        frequency=base.frequency,
        recency=base.recency,
        T=(base.T + days).astype(np.int32),
        sum_log_gap=base.sum_log_gap,
    )
    now, then = dates(base, returns), dates(later, returns)
    assert (then.return_probability <= now.return_probability + 1e-6).all()
    assert np.array_equal(now.churn_date, then.churn_date)
    assert np.array_equal(now.churn_early, then.churn_early)


@settings(max_examples=30, deadline=None)
@given(bases(), return_models(), st.randoms(use_true_random=False))
def test_the_order_of_customers_does_not_matter(base, returns, shuffle):
    order = np.array(shuffle.sample(range(len(base)), len(base)))
    one, other = dates(base, returns), dates(base.take(order), returns)
    assert np.array_equal(one.churn_date[order], other.churn_date)
    assert np.array_equal(one.churn_late[order], other.churn_late)
    assert np.array_equal(one.offer_from[order], other.offer_from)


@settings(max_examples=30, deadline=None)
@given(bases(), return_models())
def test_next_order_waits_are_in_order(base, returns):
    state = base.frequency, base.recency, base.silence
    waits = np.stack(waits_given_return(returns.model, *state, probabilities=(0.1, 0.5, 0.9)))
    assert (np.diff(waits, axis=0) >= 0).all()
    assert ((waits > 0) & (waits <= 730)).all()


unit = st.floats(0.0, 1.0)


@given(st.lists(st.tuples(unit, unit, unit, unit), min_size=1, max_size=5), st.integers(5, 300))
def test_chances_never_fall_with_the_horizon(rows, horizon):
    table = np.array(rows)
    found = chances_in_order({7: table[:, 0], 14: table[:, 1], 28: table[:, 2]}, table[:, 3], horizon)
    assert (found[7] <= found[14]).all()
    assert (found[14] <= found[28]).all()
    assert (found[28] <= table[:, 3]).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(0, 30), st.integers(0, 2**32 - 1))
def test_weights_are_shares(models, rows, seed):
    rng = np.random.default_rng(seed)
    forecasts, came = rng.gamma(1.0, 2.0, (rows, models)), rng.poisson(1.0, rows)
    for weights in (
        count_weights([forecasts], [came]),
        probability_weights([np.clip(forecasts / 10, 0, 1)], [came > 0]),
    ):
        assert abs(weights.sum() - 1) < 1e-9
        assert ((weights == 0) | (weights >= 0.1)).all()
