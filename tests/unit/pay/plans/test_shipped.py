from datetime import date
from decimal import Decimal

from perennial.pay.plans.faults import faults_of
from perennial.pay.plans.shipped import shipped_plan

PLAN = shipped_plan(since=date(2026, 1, 1))


def test_the_shipped_plan_pays_hunters_for_first_and_farmers_for_later_purchases():
    assert [(each.to, each.share) for each in PLAN.percentages_of(1, "", "")] == [("hunter", Decimal("0.10"))]
    for number in (2, 3, 40):
        found = [(each.to, each.share) for each in PLAN.percentages_of(number, "", "")]
        assert found == [("farmer", Decimal("0.05"))]


def test_the_shipped_plan_has_no_faults_and_pays_on_money_that_came():
    assert faults_of(PLAN) == ()
    assert PLAN.earned_on == "paid"
    assert (PLAN.protected.first, PLAN.protected.last, PLAN.protected.share) == (2, 2, Decimal("0.02"))
