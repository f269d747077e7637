"""The rhythm strip: what is drawn where, and what is said of it."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

from perennial.core.days import NO_DAY, day_of
from perennial.pictures.strip import Rhythm, rhythm_sentence, rhythm_strip
from perennial.pictures.words import Words

TODAY = day_of(date(2026, 11, 24))
EN = Words("en", year=2026)
STRIP = Rhythm(
    as_of=TODAY,
    days=(TODAY - 400, TODAY - 90, TODAY - 60, TODAY - 34),
    amounts=(50.0, 10.0, 40.0, float("nan")),
    usual_gap=27.0,
    purchases=23,
    next_order_early=TODAY + 1,
    next_order_likely=TODAY + 4,
    next_order_late=TODAY + 12,
    offer_from=TODAY - 4,
    offer_until=TODAY + 3,
    churn_date=TODAY + 10,
    churn_early=TODAY + 5,
    churn_late=TODAY + 20,
)


def drawn(rhythm):
    return ET.fromstring(str(rhythm_strip(rhythm, EN)))


def marks(svg, name):
    return [each for each in svg if each.get("class") == name]


def at(element, key="x1"):
    return float(element.get(key).rstrip("%"))


def test_strip_draws_every_mark_in_order_of_time():
    svg = drawn(STRIP)
    (now,) = marks(svg, "now")
    (leaving,) = marks(svg, "leaving")
    (likely,) = marks(svg, "likely")
    (offer,) = marks(svg, "offer")
    assert at(offer, "x") < at(now) < at(likely) < at(leaving) < 100
    assert len(marks(svg, "order")) == 3  # the purchase 15 usual gaps ago lies before the axis
    assert len(marks(svg, "leaves")) == len(marks(svg, "expected")) == len(marks(svg, "cap")) == 1


def test_axis_runs_in_the_customers_own_rhythm():
    slow = Rhythm(as_of=TODAY, days=(TODAY - 600, TODAY - 300), amounts=(1.0, 1.0), usual_gap=300.0)
    quick = Rhythm(as_of=TODAY, days=(TODAY - 6, TODAY - 3), amounts=(1.0, 1.0), usual_gap=3.0)
    assert [at(each, "cx") for each in marks(drawn(slow), "order")] == [
        at(each, "cx") for each in marks(drawn(quick), "order")
    ]


def test_dot_area_follows_the_amount():
    small, large, unknown = (float(dot.get("r")) for dot in marks(drawn(STRIP), "order"))
    assert small < unknown < large


def test_long_silence_still_shows_the_last_purchase():
    silent = replace(STRIP, days=(TODAY - 900,), amounts=(5.0,))
    assert len(marks(drawn(silent), "order")) == 1


def test_leaving_date_far_ahead_is_not_drawn_but_said():
    far = replace(STRIP, churn_date=TODAY + 700, churn_early=NO_DAY, churn_late=NO_DAY)
    assert not marks(drawn(far), "leaving")
    assert "leaving date 24 October 2028" in rhythm_sentence(far, EN)


def test_unknown_usual_gap_and_blank_dates_still_give_a_strip():
    bare = Rhythm(as_of=TODAY, days=(TODAY,), amounts=(float("nan"),), usual_gap=float("nan"))
    svg = drawn(bare)
    assert {each.get("class") for each in svg} == {"axis", "now", "order"}
    assert svg.get("aria-label") == "1 purchase; the last on 24 November, 0 days ago"


def test_strip_is_one_sentence_to_those_who_do_not_see_it():
    svg = drawn(STRIP)
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == (
        "23 purchases; usual gap 27 days; the last on 21 October, 34 days ago; next order expected "
        "25 November to 6 December; time for an offer 20 November to 27 November; leaving date 4 December"
    )
    assert "обычный интервал 27 дней" in rhythm_sentence(STRIP, Words("ru"))
