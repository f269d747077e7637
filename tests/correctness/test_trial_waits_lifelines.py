"""Restricted mean waits agree with lifelines, and their limits with a bootstrap over customers."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from trial_samples import read_trial

from perennial.trial.next_order import waited, waits_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lifelines import KaplanMeierFitter
    from lifelines.utils import restricted_mean_survival_time


def trial():
    """A trial whose customers were followed for 60 to 270 days."""
    _, seen, _ = read_trial(1_500, seed=7)
    until = np.random.default_rng(7).integers(60, 271, 1_500)
    kept = seen.day <= until[seen.customer]
    return replace(
        seen, until=until, customer=seen.customer[kept], day=seen.day[kept], orders=seen.orders[kept]
    )


SEEN = trial()


@pytest.mark.parametrize("arm", [SEEN.treated, ~SEEN.treated], ids=["treatment", "control"])
def test_restricted_mean_is_that_of_lifelines(arm) -> None:
    came = SEEN.first[arm] <= SEEN.until[arm]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        curve = KaplanMeierFitter().fit(np.where(came, SEEN.first[arm], SEEN.until[arm]), came)
        theirs = restricted_mean_survival_time(curve, t=SEEN.horizon)
    ours = waits_of(SEEN, arm)
    assert ours.mean_days == pytest.approx(theirs, rel=0.01)
    assert ours.returned_share == pytest.approx(1.0 - curve.predict(SEEN.horizon), abs=1e-9)


def test_variance_of_the_difference_is_that_of_a_bootstrap_over_customers() -> None:
    rng = np.random.default_rng(1)
    drawn = [_resampled(rng) for _ in range(400)]
    error = float(np.sqrt(np.square(waited(SEEN).influence).sum()))
    assert error == pytest.approx(np.std(drawn), rel=0.12)


def _resampled(rng):
    # Each customer once with their first order, as often as drawn.
    who = rng.integers(0, len(SEEN), len(SEEN))
    first = SEEN.first[who]
    came = np.flatnonzero(first <= SEEN.until[who])
    drawn = replace(
        SEEN,
        treated=SEEN.treated[who],
        until=SEEN.until[who],
        customer=came,
        day=first[came],
        orders=np.ones(len(came)),
    )
    return waited(drawn).value
