from dataclasses import replace

import pytest

from perennial.engine.calendar.results import CalendarEvent
from perennial.flows.refresh import RefreshSettings
from perennial.flows.refresh.when_to_refit import reason_to_refit
from perennial.flows.special_days import DaysTold
from perennial.ingest.cleaning import CleaningRules


@pytest.fixture
def reason(shop, first):
    """Ask for the reason some days after the fit."""

    def of(ahead, *, known=None, settings=None, previous=first.snapshot, asked=False):
        day = shop.begin + ahead
        log = shop.log(day, known=known)
        settings = settings or RefreshSettings()
        try:
            return reason_to_refit(log, previous, settings, today=day + 1, asked=asked)
        finally:
            log.close()

    return of


def test_models_are_gone_on_with_while_all_is_well(reason):
    assert [reason(ahead) for ahead in (0, 8, 28)] == [None] * 3


def test_month_without_a_fit_is_enough(reason):
    assert reason(29) == "month"
    assert reason(29, settings=RefreshSettings(refit_every=90)) is None


def test_orders_that_stop_are_drift(shop, reason):
    assert reason(28, known=shop.begin) == "drift"
    assert reason(28, known=shop.begin, settings=RefreshSettings(drift=None)) is None
    assert reason(6, known=shop.begin) is None, "a few days tell nothing"


def test_other_reasons_come_first(first, reason):
    other = replace(first.snapshot, model=None)
    assert reason(0, previous=None) == "first"
    assert reason(0, previous=other) == "version"
    assert reason(0, previous=other, asked=True) == "asked"


@pytest.mark.parametrize(
    "settings",
    [
        RefreshSettings(horizon=90),
        RefreshSettings(promise_lead=7),
        RefreshSettings(days=DaysTold(country="DE")),
        RefreshSettings(days=DaysTold(events=(CalendarEvent(name="Fair", first=9, last=9),))),
        RefreshSettings(days=DaysTold(growth=0.02)),
        RefreshSettings(rules=CleaningRules(keep_zero=True)),
        RefreshSettings(rules=CleaningRules(keep_customers=frozenset({"p1"}))),
    ],
)
def test_settings_that_dates_rest_on_are_noticed(reason, settings):
    assert reason(0, settings=settings) == "setting"


def test_settings_that_no_date_rests_on_are_not(reason):
    assert reason(0, settings=RefreshSettings(capacity=3, language="ru", seed=5)) is None
