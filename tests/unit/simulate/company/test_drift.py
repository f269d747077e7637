"""Two sellers drift, the others do not."""

import numpy as np
import pytest

from perennial.simulate.company.company import Company


def shares(company: Company, seller: str, begin: int, end: int) -> dict[str, float]:
    """What a seller's touches were from one day to another."""
    touches = company.touches
    mine = (touches.seller_id == seller) & (touches.day >= begin) & (touches.day < end)
    existing = mine & (touches.customer_id != "")
    leads, first = np.unique(touches.lead_id, return_index=True)
    opening = np.isin(np.arange(len(mine)), first[leads != ""]) & (touches.direction == "out")
    days = len(set(touches.day[mine].tolist()))
    return {
        "existing": existing.sum() / mine.sum(),
        "inbound": (existing & (touches.direction == "in")).sum() / existing.sum(),
        "openings": (mine & opening).sum() / days,
        "chores": touches.minutes[mine & (touches.play == "chore")].sum() / touches.minutes[mine].sum(),
    }


def by_role(company: Company, role: str) -> tuple[str, list[str]]:
    """The drifting seller of a role and the stable ones."""
    sellers = company.sellers.seller_id[company.sellers.role == role].tolist()
    (drifting,) = [seller for seller in sellers if seller in company.truth.drift_began]
    return drifting, [seller for seller in sellers if seller != drifting]


def before_and_after(
    company: Company, seller: str, drifting: str
) -> tuple[dict[str, float], dict[str, float]]:
    begin, end = company.truth.drift_began[drifting], company.last_day + 1
    return shares(company, seller, company.truth.density_day, begin), shares(company, seller, end - 49, end)


def test_drift_began_11_to_15_weeks_before_the_end(company: Company) -> None:
    assert len(company.truth.drift_began) == 2
    for day in company.truth.drift_began.values():
        assert 11 * 7 <= company.last_day - day <= 15 * 7
        assert (day + 3) % 7 == 0


def test_drifting_hunter_turns_from_first_contacts_to_customers_and_chores(company: Company) -> None:
    drifting, _ = by_role(company, "hunter")
    before, after = before_and_after(company, drifting, drifting)
    assert after["existing"] > 2 * before["existing"]
    assert after["openings"] < 0.6 * before["openings"]
    assert after["chores"] > 1.3 * before["chores"]


def test_stable_hunters_stay_as_they_were(company: Company) -> None:
    drifting, stable = by_role(company, "hunter")
    for seller in stable:
        before, after = before_and_after(company, seller, drifting)
        assert after["existing"] < before["existing"] + 0.1
        assert after["openings"] > 0.6 * before["openings"]


def test_drifting_farmer_waits_for_calls(company: Company) -> None:
    drifting, stable = by_role(company, "farmer")
    before, after = before_and_after(company, drifting, drifting)
    assert after["inbound"] > 1.5 * before["inbound"]
    for seller in stable:
        before, after = before_and_after(company, seller, drifting)
        assert after["inbound"] == pytest.approx(before["inbound"], abs=0.1)


def test_late_regulars_of_the_drifting_farmer_go_untouched(company: Company) -> None:
    drifting, stable = by_role(company, "farmer")
    end = company.last_day + 1
    waiting = untouched(company, drifting, range(end - 49, end, 7))
    assert waiting > 0.35
    assert max(untouched(company, seller, range(end - 49, end, 7)) for seller in stable) < 0.3


def test_drifting_hunter_keeps_new_customers(company: Company) -> None:
    drifting, stable = by_role(company, "hunter")
    kept = {seller: (company.customers.owner_id == seller).sum() for seller in [drifting, *stable]}
    assert kept[drifting] > 2 * max(kept[seller] for seller in stable)


def untouched(company: Company, farmer: str, mondays: range) -> float:
    """Share of the regulars long past their usual gap whom their farmer left alone."""
    customers, touches, orders = company.customers, company.touches, company.orders
    gap = 1.0 / company.truth.rate
    ordered = np.searchsorted(customers.customer_id, orders.customer_id)
    mine = (touches.seller_id == farmer) & (touches.customer_id != "") & (touches.direction == "out")
    touched = np.searchsorted(customers.customer_id, touches.customer_id[mine])
    late, alone = 0, 0
    for monday in mondays:
        seen, called = orders.day < monday, touches.day[mine] < monday + 7
        last, call = np.full((2, len(gap)), -(10.0**6))
        np.maximum.at(last, ordered[seen], orders.day[seen])
        np.maximum.at(call, touched[called], touches.day[mine][called])
        silence = (monday - last) / gap
        counts = np.bincount(ordered[seen], minlength=len(gap))
        past = (customers.owner_id == farmer) & (counts >= 4) & (silence > 1.5) & (silence < 4.0)
        late += int(past.sum())
        alone += int((past & (call < last + 0.8 * gap)).sum())
    return alone / late
