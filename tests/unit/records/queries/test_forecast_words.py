from datetime import date, timedelta

import pytest

from perennial.pictures.words import Words
from perennial.records.models import Customer, RefreshRun
from perennial.records.queries.forecast_words import forecast_words

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db

KNOWN = {
    "stage": "regular", "purchases": 23, "first_order_on": date(2025, 1, 3),
    "last_order_on": TODAY - timedelta(days=20), "usual_gap": 27.0, "p_alive": 0.7, "return_probability": 0.6,
    "next_order_early": date(2026, 11, 26), "next_order_likely": date(2026, 11, 28),
    "next_order_late": date(2026, 12, 2), "churn_date": date(2026, 12, 14), "churn_early": date(2026, 12, 8),
    "churn_late": date(2026, 12, 20), "return_at_churn": 0.31, "late_from": date(2026, 12, 3),
    "forecast_as_of": TODAY,
}  # fmt: skip


def said(language="en", **changes):
    words = Words(language, "EUR", year=2026)
    told = forecast_words(Customer(**{**KNOWN, **changes}), today=TODAY)
    return [words.say(each) for each in (told.threat, *([told.expected] if told.expected else []), *told.why)]


def test_forecast_is_said_as_what_will_be_seen():
    assert said()[:2] == [
        "If no order by 14 December, only 3 in 10 such customers still come back within 90 days.",
        (
            "If they buy again, the next order comes between 26 November and 2 December, "
            "most likely about 28 November."
        ),
    ]
    assert (
        said("ru")[0] == "Если не купит до 14 декабря: из таких в течение 90 дней возвращаются лишь 3 из 10."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"return_at_churn": 0.6},
            "If no order by 14 December, 6 in 10 such customers come back within 90 days.",
        ),
        (
            {"churn_late": date(2027, 2, 1)},
            "If no order by about December 2026, only 3 in 10 such customers still come back within 90 days.",
        ),
        (
            {"churn_late": date(2027, 9, 1)},
            (
                "Such customers start to leave between December 2026 and September 2027; "
                "it is not known more precisely yet."
            ),
        ),
        (
            {"churn_early": None},
            "Such customers start to leave about December 2026; it is not known more precisely yet.",
        ),
        (
            {"churn_date": None},
            "No leaving is seen within two years: such customers pause, and hardly any leaves.",
        ),
        (
            {"stage": "left", "churn_date": date(2026, 10, 1), "return_probability": 0.2},
            (
                "The leaving date, 1 October, has passed: of such customers 2 in 10 still come back "
                "within 90 days."
            ),
        ),
        (
            {"paid_until": date(2026, 12, 31)},
            "Paid until 31 December: the end is known. Offer to renew between 17 December and 24 December.",
        ),
        ({"paid_until": date(2026, 11, 1)}, "Was paid until 1 November; not renewed."),
        ({"objects_to_profiling": True}, "Objects to forecasts, so none is made."),
        ({"last_order_on": None}, "No purchase yet; the forecast begins with the first one."),
        (
            {"forecast_as_of": None},
            "No forecast yet: it comes with the next refresh, at night or when asked for.",
        ),
    ],
)
def test_threat_fits_how_well_it_is_known(changes, sentence):
    assert said(**changes)[0] == sentence


def test_rare_purchases_are_spoken_of_in_months():
    rare = said(usual_gap=540.0, next_order_late=date(2027, 9, 2))
    assert rare[0].startswith("If no order by about December 2026")
    assert rare[1] == "If they buy again, most likely between November 2026 and September 2027."
    assert "Usually buys every 18 months." in rare


def test_late_customer_is_called_late():
    assert (
        said(late_from=date(2026, 11, 20))[1]
        == "Late: 9 in 10 of their orders would have come by 19 November."
    )


def test_whoever_has_left_is_not_awaited():
    assert not any("buy again" in sentence for sentence in said(stage="left"))


def test_reasons_name_rhythm_silence_and_what_only_explains():
    why = said()[2:]
    assert why == [
        "Usually buys every 27 days.",
        "23 purchases since 3 January 2025; no order for 20 days.",
        "Silent as long as they are now, 60% of such customers order within 90 days.",
        "Still our customer with a chance of 70%: nobody can see this, it only explains.",
        "Learned from orders to 24 November.",
    ]


def test_objection_leaves_facts_only():
    assert said(objects_to_profiling=True)[1:] == ["23 purchases since 3 January 2025; no order for 20 days."]


def test_horizon_is_that_of_the_last_refresh_where_the_business_has_set_none():
    RefreshRun.objects.create(state="done", counts={"return_horizon": 150})
    assert said()[0] == (
        "If no order by 14 December, only 3 in 10 such customers still come back within 150 days."
    )
