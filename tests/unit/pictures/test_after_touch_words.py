from dataclasses import replace

import pytest

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.covariates.results import NOTHING, AfterTouch
from perennial.pictures.report.after_touch_words import after_touch_leads
from perennial.pictures.report.covariates_section import covariates_section
from perennial.pictures.words import Words

MORE = Estimate(value=1.25, low=1.1, high=1.4)
LESS = Estimate(value=0.8, low=0.7, high=0.9)
EVEN = Estimate(value=1.1, low=0.9, high=1.2)


def after(rate, away):
    return AfterTouch(customers=210, touches=61, days=28, horizon=90, rate=rate, away=away)


def said(rate, away, language="en"):
    return [each.striptags() for each in after_touch_leads(after(rate, away), Words(language))]


def test_what_is_beyond_chance_is_said():
    assert said(MORE, LESS) == [
        "In the 28 days after a touch customers buy 25% (10% to 40%) more often than otherwise (61 touches).",
        "After a touch 20% (10% to 30%) fewer than expected stay away for the next 90 days.",
    ]
    assert said(LESS, MORE) == [
        "In the 28 days after a touch customers buy 20% (10% to 30%) less often than otherwise (61 touches).",
        "After a touch 25% (10% to 40%) more than expected stay away for the next 90 days.",
    ]


def test_what_may_be_chance_is_said_to_be_unknown():
    first, second = said(EVEN, EVEN)
    assert first == (
        "Whether customers buy more often in the 28 days after a touch cannot be told: from 10% less "
        "to 20% more often than otherwise (61 touches)."
    )
    assert second == "Whether fewer stay away for 90 days after a touch cannot be told."


def test_what_hardly_differs_is_said():
    nearly = Estimate(value=1.008, low=0.99, high=1.03)
    assert said(nearly, nearly) == [
        "In the 28 days after a touch customers buy about as often as otherwise (61 touches).",
        "After a touch about as many as expected stay away for the next 90 days.",
    ]


def test_too_few_touches_are_said():
    assert said(UNKNOWN, UNKNOWN) == [
        "What follows a touch cannot be told yet: there are too few, 61 touches of 210 customers."
    ]
    assert len(said(MORE, UNKNOWN)) == 1


def test_it_is_said_in_russian():
    assert [each.replace("\xa0", " ") for each in said(MORE, LESS, "ru")] == [
        (
            "В первые 28 дней после касания клиенты покупают на 25% (от 10% до 40%) чаще, чем в остальное"
            " время (61 касание)."
        ),
        "После касания на 20% (от 10% до 30%) меньше, чем ожидалось, тех, кто не возвращается 90 дней.",
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_section_tells_it_alone_and_warns(sample, language):
    contents = replace(sample.SHOP, covariates=replace(NOTHING, after_touch=after(MORE, LESS)))
    section = covariates_section(contents, Words(language, year=2026))
    assert not section.empty
    assert len(section.leads) == 2
    assert any(("trial" if language == "en" else "эксперимент") in note for note in section.notes)
