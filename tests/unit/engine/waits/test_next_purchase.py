from datetime import date

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.by_month import month_horizon
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.horizon import default_horizon, month_start
from perennial.engine.waits.next_purchase import next_purchase

START = day_of(date(2023, 1, 1))
END = day_of(date(2024, 12, 31))
SLOWER_SINCE = day_of(date(2024, 3, 1))


def steady(customers, rng, *, gap=20, later=0.0):
    """Buyers about every `gap` days, and `later` days more from March 2024 on; nobody leaves."""
    histories = []
    for _ in range(customers):
        day, bought = START + int(rng.integers(0, gap)), []
        while day <= END:
            bought.append(day)
            mean = gap + (later if day >= SLOWER_SINCE else 0)
            day += max(1, int(rng.normal(mean, gap / 5)))
        histories.append(bought)
    offsets = np.concatenate([[0], np.cumsum([len(bought) for bought in histories])])
    day = np.concatenate(histories).astype(np.int32)
    return PurchaseLog(offsets=offsets, day=day, amount=np.full(len(day), np.nan))


def said_of(log, *, horizon=None, as_of=END, products=()):
    return next_purchase(
        gap_table_of(log, as_of),
        gap_table_of(log, as_of, "month"),
        products,
        horizon=horizon,
        rng=np.random.default_rng(0),
    )


def kept(log, rows):
    offsets = np.concatenate([[0], np.cumsum(np.bincount(log.customer, rows))]).astype(int)
    return PurchaseLog(offsets=offsets, day=log.day[rows], amount=log.amount[rows])


@pytest.fixture(scope="module")
def log():
    return steady(80, np.random.default_rng(1))


def test_next_purchase_of_steady_buyers(log):
    said = said_of(log, horizon=60)
    assert said.horizon_days == 60
    assert said.purchases == len(log.day)
    assert said.share_returning.value == pytest.approx(1)
    assert said.mean_wait_days.low < 19.6 < said.mean_wait_days.high
    assert said.median_wait_days.value == said.usual_gap_days == pytest.approx(20, abs=1)
    assert said.naive_mean_days == pytest.approx(19.5, abs=0.5)


def test_next_purchase_curve_rises_from_nothing_to_the_share_within_its_band(log):
    said = said_of(log, horizon=60)
    day, share, low, high = np.array(said.curve.points).T
    assert said.curve.points[0] == (0, 0.0, 0.0, 0.0)
    assert day[-1] == 60
    assert share[-1] == said.share_returning.value
    assert (np.diff(share) >= 0).all()
    assert (low <= share).all()
    assert (share <= high).all()


def test_next_purchase_leaves_months_without_follow_up_blank(log):
    said = said_of(log)
    assert said.month_horizon_days == 30
    known = {month.month: month.share_returning.known for month in said.by_month}
    assert list(known) == [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
    assert [month for month, is_known in known.items() if not is_known] == ["2024-12"]


def test_next_purchase_warns_when_customers_return_later():
    said = said_of(steady(80, np.random.default_rng(2), later=5))
    warning = said.warnings[0]
    assert warning.text.startswith("Customers now return {later:days} later than a year ago")
    assert 0 < warning.facts["low"] < warning.facts["later"] < warning.facts["high"] < 6
    assert (warning.facts["first"], warning.facts["last"]) == ("2024-09", "2024-11")


def test_next_purchase_is_silent_when_nothing_changed(log):
    assert said_of(log).warnings == ()


def test_next_purchase_is_silent_without_the_same_months_a_year_before():
    log = steady(80, np.random.default_rng(2), later=6)
    assert said_of(kept(log, log.day >= START + 300)).warnings == ()


def test_next_purchase_warns_when_fewer_return():
    log = steady(300, np.random.default_rng(3))
    stay = (log.day < day_of(date(2024, 10, 15))) | (log.customer % 2 == 0)
    said = said_of(kept(log, stay))
    fewer = [warning for warning in said.warnings if warning.text.startswith("Fewer customers return")]
    assert len(fewer) == 1
    assert fewer[0].facts["now"] < fewer[0].facts["before"]


def test_next_purchase_within_a_horizon_longer_than_the_log_says_so(log):
    said = said_of(log, horizon=365, as_of=START + 100)
    assert said.horizon_days == 70
    assert said.warnings[-1].facts == {"within": 70, "wanted": 365}


def test_next_purchase_by_product(log):
    half = log.take(np.arange(40))
    said = said_of(log, horizon=60, products=[("tea", 40, gap_table_of(half, END))])
    (tea,) = said.by_product
    assert (tea.name, tea.customers, tea.purchases) == ("tea", 40, len(half.day))
    assert tea.median_wait_days.value == pytest.approx(20, abs=1)


def test_next_purchase_counts_each_customer_once():
    daily, once = list(range(START, START + 300)), [START]
    log = PurchaseLog(
        offsets=np.array([0, 300, 301, 302]),
        day=np.array(daily + once + once, dtype=np.int32),
        amount=np.zeros(302),
    )
    said = said_of(log, horizon=30)
    assert said.share_returning.value == pytest.approx(299 / 302)
    assert said.customers_share_returning.value == pytest.approx(299 / 300 / 3)


def test_next_purchase_of_one_time_buyers():
    log = PurchaseLog(offsets=np.arange(31), day=np.full(30, START, dtype=np.int32), amount=np.zeros(30))
    said = said_of(log)
    assert said.share_returning.value == 0
    assert said.share_returning.high > 0.05
    assert said.naive_mean_days is said.usual_gap_days is said.mean_wait_days.value is None


def test_next_purchase_of_a_first_day_does_not_fail():
    log = PurchaseLog(offsets=np.array([0, 1]), day=np.array([START], dtype=np.int32), amount=np.zeros(1))
    said = said_of(log, as_of=START)
    assert said.horizon_days == 1
    assert not said.share_returning.known


@pytest.mark.parametrize(("days", "expected"), [(20, 14), (41, 28), (100, 60), (5, 4), (2000, 730)])
def test_default_horizon_of_even_starts(days, expected):
    start = np.arange(days, dtype=np.int32) + START
    log = PurchaseLog(offsets=np.arange(days + 1), day=start, amount=np.zeros(days))
    assert default_horizon(gap_table_of(log, START + days, "month")) == expected


def test_month_start_counts_over_the_turn_of_the_year():
    assert month_start(12 * 2024 - 1) == day_of(date(2023, 12, 1))
    assert month_start(12 * 2024) == day_of(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("gap", "horizon", "expected"),
    [
        pytest.param(3, 60, 7, id="a_week_for_groceries"),
        pytest.param(15, 60, 21, id="three_weeks"),
        pytest.param(40, 90, 60, id="whole_months"),
        pytest.param(80, 90, 90, id="at_most_the_horizon"),
    ],
)
def test_month_horizon_lets_most_returns_come(gap, horizon, expected):
    log = steady(30, np.random.default_rng(0), gap=gap)
    assert month_horizon(gap_table_of(log, END, "month"), horizon=horizon) == expected
