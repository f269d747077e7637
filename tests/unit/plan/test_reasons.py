import numpy as np
import pytest

from perennial.pictures.words import Words
from perennial.plan.reasons import reasons_of


def said(situation, play, customer, ordering="gain", language="en", **settings):
    now = situation(customer, **settings)
    return Words(language, year=2026).say(reasons_of([play], now, ordering)[0])


LEAVING = {"last": -60, "churn": 12}
ONCE = {"purchases": 1, "first": -60, "last": -60, "churn": 12}


def test_reason_of_an_offer_says_what_will_be_seen(situation):
    assert said(situation, "offer", LEAVING) == (
        "Usually buys every 30 to 38 days; no order for 60 days; if none by 4 December, only 3 in 10 such "
        "customers still come back within 90 days."
    )


def test_reason_of_an_offer_in_russian(situation):
    assert said(situation, "offer", LEAVING, language="ru") == (
        "Обычно покупает раз в 30–38 дней; не заказывает уже 60 дней; если не купит до 4 декабря: из таких "
        "в течение 90 дней возвращаются лишь 3 из 10."
    )


def test_reason_names_the_month_where_the_day_is_uncertain(situation):
    now = situation(LEAVING)
    now.forecast.churn_late[:] += 60
    assert "if none by December 2026, only" in Words("en").say(reasons_of(["offer"], now)[0])


def test_reason_of_an_offer_after_one_purchase(situation):
    assert said(situation, "offer", ONCE).startswith("One purchase on 23 September, none since; if none by")


def test_reason_of_a_reminder_on_time_and_late(situation):
    assert said(situation, "remind", {"last": -20, "early": 2}).endswith(
        "last ordered on 2 November: the next order is due."
    )
    assert said(situation, "remind", {"last": -55, "churn": None}).endswith(
        "no order for 55 days: late, so time to remind."
    )


def test_reason_of_a_second_purchase(situation):
    assert said(situation, "second", ONCE, second_wait=31.0) == (
        "One purchase on 23 September; half of those who return do so within 31 days."
    )
    assert said(situation, "second", ONCE) == "One purchase on 23 September, none since: time for a second."


def test_reason_of_the_tenure_clock(situation):
    young = {"purchases": 3, "first": -108, "last": -20}
    assert said(situation, "window", young, leaving_start=120.0) == (
        "A customer for 108 days with 3 purchases so far; many start to leave about 120 days after the first "
        "purchase."
    )


def test_reason_of_a_thank_you(situation):
    assert said(situation, "thank", {"first": -364}) == (
        "1 year since the first purchase, 14 purchases so far: say thank you."
    )
    assert said(situation, "thank", {"purchases": 4, "last": -2}) == (
        "Has just become a regular with 4 purchases: say thank you."
    )


def test_reason_of_a_return(situation):
    assert said(situation, "return", {"last": -100, "churn": -5, "r": 0.2}) == (
        "No order for 100 days: probably left, but 2 in 10 such customers still come back within 90 days."
    )


def test_reason_where_customers_are_due_by_the_month(situation):
    rare = {"last": -540, "first": -1000, "median": 530.0, "p75": 600.0, "churn": None}
    assert said(situation, "remind", rare, "month_due") == (
        "Bought last on 31 May 2025; half of those who return do so within 17 months: time to remind."
    )


@pytest.mark.parametrize("play", ["offer", "second", "remind", "window", "thank", "return"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_reasons_are_one_plain_sentence(situation, play, language):
    sentence = said(situation, play, LEAVING, language=language, second_wait=30.0, leaving_start=120.0)
    assert sentence.endswith(".")
    assert "alive" not in sentence
    assert ". " not in sentence


def test_reasons_that_people_know_better(situation, as_of):
    now = situation({}, known_end=np.array([as_of + 10], np.int32), mistake=np.array([as_of - 3], np.int32))
    words = Words("en", year=2026)
    assert [words.say(each) for each in reasons_of(["renew"], now)] == [
        "Paid until 2 December: time to renew."
    ]
    assert [words.say(each) for each in reasons_of(["repair"], now)] == [
        "A serious mistake of ours on 19 November has not been put right yet."
    ]
