"""The shift of log-odds: the data's where there are many, none where there are none."""

import numpy as np
import pytest
from scipy.special import expit

from perennial.engine.lifetime.returns_logistic import fit_shift


def rows(count, rng):
    columns = np.stack([np.ones(count), rng.standard_normal(count)], axis=1)
    offset = rng.standard_normal(count)
    happened = rng.random(count) < expit(offset + columns @ np.array([0.4, -0.8]))
    return columns, offset, happened, np.arange(count)


def test_shift_finds_the_truth_on_many_rows():
    found = fit_shift(*rows(40_000, np.random.default_rng(0)), spread=np.array([1.0, 1.0]))
    assert found.coefficients == pytest.approx([0.4, -0.8], abs=0.05)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx([0.013, 0.013], abs=0.005)


def test_shift_stays_at_nothing_on_no_rows():
    columns, offset, happened, customer = rows(1, np.random.default_rng(0))
    found = fit_shift(columns[:0], offset[:0], happened[:0], customer[:0], spread=np.array([0.5, 0.2]))
    assert (found.coefficients == 0).all()
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx([1.5, 0.6])  # DOUBT times the spread


def test_shift_is_finite_when_all_happened():
    columns, offset, _, customer = rows(500, np.random.default_rng(1))
    found = fit_shift(columns, offset, np.ones(500, bool), customer, spread=np.array([1.0, 1.0]))
    assert 1.0 < found.coefficients[0] < 8.0


def test_shift_is_surer_of_many_customers_than_of_one_seen_often():
    columns, offset, happened, customer = rows(2_000, np.random.default_rng(2))
    spread = np.array([1.0, 1.0])
    many = fit_shift(columns, offset, happened, customer, spread=spread)
    tiled = [np.concatenate([part, part, part]) for part in (columns, offset, happened, customer)]
    again = fit_shift(*tiled, spread=spread)
    assert again.covariance[0, 0] == pytest.approx(many.covariance[0, 0], rel=0.05)
