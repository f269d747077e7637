"""Published and independently measured numbers on CDNOW: 2,357 customers, calibration to 1997-09-30."""

import warnings
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.engine.histories import Histories
from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.engine.lifetime.spend import fit_spend
from perennial.engine.purchases import PurchaseLog, count_between, histories_at
from perennial.simulate.business import as_log

CUT, END = day_of(date(1997, 9, 30)), day_of(date(1998, 6, 30))


def cdnow() -> PurchaseLog:
    found = find_spec("lifetimes")
    assert found is not None
    assert found.origin is not None
    text = (Path(found.origin).parent / "datasets" / "CDNOW_sample.txt").read_text()
    rows = [line.split() for line in text.splitlines() if line.strip()]
    days = [day_of(date(int(day[:4]), int(day[4:6]), int(day[6:]))) for _, _, day, _, _ in rows]
    customers, amounts = [int(row[1]) for row in rows], [float(row[4]) for row in rows]
    return as_log(np.array(customers), np.array(days), np.array(amounts))


@pytest.fixture(scope="module")
def log() -> PurchaseLog:
    return cdnow()


@pytest.fixture(scope="module")
def histories(log: PurchaseLog) -> Histories:
    return histories_at(log, CUT)[0]


@pytest.fixture(scope="module")
def lifetimes() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import lifetimes
    return lifetimes


def test_log_likelihood_of_mbg_nbd(histories: Histories) -> None:
    model = fit(histories, rng=np.random.default_rng(0))
    assert len(histories) == 2_357
    assert model.k == 1
    in_weeks = model.log_likelihood + float(histories.frequency.sum()) * np.log(7)
    assert in_weeks == pytest.approx(-9_582.1, abs=0.05)
    assert in_weeks / 2_357 == pytest.approx(-4.06539, abs=5e-6)
    assert model.gradient_norm < 1e-9


def test_parameters_and_counts_of_an_independent_fit(histories: Histories, lifetimes: ModuleType) -> None:
    x, recency, age = histories.frequency, histories.recency / 7, histories.T / 7
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = lifetimes.ModifiedBetaGeoFitter().fit(x, recency, age, tol=1e-7)
        peer_counts = peer.conditional_expected_number_of_purchases_up_to_time(39, x, recency, age)
    model = fit(histories, regularity=1, rng=np.random.default_rng(0))
    ours = [model.r, model.alpha / 7, model.a, model.b]
    assert ours == pytest.approx([float(peer.params_[name]) for name in ("r", "alpha", "a", "b")], rel=1e-4)
    counts = model.expected_orders(x, histories.recency, histories.silence, horizon=39 * 7)
    assert counts == pytest.approx(np.asarray(peer_counts), rel=1e-4, abs=1e-5)


def test_error_of_counts_over_39_weeks(log: PurchaseLog, histories: Histories) -> None:
    model = fit(histories, rng=np.random.default_rng(0))
    counts = model.expected_orders(
        histories.frequency, histories.recency, histories.silence, horizon=END - CUT
    )
    came = count_between(log, CUT, END)
    assert came.sum() == 1_882
    assert np.abs(counts - came).mean() == pytest.approx(0.765, abs=0.001)
    assert np.sqrt(((counts - came) ** 2).mean()) == pytest.approx(1.607, abs=0.002)
    assert counts.sum() / came.sum() - 1 == pytest.approx(-0.162, abs=0.002)


def test_gamma_gamma_of_an_independent_fit(log: PurchaseLog, lifetimes: ModuleType) -> None:
    first = log.offsets[:-1]
    x = (np.diff(log.offsets) - 1).astype(np.int32)
    mean = np.where(
        x > 0, (np.add.reduceat(log.amount, first) - log.amount[first]) / np.maximum(x, 1), np.nan
    )
    use = (x > 0) & (mean > 0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = lifetimes.GammaGammaFitter().fit(x[use], mean[use], tol=1e-7)
        expected = peer.conditional_expected_average_profit(x[use], mean[use])
    model = fit_spend(x, mean)
    assert [model.p, model.q, model.gamma] == pytest.approx(
        [float(peer.params_[name]) for name in ("p", "q", "v")], rel=1e-4
    )
    assert model.expected(x, mean)[use] == pytest.approx(np.asarray(expected), rel=1e-4)
    assert model.customers == use.sum()
