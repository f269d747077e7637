"""Waits until the next order, given a return."""

import numpy as np
import pytest

from perennial.engine.lifetime.mbg_cnbd import MbgCnbd
from perennial.engine.lifetime.next_order import look_ahead_for, waits_given_return

STATE = (
    np.array([0, 1, 4, 40], np.int32),
    np.array([0, 30, 100, 700], np.int32),
    np.array([3, 10, 60, 5], np.int32),
)


def model(k=2):
    return MbgCnbd(
        r=0.9, alpha=20.0, a=0.65, b=2.6, k=k, log_likelihood=0.0, gradient_norm=0.0,
        covariance=np.eye(4) * 0.01, customers=1, identified=True,
    )  # fmt: skip


@pytest.mark.parametrize("k", [1, 3])
def test_waits_without_limit_are_the_models_own(k):
    at = model(k)
    found = waits_given_return(at, *STATE, probabilities=(0.25, 0.5), within=2_000_000)
    exact = [at.next_order_wait(*STATE, probability=p) for p in (0.25, 0.5)]
    assert np.stack(found) == pytest.approx(np.stack(exact), rel=0.08)


def test_waits_split_the_returns_within_the_limit():
    at = model()
    (wait,) = waits_given_return(at, *STATE, probabilities=(0.5,), within=730)
    for row, days in enumerate(np.round(wait).astype(int)):
        state = [column[row : row + 1] for column in STATE]
        half = at.p_order(*state, horizon=max(int(days), 1)) / at.p_order(*state, horizon=730)
        assert half == pytest.approx(0.5, abs=0.05)


def test_waits_rise_with_the_probability_and_stay_within_the_limit():
    early, likely, late = waits_given_return(model(), *STATE, probabilities=(0.1, 0.5, 0.9), within=365)
    assert (early <= likely).all()
    assert (likely <= late).all()
    assert (late <= 365).all()


@pytest.mark.parametrize(("gap", "days"), [(None, 730), (20.0, 730), (548.0, 2192)])
def test_look_ahead_covers_four_gaps(gap, days):
    assert look_ahead_for(gap) == days
