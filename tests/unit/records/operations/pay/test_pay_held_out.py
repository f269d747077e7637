"""Where the business says so, customers held out are paid by the mean of the treated as a month closes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from trial_house import make_trial

from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import Business, PayDecision, PayLine, PayPlanVersion, TrialLot
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.close_month import close_month, reopen_month
from perennial.records.queries.trials.held_out_pay import missed_pay

FIRST, LAST, TODAY = date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 2)


@pytest.fixture
def lots(house, settings, tmp_path):
    """Two treated and one held out all March; the treated pay 30 and 0, the other 2."""
    settings.DATA_DIR = tmp_path
    put_in_force(house.owner, shipped_plan(since=date(2026, 1, 1)))
    trial = make_trial(house, [])
    house.lots = []
    for arm, paid in (("treatment", 30), ("treatment", 0), ("control", 2)):
        customer = house.customer(arm, owner=house.farmer)
        lot = TrialLot.objects.create(
            trial=trial,
            customer=customer,
            lot_key=customer.pk,
            arm=arm,
            assigned_on=FIRST - timedelta(days=1),
            until=LAST + timedelta(days=30),
        )
        house.lots.append(lot)
        if paid:
            line(house, customer, paid)
    return house


def line(house, customer, amount):
    PayLine.objects.create(
        seller=house.farmer,
        month="2026-03",
        of_month="2026-03",
        earned_month="2026-03",
        day=date(2026, 3, 10),
        customer_key=customer.pk,
        cause=f"test:{customer.pk}",
        rule="percentage",
        plan=PayPlanVersion.objects.get(),
        base=amount,
        rate=1,
        amount=amount,
        reason={"text": "Test", "facts": {}},
    )


def test_the_mean_of_the_treated_is_what_is_missed(lots):
    assert missed_pay("2026-03") == {lots.farmer.pk: Decimal("13.00")}
    assert missed_pay("2026-01") == {}


def test_days_before_the_lot_do_not_count(lots):
    TrialLot.objects.filter(arm="control").update(assigned_on=date(2026, 3, 21))
    assert missed_pay("2026-03") == {lots.farmer.pk: round(Decimal(30) / 62 * 10, 2)}


def test_nothing_is_added_unless_the_business_says_so(lots):
    close_month(lots.owner, "2026-03", today=TODAY)
    assert not PayDecision.objects.exists()


def test_what_is_missed_is_added_once_when_the_month_closes(lots):
    Business.objects.update(pay_mean_for_held_out=True)
    close_month(lots.owner, "2026-03", today=TODAY)
    decision = PayDecision.objects.get()
    assert (decision.seller, decision.amount, decision.day, decision.by) == (lots.farmer, 13, LAST, None)
    assert PayLine.objects.get(rule="decision").month == "2026-03"
    reopen_month(lots.owner, "2026-03", "A mistake")
    close_month(lots.owner, "2026-03", today=TODAY)
    assert PayDecision.objects.count() == 1


def test_the_statement_says_so(lots, client):
    TrialLot.objects.update(until=date(2999, 1, 1))
    client.force_login(lots.farmer)
    said = client.get("/pay/mine/?month=2026-03").content.decode()
    assert "Held out by lot in a trial" in said
    assert "nothing is added for them" in said
    Business.objects.update(pay_mean_for_held_out=True)
    said = client.get("/pay/mine/?month=2026-03").content.decode()
    assert "€13" in said


def test_nobody_held_out_nobody_told(house, client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    client.force_login(house.farmer)
    assert "Held out by lot" not in client.get("/pay/mine/").content.decode()
