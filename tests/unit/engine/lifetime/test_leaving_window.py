"""The leaving window against known truth."""

import numpy as np
import pytest

from perennial.engine.histories import Histories
from perennial.engine.lifetime.leaving_window import leaving_window
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.lifetime.tenure import fit
from perennial.engine.purchases import histories_at
from perennial.simulate.leaving import hazard_leaving, lognormal_leaving
from perennial.simulate.renewal import renewal

LOGNORMAL = lognormal_leaving(median=135.0, sigma=0.261)
TRUTH = np.array([113.2, 135.0, 161.0])


def window_of(histories: Histories) -> LeavingWindow:
    rng = np.random.default_rng(0)
    return leaving_window(fit(histories, regularity=2, rng=rng), rng=rng)


def simulated(customers: int, seed: int, **setting: float) -> Histories:
    business = renewal(
        customers,
        gap=30.0,
        regularity=2,
        leaving=LOGNORMAL,
        span=int(setting.pop("span", 700)),
        rng=np.random.default_rng(seed),
        **setting,
    )
    return histories_at(business.log, business.last_day)[0]


def days_of(window: LeavingWindow) -> np.ndarray:
    return np.array([window.start_days.value, window.middle_days.value, window.end_days.value], float)


@pytest.mark.parametrize("setting", [{}, {"one_time_share": 0.5}, {"span": 365}])
def test_quartiles_are_found(setting: dict[str, float]) -> None:
    days = np.median([days_of(window_of(simulated(2_000, seed, **setting))) for seed in range(3)], axis=0)
    assert days == pytest.approx(TRUTH, rel=0.05)


def test_limits_hold_the_truth_and_widen_with_fewer_customers() -> None:
    large, little = window_of(simulated(4_000, 7)), window_of(simulated(300, 7))
    for window in (large, little):
        middle = window.middle_days
        assert middle.low < TRUTH[1] < middle.high
    assert little.middle_days.high - little.middle_days.low > large.middle_days.high - large.middle_days.low
    assert days_of(little) == pytest.approx(TRUTH, rel=0.2)


def test_those_who_never_leave_are_said_not_to() -> None:
    window = window_of(simulated(2_000, 1, never_share=0.4))
    assert window.end_days.value is None
    assert window.left_by_share.low < 0.6 < window.left_by_share.high
    assert window.left_by_day > 500


def test_one_time_buyers_stand_apart() -> None:
    window = window_of(simulated(2_000, 2, one_time_share=0.5))
    assert window.never_return_share.low < 0.5 < window.never_return_share.high


def test_rate_tied_to_leaving_bends_the_answer_little() -> None:
    days = days_of(window_of(simulated(2_000, 3, correlation=0.5)))
    assert days == pytest.approx(TRUTH, rel=0.1)


def test_curve_falls_from_one_within_its_limits() -> None:
    window = window_of(simulated(500, 4))
    days, still, low, high = np.array(window.curve).T
    assert days[0] == 0
    assert days[-1] == window.left_by_day
    assert still[0] == 1
    assert (np.diff(still) <= 0).all()
    assert ((low <= still) & (still <= high)).all()


def test_a_peak_is_found_where_there_is_one_and_not_where_there_is_none() -> None:
    window = window_of(simulated(2_000, 5))
    assert window.peak is not None
    assert window.peak[0] < 140
    flat = renewal(
        3_000,
        gap=30.0,
        regularity=2,
        leaving=hazard_leaving([0.0], [1 / 200]),
        span=700,
        rng=np.random.default_rng(6),
    )
    assert window_of(histories_at(flat.log, flat.last_day)[0]).peak is None


def test_a_rise_that_the_log_cuts_off_is_no_peak() -> None:
    rising = renewal(
        3_000,
        gap=30.0,
        regularity=2,
        leaving=hazard_leaving([0.0, 150.0], [0.0005, 0.006]),
        span=365,
        rng=np.random.default_rng(6),
    )
    assert window_of(histories_at(rising.log, rising.last_day)[0]).peak is None


@pytest.mark.parametrize("count", [1, 2, 10, 40])
def test_few_customers_give_an_answer_and_a_warning(count: int) -> None:
    window = window_of(simulated(count, 8))
    assert window.warnings
    known = window.middle_days
    if known.known and known.high is not None:
        assert known.high - known.low > 20


def test_nobody_came_back() -> None:
    histories = simulated(500, 9, one_time_share=1.0)
    window = window_of(histories)
    assert not window.middle_days.known
    assert [str(warning) for warning in window.warnings] == [
        "Nobody has bought twice yet, so it cannot be told when customers start to leave."
    ]


def test_a_sample_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perennial.engine.lifetime.tenure._MOST", 500)
    window = window_of(simulated(800, 10))
    assert window.sampled == 500
    assert "500 drawn by lot" in str(window.warnings[0])
