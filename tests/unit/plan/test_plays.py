import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.plan.plays import days_of_play

NEVER = None
ALWAYS = 10**6


def days(situation, play, customer, ordering="gain", **settings):
    """Say between which days from `as_of` a play is possible with one customer."""
    now = situation(customer, **settings)
    first, last = (int(each[0]) - now.as_of for each in days_of_play(play, now, ordering))
    return (first, min(last, ALWAYS)) if first <= last else NEVER


ONCE = {"purchases": 1, "first": -20, "last": -20}


def test_offer_is_made_in_the_offer_window(situation):
    assert days(situation, "offer", {"last": -60, "churn": 16}) == (2, 9)
    assert days(situation, "offer", {"churn": None}) is NEVER


@pytest.mark.parametrize(
    ("customer", "expected"),
    [
        pytest.param({}, (15, 25), id="from_the_early_date_to_the_median"),
        pytest.param({"early": 2}, (11, 25), id="not_soon_after_an_order_where_the_early_date_is"),
        pytest.param({"early": 2, "median": 10.0}, (2, 5), id="at_most_half_a_gap_before_the_median"),
        pytest.param(
            {"last": -40, "early": 2, "churn": 40}, NEVER, id="not_between_the_median_and_the_offer"
        ),
        pytest.param(
            {"last": -80, "early": 2, "churn": 5}, (-1, 4), id="after_the_offer_window_until_leaving"
        ),
        pytest.param({"last": -45, "churn": None}, (6, ALWAYS), id="without_leaving_date_once_late"),
        pytest.param({"last": -20, "early": 3, "churn": None}, (3, 10), id="without_leaving_date_on_time"),
        pytest.param({"last": -200, "early": 2, "churn": -5}, NEVER, id="not_after_leaving"),
        pytest.param(ONCE, NEVER, id="not_after_one_purchase"),
    ],
)
def test_remind_falls(situation, customer, expected):
    assert days(situation, "remind", customer) == expected


def test_second_falls_around_the_usual_wait(situation):
    assert days(situation, "second", ONCE, second_wait=30.0) == (-4, 24)
    assert days(situation, "second", ONCE, second_wait=8.0) == (-16, -8)
    assert days(situation, "second", ONCE | {"churn": 10}, second_wait=30.0) == (-4, 9)


def test_second_is_for_those_who_bought_once(situation):
    assert days(situation, "second", {}, second_wait=30.0) is NEVER
    assert days(situation, "second", ONCE) is NEVER


def test_window_is_a_touch_before_the_age_at_which_customers_leave(situation):
    leaving = {"leaving_start": 120.0, "leaving_peak": (110, 150)}
    young = {"purchases": 3, "first": -108, "last": -20}
    assert days(situation, "window", young, **leaving) == (-2, 5)
    assert days(situation, "window", young | {"churn": 4}, **leaving) == (-2, 3)
    assert days(situation, "window", young, usual_gap=10.0, **leaving) == (7, 9)


def test_window_is_not_for_regulars_nor_without_a_peak(situation):
    young = {"purchases": 3, "first": -108, "last": -20}
    assert days(situation, "window", young, leaving_start=120.0) is NEVER
    assert days(situation, "window", young, leaving_peak=(110, 150)) is NEVER
    regular = young | {"purchases": 4}
    assert days(situation, "window", regular, leaving_start=120.0, leaving_peak=(110, 150)) is NEVER


def test_thank_falls_once_a_year(situation):
    assert days(situation, "thank", {"first": -364}) == (1, 7)
    assert days(situation, "thank", {"first": -370}) == (-5, 1)
    assert days(situation, "thank", {"first": -400}) == (330, 336)


def test_thank_falls_on_those_who_have_just_become_regular(situation):
    assert days(situation, "thank", {"purchases": 4, "first": -100, "last": -2}) == (-1, 5)
    assert days(situation, "thank", {"purchases": 4, "first": -100, "last": -10}) == (265, 271)


def test_thank_is_not_for_the_late_nor_below_regular(situation):
    assert days(situation, "thank", {"first": -364, "last": -60}) is NEVER
    assert days(situation, "thank", {"first": -364, "purchases": 3}) is NEVER


def test_return_follows_leaving_for_as_long_as_a_return_counts(situation):
    assert days(situation, "return", {"churn": -5}) == (-5, 85)


def test_everyone_past_the_usual_gap_is_reminded_in_a_small_base(situation):
    late = {"last": -40, "churn": 40}
    assert days(situation, "remind", late, "past_gap") == (-9, 39)
    assert days(situation, "second", late, "past_gap") is NEVER
    assert days(situation, "second", late | ONCE, "past_gap") == (11, 39)


def test_everyone_is_reminded_from_the_month_due_where_rhythms_are_long(situation):
    # The usual gap ends 10 days after `as_of`, on 2 December.
    rare = {"last": -530, "first": -1000, "median": 540.0, "p90": 700.0, "churn": None}
    assert days(situation, "remind", rare, "month_due") == (9, 170)
    assert days(situation, "remind", rare | {"churn": 100}, "month_due") == (9, 99)
    assert days(situation, "second", rare | {"purchases": 1}, "month_due") == (9, 170)


def test_renew_falls_from_14_to_7_days_before_a_known_end(situation, as_of):
    now = situation({"churn": 20}, {"churn": 20}, known_end=np.array([as_of + 20, NO_DAY], np.int32))
    first, last = days_of_play("renew", now)
    assert (first[0] - as_of, last[0] - as_of) == (6, 13)
    assert first[1] > last[1]


@pytest.mark.parametrize("play", ["offer", "remind", "return"])
def test_rhythm_says_nothing_where_the_end_is_known(situation, as_of, play):
    customer = {"last": -80, "churn": 5 if play != "return" else -5}
    first, last = days_of_play(play, situation(customer, customer))
    is_possible = first <= last
    known = situation(customer, customer, known_end=np.array([NO_DAY, as_of + 40], np.int32))
    first, last = days_of_play(play, known)
    assert (first <= last).tolist() == [bool(is_possible[0]), False]


def test_repair_is_possible_until_a_mistake_is_put_right(situation, as_of):
    now = situation({}, {}, mistake=np.array([as_of - 40, NO_DAY], np.int32))
    first, last = days_of_play("repair", now)
    assert first[0] == as_of - 40
    assert last[0] > as_of + 10_000
    assert first[1] > last[1]
    assert days(situation, "repair", {}) is NEVER
