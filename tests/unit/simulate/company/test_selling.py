"""From lead to first order, hand-off and farming."""

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.simulate.company.company import Company

OUTCOMES = {"reached", "no_answer", "promised", "ordered", "refused", "left", "wrong_number", "none"}
PLAYS = {
    "greet",
    "second",
    "remind",
    "offer",
    "window",
    "thank",
    "repair",
    "return",
    "renew",
    "first",
    "chore",
    "",
}


def test_codes_are_those_of_the_lists(company: Company) -> None:
    touches = company.touches
    assert set(touches.outcome.tolist()) == OUTCOMES
    assert set(touches.play.tolist()) == PLAYS
    assert set(touches.direction.tolist()) == {"in", "out"}
    assert set(touches.channel.tolist()) == {"call", "message", "visit", "mail", "meeting", ""}
    assert set(company.orders.initiated_by.tolist()) == {"seller", "customer", "site"}
    assert set(company.leads.lead_step.tolist()) == {"new", "contact", "meeting", "offer", "won", "lost"}


def test_first_orders_are_the_hunters_or_the_sites(company: Company) -> None:
    first = first_orders(company)
    orders, hunters = company.orders, company.sellers.seller_id[company.sellers.role == "hunter"]
    seller = orders.seller_id[first]
    assert set(seller.tolist()) == {*hunters.tolist(), ""}
    assert (orders.initiated_by[first][seller == ""] == "site").all()
    assert 0.5 < (seller != "").mean() < 0.8


def test_won_leads_became_the_customers_of_their_day(company: Company) -> None:
    leads, customers = company.leads, company.customers
    won = leads.lead_step == "won"
    number = np.searchsorted(customers.customer_id, leads.customer_id[won])
    assert np.array_equal(customers.first_order[number], leads.won_day[won])
    assert np.array_equal(customers.product_id[number], leads.product_id[won])
    names = np.array(customers.name)[number]
    assert np.array_equal(names, np.array(leads.name)[won])
    assert (leads.customer_id[~won] == "").all()


def test_steps_of_leads_follow_one_another(company: Company) -> None:
    leads = company.leads
    for earlier, later in [
        ("entered", "contact_day"),
        ("contact_day", "meeting_day"),
        ("meeting_day", "offer_day"),
        ("offer_day", "won_day"),
        ("entered", "lost_day"),
    ]:
        before, after = getattr(leads, earlier), getattr(leads, later)
        both = (before != NO_DAY) & (after != NO_DAY)
        assert both.any()
        assert (before[both] <= after[both]).all()


def test_no_open_lead_has_stood_still_for_a_quarter(company: Company) -> None:
    leads = company.leads
    is_open = ~np.isin(leads.lead_step, ["won", "lost"])
    moved = np.max([leads.entered, leads.contact_day, leads.meeting_day, leads.offer_day], axis=0)
    assert 20 < is_open.sum() < len(is_open) / 4
    assert (moved[is_open] > leads.entered.max() - 90).all()


def test_handoffs_follow_the_first_order_and_are_mostly_prompt(company: Company) -> None:
    handoffs, customers = company.handoffs, company.customers
    first = customers.first_order[np.searchsorted(customers.customer_id, handoffs.customer_id)]
    assert (handoffs.offered > first).all()
    done = handoffs.accepted != NO_DAY
    wait = (handoffs.accepted - handoffs.offered)[done]
    assert wait.min() >= 1
    assert np.median(wait) <= 2
    assert 0 < (~done).sum() < 60
    assert all(handoffs.note)


def test_touches_have_somebody_or_are_chores(company: Company) -> None:
    touches = company.touches
    chore = touches.play == "chore"
    nobody = (touches.customer_id == "") & (touches.lead_id == "")
    assert np.array_equal(chore, nobody)
    assert not ((touches.customer_id != "") & (touches.lead_id != "")).any()
    assert (touches.lead_id[touches.play == "first"] != "").all()


def test_touches_lie_in_working_hours_of_days_at_work(company: Company) -> None:
    touches, absences = company.touches, company.absences
    assert touches.minute.min() >= 9 * 60
    assert (touches.minute + touches.minutes).max() <= 18 * 60 + 30
    assert touches.minutes.min() >= 1
    assert ((touches.day + 3) % 7 < 5).all()
    for seller, first, last in zip(absences.seller_id, absences.first_day, absences.last_day, strict=True):
        away = (touches.seller_id == seller) & (touches.day >= first) & (touches.day <= last)
        assert not away.any()


def test_customers_are_touched_after_their_first_order(company: Company) -> None:
    touches, customers = company.touches, company.customers
    with_customer = touches.customer_id != ""
    number = np.searchsorted(customers.customer_id, touches.customer_id[with_customer])
    assert (touches.day[with_customer] >= customers.first_order[number]).all()


def test_ordered_outcomes_have_an_order_of_that_day_later(company: Company) -> None:
    touches, orders = company.touches, company.orders
    rows = np.flatnonzero((touches.outcome == "ordered") & (touches.customer_id != ""))
    last: dict[tuple[str, int], int] = {}
    for customer, day, minute in zip(
        orders.customer_id.tolist(), orders.day.tolist(), orders.minute.tolist(), strict=True
    ):
        last[customer, day] = minute
    waits = [
        last[touches.customer_id[row], touches.day[row]] - touches.minute[row] - touches.minutes[row]
        for row in rows
    ]
    assert min(waits) >= 0


def test_touches_are_sparser_before_the_density_day(company: Company) -> None:
    day, dense = company.touches.day, company.truth.density_day
    before = (day < dense).sum() / (dense - company.first_day)
    after = (day >= dense).sum() / (company.last_day + 1 - dense)
    assert 0.3 < before / after < 0.7


def test_reasons_are_of_those_who_left(company: Company) -> None:
    reasons, customers = company.leave_reasons, company.customers
    number = np.searchsorted(customers.customer_id, reasons.customer_id)
    assert (reasons.day > company.truth.leaving_day[number]).all()
    assert len(set(reasons.customer_id.tolist())) == len(number) > 200
    assert set(reasons.reason.tolist()) == {
        *("moved", "forgot", "competitor", "price", "our_mistake", "no_need", "other"),
    }


def test_a_serious_mistake_goes_before_some_of_the_leavings(company: Company) -> None:
    mistakes, customers = company.mistakes, company.customers
    number = np.searchsorted(customers.customer_id, mistakes.customer_id)
    left = company.truth.leaving_day[number] - mistakes.day
    close = (np.abs(left) < 60) & mistakes.serious
    assert close.sum() > 20
    assert (~mistakes.serious).any()
    assert ((mistakes.resolved == NO_DAY) | (mistakes.resolved > mistakes.day)).all()


@pytest.mark.parametrize("role", ["hunter", "farmer"])
def test_owners_are_sellers(company: Company, role: str) -> None:
    sellers = company.sellers.seller_id[company.sellers.role == role]
    share = np.isin(company.customers.owner_id, sellers).mean()
    assert share < 0.05 if role == "hunter" else share > 0.95


def first_orders(company: Company) -> np.ndarray:
    _, first = np.unique(company.orders.customer_id, return_index=True)
    return first
