"""What is said of a trial before it starts."""

from datetime import date

import pytest

from perennial.records.models import Business, TouchRule
from perennial.records.queries.trials import design
from perennial.records.queries.trials.design import TrialTerms, design_of, usual_horizon
from perennial.records.queries.trials.due import Due
from perennial.records.queries.trials.spread import Spread

SPREAD = Spread(
    mean=2.0,
    deviation=1.5,
    customers=900,
    first=date(2026, 1, 1),
    last=date(2026, 3, 1),
    money_per_order=100.0,
)
TERMS = TrialTerms(play="offer", held_out=0.5, horizon=60, smallest_effect=0.3, value_limit=None)


@pytest.fixture
def known(house, monkeypatch):
    """A house in which 200 are due and 50 come due a week, each touch gaining 10."""
    monkeypatch.setattr(design, "spread_of", lambda _: SPREAD)
    monkeypatch.setattr(design, "due_of", lambda *_, **__: Due(now=200, a_week=50, gain=10.0))
    Business.objects.update(touches_a_day=14)
    for number in range(200):
        house.customer(f"C{number}", stage="regular")
    return house


def test_size_weeks_and_cost_are_told_before(known):
    found = design_of(TERMS)
    # (1.96 * 1.55 + 0.84)^2 * 1.5^2 * 4 / 0.3^2
    assert found.needed.customers == pytest.approx(1509, abs=20)
    assert found.weeks == pytest.approx((found.needed.customers - 200) / 50, abs=1)
    assert found.weeks_in_all == found.weeks + 9
    # Besides, 50 * 10 a week from 200 customers in the other seven and a half weeks of the sixty days.
    assert found.costs == pytest.approx(found.needed.held_out * (10 + 50 * 10 / 200 * (60 / 7 - 1)))
    assert found.smallest_in_money == pytest.approx(30)
    assert found.doubts == ()


def test_sellers_time_sets_a_limit_unless_the_play_leaves_by_itself(known):
    Business.objects.update(touches_a_day=1)  # four sellers, five days
    assert design_of(TERMS).weeks == pytest.approx(1509 / 20, abs=2)
    TouchRule.objects.create(play="offer", by_itself=True)
    by_itself = design_of(TERMS)
    assert by_itself.weeks == pytest.approx(1309 / 50, abs=1)
    assert by_itself.costs == pytest.approx(by_itself.needed.held_out * 10)


def test_more_than_two_years_would_not_prove_it_here(known):
    found = design_of(
        TrialTerms(play="offer", held_out=0.5, horizon=60, smallest_effect=0.1, value_limit=None)
    )
    assert [each.text.startswith("It would take") for each in found.doubts] == [True]
    could = found.doubts[0].facts["effect"]
    assert 0.1 < could < 0.3


def test_a_small_base_is_told_so(known, monkeypatch):
    from perennial.records.models import Customer

    Customer.objects.filter(name__in=["C1", "C2"]).delete()
    assert [each.facts["customers"] for each in design_of(TERMS).doubts] == [198]


def test_nobody_due_is_said(known, monkeypatch):
    monkeypatch.setattr(design, "due_of", lambda *_, **__: Due(now=0, a_week=0, gain=0.0))
    found = design_of(TERMS)
    assert (found.weeks, found.weeks_in_all) == (None, None)
    assert "never become due" in found.doubts[0].text


def test_without_figures_the_horizon_is_a_quarter(house, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert usual_horizon() == 90
    assert design_of(TERMS) is None
