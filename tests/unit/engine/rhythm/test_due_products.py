from dataclasses import replace

import numpy as np
import pytest

from perennial.engine.rhythm.due_products import are_due, due_dates, product_uses
from perennial.engine.rhythm.pair_waits import PairWaits, pair_waits
from perennial.engine.rhythm.product_days import pairs_at
from perennial.engine.rhythm.product_rhythms import fit_product_rhythms
from perennial.simulate.product_shop import product_shop

WITHIN = 730.0


@pytest.fixture(scope="module")
def waits():
    # Ten purchases every 20 days or so, after silences of 0 to 99 days.
    silence = np.arange(100.0)
    return PairWaits(
        k=3, size=np.full(100, 33.0), began=np.full(100, 220.0), gone=np.full(100, 0.02), silence=silence
    )


def test_due_begins_at_the_usual_gap_and_ends_when_a_return_is_unlikely(waits):
    due = are_due(waits, within=WITHIN, ahead=0)
    usual = waits.wait(0.5, within=WITHIN, silence=0.0)[0]
    first, last = np.flatnonzero(due)[[0, -1]]
    assert due[first : last + 1].all()
    assert first == np.ceil(usual)
    assert waits.p_order(WITHIN)[last] >= 0.5 > waits.p_order(WITHIN)[last + 1]


def test_days_ahead_bring_the_due_day_nearer(waits):
    now, soon = (np.flatnonzero(are_due(waits, within=WITHIN, ahead=days))[0] for days in (0, 14))
    assert now - soon == 14


def test_dates_rise_and_the_usual_gap_is_fixed_at_the_purchase(waits):
    dates = due_dates(waits, within=WITHIN, ahead=14)
    assert (dates.early < dates.likely).all()
    assert (dates.likely < dates.late).all()
    assert np.ptp(dates.usual_gap) == 0
    assert ((dates.p_order >= 0) & (dates.p_order <= 1)).all()


def test_uses_count_customers_and_those_due():
    shop = product_shop(300, paces=(20.0, 80.0), rng=np.random.default_rng(7))
    pairs, _ = pairs_at(shop.days, shop.last_day)
    none = np.zeros(len(pairs))
    rhythms = fit_product_rhythms(pairs, none)
    waits = pair_waits(rhythms, pairs, none)
    due = are_due(waits, within=WITHIN, ahead=14)
    uses = product_uses(rhythms, pairs, waits, due, within=WITHIN)
    assert [each.customers for each in uses] == np.bincount(pairs.product).tolist()
    assert [each.due for each in uses] == np.bincount(pairs.product[due]).tolist()
    for at, use in enumerate(uses):
        own = waits.take(pairs.product == at).wait(0.5, within=WITHIN, silence=0.0)
        gap = use.usual_gap_days
        assert gap.value == pytest.approx(np.median(own), rel=0.02)
        assert gap.low < gap.value < gap.high
        assert 0.5 < use.returning_share <= 1


def test_a_product_without_pairs_has_no_gap():
    shop = product_shop(100, paces=(20.0,), rng=np.random.default_rng(7))
    days = replace(shop.days, names=("tea", "unknown"))
    pairs, _ = pairs_at(days, shop.last_day)
    none = np.zeros(len(pairs))
    rhythms = fit_product_rhythms(pairs, none)
    use = product_uses(rhythms, pairs, pair_waits(rhythms, pairs, none), none > 0, within=WITHIN)[1]
    assert (use.customers, use.due, use.returning_share) == (0, 0, 0)
    assert not use.usual_gap_days.known
