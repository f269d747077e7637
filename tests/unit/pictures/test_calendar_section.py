"""The calendar in words: what stands out of chance, what is not yet seen, and where a figure comes from."""

from dataclasses import replace

import pytest

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.pictures.report.calendar_section import calendar_section
from perennial.pictures.words import Words

EVEN = Estimate(value=1.0, low=0.8, high=1.2)


@pytest.fixture
def section(sample):
    def told(language="en", **changes):
        calendar = replace(sample.CALENDAR, **changes)
        return calendar_section(replace(sample.SHOP, calendar=calendar), Words(language))

    return told


def texts(sentences):
    return [each.striptags() for each in sentences]


def test_strongest_and_weakest_month_and_weekday_lead(section):
    assert texts(section().leads) == [
        "Your December is worth 3.4 ordinary months (3.1 to 3.7); your January 0.4 (0.36 to 0.44).",
        "Thursday is worth 1.5 ordinary days (1.4 to 1.7), Saturday next to none.",
        (
            "Of late, orders per customer have grown by 7% (1% to 14%) a month; the forecasts carry that on "
            "for four weeks."
        ),
    ]


def test_the_same_in_russian(section):
    assert texts(section("ru").leads) == [
        (
            "По сравнению с обычным месяцем ваш декабрь стоит 3,4 (от 3,1 до 3,7), а январь — 0,4 (от 0,36 "
            "до 0,44)."
        ),
        "По сравнению с обычным днём четверг стоит 1,5 (от 1,4 до 1,7), а суббота — почти ничего.",
        (
            "В последнее время число заказов на клиента растёт на 7% (от 1% до 14%) в месяц; прогнозы "
            "продолжают этот рост на четыре недели."
        ),
    ]


@pytest.mark.parametrize(("days", "months"), [(400, 13), (546, 18), (728, 23)])
def test_season_not_yet_seen_is_said_with_what_the_log_holds(section, sample, days, months):
    found = section(season=(), begin=sample.AS_OF - days)
    assert texts(found.leads)[0] == (
        f"The season is not yet seen: it takes two years of orders, and the log holds {months} months."
    )
    assert found.chart.title == "What each weekday is worth"


def test_nothing_beyond_chance_is_said_so(section):
    found = section(season=(EVEN,) * 12, weekday=(EVEN,) * 7, trend=Estimate(value=1.02, low=0.97, high=1.07))
    assert texts(found.leads) == ["No month stands out from the others."]
    assert texts(found.notes)[:2] == [
        "No weekday stands out from the others.",
        (
            "Whether orders per customer have grown or fallen of late cannot be told; the forecasts carry "
            "nothing on."
        ),
    ]


def test_one_that_stands_out_stands_alone(section):
    strong, weak = Estimate(value=2.0, low=1.7, high=2.3), Estimate(value=0.5, low=0.4, high=0.6)
    found = section(season=(EVEN,) * 11 + (strong,), weekday=(EVEN,) * 6 + (weak,))
    assert texts(found.leads)[:2] == [
        "Your December is worth 2 ordinary months (1.7 to 2.3).",
        "Sunday is worth 0.5 ordinary days (0.4 to 0.6).",
    ]


def test_weak_weekday_that_still_sells_is_told_with_its_limits(section):
    weak = Estimate(value=0.5, low=0.4, high=0.6)
    strong = Estimate(value=2.0, low=1.7, high=2.3)
    found = section(weekday=(strong, *[EVEN] * 5, weak))
    assert texts(found.leads)[1] == ("Monday is worth 2 ordinary days (1.7 to 2.3), Sunday 0.5 (0.4 to 0.6).")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"growth": 1.03}, "You have said that orders per customer grow by 3% a month."),
        ({"growth": 0.98}, "You have said that orders per customer fall by 2% a month."),
        (
            {"trend": Estimate(value=0.9, low=0.85, high=0.95)},
            (
                "Of late, orders per customer have fallen by 10% (5% to 15%) a month; the forecasts carry "
                "that on for four weeks."
            ),
        ),
    ],
)
def test_growth_is_said_as_stated_or_as_seen(section, changes, said):
    found = section(**{"trend": UNKNOWN, **changes})
    assert texts(found.leads)[-1] == said
    assert not any("cannot be told" in note for note in found.notes)


def test_holidays_that_differ_most_stand_first_and_those_not_seen_nowhere(section, sample):
    holidays, events = section().tables
    assert holidays.rows == (
        ("Christmas Day", "0.1 (0.05 to 0.2)", "3"),
        ("Epiphany", "0.9 (0.5 to 1.5)", "3"),
    )
    assert events.rows == (
        (sample.NASTY, "2.5 (2.1 to 3)", "6 days of the log"),
        ("Autumn sale", "4", "as you said"),
        ("First fair", "–", "not yet seen"),
    )
    many = tuple(replace(sample.CALENDAR.holidays[0], name=f"day {at}") for at in range(12))
    assert len(section(holidays=many).tables[0].rows) == 8
    assert section(holidays=(), events=()).tables == ()


@pytest.mark.parametrize("calendar", ["none", "nobody came back"])
def test_nothing_to_tell_is_an_empty_state(sample, calendar):
    found = None if calendar == "none" else replace(sample.CALENDAR, counted=0)
    section = calendar_section(replace(sample.SHOP, calendar=found), Words("en"))
    assert section.empty == "Too few have bought again to tell one day from another."
    assert not section.leads
    assert section.chart is None
