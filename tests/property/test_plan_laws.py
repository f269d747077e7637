from collections import Counter
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.core.days import NO_DAY
from perennial.engine.forecast import CustomerForecast
from perennial.engine.histories import Histories
from perennial.engine.lifetime.offer_window import offer_window
from perennial.plan.capacity import fit
from perennial.plan.settings import PlanSettings
from perennial.plan.week import week_plan

AS_OF = 20_000


def customers(count, seed):
    """Customers in every state that a log can leave them in."""
    rng = np.random.default_rng(seed)
    frequency = rng.integers(0, 8, count).astype(np.int32)
    recency = np.where(frequency > 0, frequency * rng.integers(1, 60, count), 0).astype(np.int32)
    silence = rng.integers(0, 200, count).astype(np.int32)
    histories = Histories(
        as_of=AS_OF, frequency=frequency, recency=recency, T=recency + silence, sum_log_gap=np.zeros(count)
    )
    median = rng.uniform(2, 90, count)
    churn = histories.last_day + (median * rng.uniform(1.2, 4, count)).astype(np.int32) + 1
    churn = np.where(rng.random(count) < 0.2, NO_DAY, churn).astype(np.int32)
    begin, until = offer_window(churn, histories.last_day, median, median, AS_OF)
    r, zero = rng.uniform(0, 1, count), np.zeros(count)
    early = (AS_OF + rng.integers(1, 30, count)).astype(np.int32)
    forecast = CustomerForecast(
        p_alive=zero,
        return_probability=r,
        next_order_early=early,
        next_order_likely=early,
        next_order_late=early,
        churn_date=churn,
        churn_early=churn,
        churn_late=churn,
        return_at_churn=np.where(churn == NO_DAY, np.nan, r / 2),
        offer_from=begin,
        offer_until=until,
        fixed_median=median,
        fixed_75=median * 1.5,
        fixed_90=median * 2,
        expected_orders={},
        p_order={},
        stage=np.zeros(count, dtype=np.int32),
        value_at_risk=rng.gamma(1, 100, count),
    )
    return forecast, histories


weeks = st.builds(
    PlanSettings,
    week_of=st.integers(AS_OF - 3, AS_OF + 10),
    return_horizon=st.just(90),
    capacity=st.integers(0, 12),
    worked=st.frozensets(st.integers(0, 6)),
    usual_gap=st.sampled_from([None, 30.0, 400.0]),
    second_wait=st.sampled_from([None, 25.0]),
    small_base=st.booleans(),
    leaving_start=st.just(60.0),
    leaving_peak=st.sampled_from([None, (50, 90)]),
)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(0, 1000), weeks)
def test_a_plan_never_exceeds_its_capacity_and_touches_each_customer_once(count, seed, week):
    plan = week_plan(*customers(count, seed), week)
    assert all(touches <= week.capacity for touches in Counter(touch.day for touch in plan.touches).values())
    assert len({touch.customer for touch in plan.touches}) == len(plan.touches)
    assert plan.left_out >= 0


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.integers(0, 1000), weeks)
def test_touches_fall_on_worked_days_to_come_and_offers_in_their_window(count, seed, week):
    forecast, histories = customers(count, seed)
    for touch in week_plan(forecast, histories, week).touches:
        assert week.week_of <= touch.day < week.week_of + 7
        assert touch.day > AS_OF
        assert (touch.day + 3) % 7 in week.worked
        if touch.play == "offer":
            assert touch.offer_from <= touch.day <= touch.offer_until < touch.churn_date
        if touch.play == "return":
            assert touch.churn_date <= touch.day
        elif touch.churn_date != NO_DAY and touch.play != "thank":
            assert touch.day < touch.churn_date


@settings(max_examples=25, deadline=None)
@given(st.integers(150, 300), st.integers(0, 1000), st.integers(0, 1000), weeks)
def test_the_order_of_customers_does_not_matter(count, seed, shuffle, week):
    forecast, histories = customers(count, seed)
    order = np.random.default_rng(shuffle).permutation(count)
    mixed = CustomerForecast(
        **{
            name: value if isinstance(value, dict) else value[order]
            for name, value in ((name, getattr(forecast, name)) for name in CustomerForecast.__slots__)
        }
    )
    first = week_plan(forecast, histories, week)
    second = week_plan(mixed, histories.take(order), week)
    assert first.left_out == second.left_out
    assert len(first.touches) == len(second.touches)
    if week.usual_gap != 400.0 and not week.small_base and count >= 200:
        assert [touch.customer for touch in first.touches] == [int(order[t.customer]) for t in second.touches]


def best_total(spans, gains, days, capacity):
    """Try every way of giving each candidate a day or none."""
    best = 0.0
    for places in product(range(-1, days), repeat=len(spans)):
        inside = all(
            place < 0 or low <= place <= high for place, (low, high) in zip(places, spans, strict=True)
        )
        if inside and all(places.count(day) <= capacity for day in range(days)):
            best = max(best, sum(gain for gain, place in zip(gains, places, strict=True) if place >= 0))
    return best


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 50)), min_size=1, max_size=6),
    st.integers(1, 2),
)
def test_taking_the_best_first_reaches_the_best_total_of_all(candidates, capacity):
    spans = [(min(first, last), max(first, last)) for first, last, _ in candidates]
    gains = [float(gain) for *_, gain in candidates]
    first, last = np.array(spans).T
    chosen, day = fit(np.arange(len(spans)), first, last, np.array(gains), days=3, capacity=capacity)
    assert (day >= first[chosen]).all()
    assert (day <= last[chosen]).all()
    assert np.isclose(np.array(gains)[chosen].sum(), best_total(spans, gains, 3, capacity))
