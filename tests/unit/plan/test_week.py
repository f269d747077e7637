import numpy as np
import pytest

from perennial.plan.settings import PlanSettings
from perennial.plan.week import week_plan

LEAVING = {"last": -60, "churn": 12}
LEFT = {"last": -100, "churn": -5, "r": 0.2}
DUE = {"last": -20, "early": 2}
ONCE = {"purchases": 1, "first": -20, "last": -20}


@pytest.fixture
def plan(customers, as_of):
    def made(*differences, of=200, spend=None, week_of=None, **settings):
        crowd = [{"value": 0.0}] * (of - len(differences))
        forecast, histories = customers(*differences, *crowd)
        week_of = as_of + 1 if week_of is None else week_of
        settings = PlanSettings(week_of=week_of, return_horizon=90, **settings)
        return week_plan(forecast, histories, settings, spend_per_order=spend)

    return made


def plays(plan):
    return [(touch.customer, touch.play) for touch in plan.touches]


def test_week_plan_gives_each_customer_the_play_of_the_moment(plan):
    made = plan(LEAVING, LEFT, DUE, ONCE, second_wait=25.0)
    assert sorted(plays(made)) == [(0, "offer"), (1, "return"), (2, "remind"), (3, "second")]


def test_week_plan_is_in_order_of_expected_gain(plan):
    gains = [touch.expected_gain for touch in plan(DUE, LEAVING, LEFT, ONCE, second_wait=25.0).touches]
    assert gains == sorted(gains, reverse=True)
    assert min(gains) > 0


def test_week_plan_touches_within_the_offer_window_on_worked_days(plan, as_of):
    (touch,) = plan(LEAVING | {"churn": 16}).touches
    assert (touch.offer_from, touch.offer_until) == (as_of + 2, as_of + 9)
    assert touch.day == as_of + 2
    assert plan(LEAVING | {"churn": 16}, worked=frozenset({0})).touches == ()


def test_week_plan_leaves_out_what_is_beyond_the_capacity(plan):
    made = plan(*[LEAVING | {"value": 100.0 * rank} for rank in range(1, 21)], capacity=1)
    assert [touch.customer for touch in made.touches] == [19, 18, 17, 16, 15]
    assert made.left_out == 15
    assert made.value_at_risk == pytest.approx(100 * (20 + 19 + 18 + 17 + 16))


def test_week_plan_leaves_out_what_costs_more_than_it_gains(plan):
    assert plan(LEAVING | {"value": 0.1}, spend=np.full(200, 100.0)).touches == ()


def test_week_plan_counts_gains_in_orders_where_there_are_no_amounts(plan):
    (touch,) = plan(LEAVING | {"value": 6.0}).touches
    assert touch.expected_gain < 6 / 365 * 14


def test_week_plan_of_left_customers_starts_with_those_most_likely_to_return(plan):
    made = plan(LEFT | {"r": 0.05, "last": -160}, LEFT | {"r": 0.2})
    assert plays(made) == [(1, "return"), (0, "return")]


def test_week_plan_does_not_call_those_long_gone(plan):
    assert plan(LEFT | {"churn": -120, "last": -220}).touches == ()


def test_week_plan_of_a_small_base_goes_by_days_past_the_usual_gap(plan):
    made = plan(LEFT, LEAVING, DUE | {"last": -35, "churn": 40}, LEFT | {"last": -150}, of=4)
    assert [touch.customer for touch in made.touches] == [1, 2, 0, 3]
    assert made.notes[0].text.startswith("With {customers:customers} in all")
    assert made.notes[0].facts == {"customers": 4}


def test_week_plan_of_a_large_base_may_be_told_that_it_is_small(plan):
    made = plan(LEFT, LEAVING, small_base=True, capacity=50)
    assert made.touches[0].customer == 1
    assert "days past the usual gap" in made.notes[0].text


def test_week_plan_of_long_rhythms_goes_by_the_month_due(plan):
    rare = {"median": 540.0, "p75": 600.0, "p90": 700.0, "churn": None, "first": -1000}
    late, due, early = rare | {"last": -600}, rare | {"last": -545}, rare | {"last": -400}
    made = plan(due, late, early, usual_gap=540.0, of=3)
    assert plays(made) == [(1, "remind"), (0, "remind")]
    assert "by the month in which customers are due" in made.notes[0].text


def test_week_plan_in_the_past_has_no_touches(plan, as_of):
    made = plan(LEAVING, week_of=as_of - 20)
    assert made.touches == made.notes == ()
    assert made.left_out == made.value_at_risk == 0


def test_week_plan_of_nobody(plan):
    assert plan(of=0).touches == ()
