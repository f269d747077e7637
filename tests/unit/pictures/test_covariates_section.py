"""Who buys more often in words: only what is beyond chance, and drift where there is some."""

from dataclasses import replace
from datetime import date

import pytest

from perennial.core.days import day_of
from perennial.core.estimate import Estimate
from perennial.engine.covariates.results import NOTHING, Cohort, Cohorts, Drift, LevelEffect, TraitEffects
from perennial.pictures.report.covariates_section import covariates_section, drift_sentence
from perennial.pictures.words import Words


def estimate(value, off):
    return Estimate(value=value, low=value / (1 + off), high=value * (1 + off))


def level(name, rate, odds, customers=100):
    return LevelEffect(
        level=name,
        customers=customers,
        rate=estimate(rate, 0.1),
        leaving=Estimate(value=0.3 * odds, low=0.25 * odds, high=0.35 * odds),
        leaving_odds=estimate(odds, 0.1),
    )


CHANNEL = TraitEffects(
    trait="channel",
    levels=(level("Shop", 1.25, 0.8, 400), level("Site", 0.74, 1.2, 200), level(None, 1.02, 1.0)),
    rate_homogeneity=0.001,
    leaving_homogeneity=0.002,
)
DRIFT = Drift(since=day_of(date(2025, 7, 1)), rate=Estimate(value=0.82, low=0.72, high=0.93))
COHORTS = Cohorts(
    rows=tuple(
        Cohort(
            since=day_of(date(2025, month, 1)),
            until=day_of(date(2025, month + 3, 1)) - 1,
            customers=70 * month,
            rate=estimate(rate, 0.1),
            leaving=Estimate(value=0.2, low=0.1, high=0.3),
        )
        for month, rate in ((4, 1.1), (7, 0.9))
    ),
    followed=120,
    homogeneity=0.01,
    trend=Estimate(value=0.82, low=0.72, high=0.93),
    drift=DRIFT,
)


@pytest.fixture
def section(sample):
    def told(language="en", **changes):
        contents = replace(sample.SHOP, covariates=replace(NOTHING, **changes))
        return covariates_section(contents, Words(language, year=2026))

    return told


def texts(sentences):
    return [each.striptags() for each in sentences]


def test_levels_beyond_chance_lead(section):
    assert texts(section(traits=(CHANNEL,)).leads) == [
        "Shop (channel): these customers buy 25% (14% to 38%) more often than all.",
        "Site (channel): these customers buy 26% (19% to 33%) less often than all.",
        "Site (channel): after each purchase 36% (30% to 42%) leave, more than of all customers.",
        "Shop (channel): after each purchase 24% (20% to 28%) leave, fewer than of all customers.",
    ]


def test_what_is_far_more_is_said_in_times(section):
    many = replace(
        CHANNEL, levels=(replace(CHANNEL.levels[0], rate=estimate(5.0, 0.02)), *CHANNEL.levels[1:])
    )
    (first, *_), (russian, *_) = (texts(section(lang, traits=(many,)).leads) for lang in ("en", "ru"))
    assert first == "Shop (channel): these customers buy 5 times (4.9 to 5.1) as often as all."
    assert russian == "Shop (канал): эти клиенты покупают чаще, чем все, в 5 раз (от 4,9 до 5,1)."


def test_tables_of_several_traits_are_not_to_be_compared(section):
    note = "Each table is worked out by itself"
    two = section(traits=(CHANNEL, replace(CHANNEL, trait="product"))).notes
    assert [note in each for each in texts(two)].count(True) == 1
    assert not any(note in each for each in texts(section(traits=(CHANNEL,)).notes))


def test_the_same_in_russian(section):
    assert texts(section("ru", traits=(CHANNEL,), cohorts=COHORTS).leads) == [
        "Shop (канал): эти клиенты покупают на 25% (от 14% до 38%) чаще, чем все.",
        "Site (канал): эти клиенты покупают на 26% (от 19% до 33%) реже, чем все.",
        "Site (канал): после каждой покупки уходит 36% (от 30% до 42%) — больше, чем среди всех клиентов.",
        "Shop (канал): после каждой покупки уходит 24% (от 20% до 28%) — меньше, чем среди всех клиентов.",
        "Клиенты, пришедшие начиная с июля 2025, покупают на 18% (от 7% до 28%) реже, чем пришедшие раньше.",
    ]


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        ("channel", "No channel differs from the others beyond chance."),
        ("product", "No product of the first purchase differs from the others beyond chance."),
        ("category", "No category of the first purchase differs from the others beyond chance."),
        ("source", "No source differs from the others beyond chance."),
        ("region", "No region differs from the others beyond chance."),
    ],
)
def test_levels_that_may_differ_by_chance_are_not_named(section, trait, said):
    alike = replace(CHANNEL, trait=trait, rate_homogeneity=0.2, leaving_homogeneity=0.3)
    assert texts(section(traits=(alike,)).leads) == [said]


def test_drift_is_said_and_else_that_there_is_none(section):
    assert texts(section(cohorts=COHORTS).leads) == [
        "Customers who came since July 2025 buy 18% (7% to 28%) less often than those before."
    ]
    more = replace(DRIFT, rate=Estimate(value=1.3, low=1.1, high=1.54))
    assert texts(section(cohorts=replace(COHORTS, drift=more)).leads) == [
        "Customers who came since July 2025 buy 30% (10% to 54%) more often than those before."
    ]
    alike = replace(COHORTS, drift=None, homogeneity=0.4)
    assert texts(section(cohorts=alike).leads) == [
        "How often customers buy does not differ beyond chance with when they came."
    ]
    unclear = texts(section(cohorts=replace(COHORTS, drift=None)).leads)
    assert unclear[0].startswith("How often customers buy differs with when they came, but")


def test_a_drift_that_may_be_the_season_is_said_with_that(section, sample):
    season = "The season is not yet seen: part of what has changed may be the season."
    assert season not in texts(section(cohorts=COHORTS).notes)
    contents = replace(sample.SHOP, calendar=None, covariates=replace(NOTHING, cohorts=COHORTS))
    assert season in texts(covariates_section(contents, Words("en")).notes)


def test_tables_hold_all_levels_and_cohorts(section):
    by_channel, by_time = section(traits=(CHANNEL,), cohorts=COHORTS).tables
    assert by_channel.columns[0] == "Channel"
    assert by_channel.rows[0] == ("Shop", "400", "1.25 (1.14 to 1.38)", "24% (20% to 28%)")
    assert by_channel.rows[-1][0] == "others"
    assert by_time.rows[0][:2] == ("1 April 2025 to 30 June 2025", "280")


def test_nothing_to_compare_is_said(section):
    found = section()
    assert found.leads == found.tables == found.notes == ()
    assert found.empty


def test_the_sentence_of_the_summary_is_that_of_the_page(section):
    found = replace(NOTHING, cohorts=COHORTS)
    assert drift_sentence(found, Words("en")) == texts(section(cohorts=COHORTS).leads)[0]
    assert drift_sentence(NOTHING, Words("en")) is None
