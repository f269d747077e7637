"""Trials for tests: hand-made ones, and simulated ones with the model that is true of them."""

import numpy as np
from scipy.special import ndtr

from perennial.engine.lifetime.tenure import Tenure
from perennial.simulate.trial import TrialLaw, simulate_trial
from perennial.trial.before import before_of
from perennial.trial.followed import Followed


def followed(treated, purchases, *, horizon, until=None, amounts=False):
    """Make the followed customers from one tuple of purchase days a customer."""
    customer = np.repeat(np.arange(len(purchases)), [len(days) for days in purchases])
    day = np.array([one for days in purchases for one in days], dtype=np.int64)
    return Followed(
        treated=np.array(treated, dtype=bool),
        until=np.full(len(purchases), horizon) if until is None else np.array(until),
        customer=customer,
        day=day,
        orders=np.ones(len(day)),
        amount=10.0 * np.ones(len(day)) if amounts else None,
        horizon=horizon,
    )


def true_model(law):
    """Give the tenure model that holds for the simulated customers."""
    edges = np.arange(0, 1501, 20, dtype=np.int32)
    later = np.log(np.maximum(edges, 1e-9) / law.leaving_median) / law.leaving_sigma
    passed = -np.log(np.maximum(ndtr(-later), 1e-12))
    return Tenure(
        r=law.heterogeneity,
        alpha=law.heterogeneity * law.gap / law.regularity,
        q0=1e-6,
        k=law.regularity,
        edges=edges,
        hazards=np.maximum(np.diff(passed) / 20.0, 1e-9),
        at_risk=np.full(1501, 1e6),
        unit=1,
        log_likelihood=0.0,
        gradient_norm=0.0,
        covariance=np.eye(3 + len(edges) - 1),
        customers=1,
        sampled=1,
        identified=True,
    )


def read_trial(customers, law=None, seed=1):
    """Simulate a trial; what was known before, what was seen since, and the trial with its truth."""
    law = law or TrialLaw()
    trial = simulate_trial(customers, law, np.random.default_rng(seed))
    before = before_of(true_model(law), trial.histories, horizon=law.horizon)
    return before, trial.seen, trial
