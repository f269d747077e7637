"""Weeks of sellers follow the laws they are drawn by."""

import numpy as np
import pytest

from perennial.simulate.sellers import SellerWeeks, make_seller_weeks


@pytest.fixture(scope="module")
def drifting() -> SellerWeeks:
    return make_seller_weeks(11, drifting_hunters=1, drifting_farmers=1)


def test_stable_sellers_have_no_drift_and_the_weeks_asked_for() -> None:
    made = make_seller_weeks(3, weeks=30)
    assert made.drift_began == {}
    assert made.last_day - made.first_day + 1 == 210
    assert set(made.touches.seller.tolist()) == set(range(9))
    assert made.touches.day.min() >= made.first_day
    assert max(made.touches.day.max(), made.orders.day.max()) <= made.last_day


def test_same_seed_gives_the_same_weeks() -> None:
    one, two, other = make_seller_weeks(5), make_seller_weeks(5), make_seller_weeks(6)
    assert np.array_equal(one.touches.minutes, two.touches.minutes)
    assert np.array_equal(one.overdue.touched, two.overdue.touched)
    assert not np.array_equal(one.overdue.past_band, other.overdue.past_band)


def test_nobody_works_on_days_off() -> None:
    made = make_seller_weeks(4)
    assert np.isin(made.touches.day, made.working).all()
    for seller, first, last in zip(made.away.seller, made.away.first, made.away.last, strict=True):
        day = made.touches.day[made.touches.seller == seller]
        assert not ((day >= first) & (day <= last)).any()


def test_chores_have_no_customer_and_first_contacts_are_with_new_leads() -> None:
    touches = make_seller_weeks(4).touches
    chore = touches.customer < 0
    assert not (chore & (touches.on_existing | touches.first_contact | touches.planned)).any()
    assert not (touches.first_contact & touches.on_existing).any()
    assert (touches.seller[touches.first_contact] < 5).all()
    assert 0 < touches.held_out.sum() < 0.1 * len(chore)


def test_drifting_hunter_opens_less_and_wins_less(drifting: SellerWeeks) -> None:
    (hunter,) = [who for who in drifting.drift_began if who < drifting.hunters]
    begin, full = drifting.drift_began[hunter], drifting.drift_began[hunter] + 35
    touches, orders = drifting.touches, drifting.orders
    mine, opening = touches.seller == hunter, touches.first_contact & touches.outgoing
    before, after = mine & (touches.day < begin), mine & (touches.day >= full)
    assert opening[after].mean() < 0.5 * opening[before].mean()
    assert touches.on_existing[after].mean() > 2 * touches.on_existing[before].mean()
    wins = orders.day[(orders.seller == hunter) & orders.is_first]
    pace_before = (wins < begin).sum() / (begin - drifting.first_day)
    assert (wins >= full).sum() / (drifting.last_day + 1 - full) < 0.7 * pace_before


def test_drifting_farmer_waits_for_calls(drifting: SellerWeeks) -> None:
    (farmer,) = [who for who in drifting.drift_began if who >= drifting.hunters]
    begin, full = drifting.drift_began[farmer], drifting.drift_began[farmer] + 35
    touches, overdue = drifting.touches, drifting.overdue
    mine = (touches.seller == farmer) & touches.on_existing
    before, after = mine & (touches.day < begin), mine & (touches.day >= full)
    assert (~touches.outgoing[after]).mean() > 1.5 * (~touches.outgoing[before]).mean()
    own = overdue.seller == farmer
    share = overdue.touched / np.maximum(overdue.past_band, 1)
    assert share[own & (overdue.week >= full)].mean() < 0.5
    assert share[own & (overdue.week < begin)].mean() == pytest.approx(0.75, abs=0.06)
