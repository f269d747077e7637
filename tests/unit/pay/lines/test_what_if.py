from dataclasses import replace
from datetime import date
from decimal import Decimal

from pay_words import facts_of, plans_of

from perennial.pay.lines.what_if import what_would_have_paid

FACTS = facts_of(
    "owner 1 Jan F; A 1 Jan 1000 by H; B 10 Mar 500 by F; C 2 Mar 1000 of d by H; D 1 Dec 2025 700 of e by H"
)
NOW = plans_of("shipped")
CHANGED = plans_of("pays hunter 1 8%, farmer 2+ 6%")[0]


def compared(first="2026-01", last="2026-12", plans=NOW, changed=CHANGED):
    return what_would_have_paid(plans, changed, FACTS, first=first, last=last)


def test_every_seller_and_the_total_are_told_with_the_difference():
    found = compared()
    assert {each.seller: (each.now, each.changed, each.difference) for each in found.sellers} == {
        "F": (Decimal(25), Decimal(30), Decimal(5)),
        "H": (Decimal(200), Decimal(160), Decimal(-40)),
    }
    assert (found.total.now, found.total.changed, found.total.difference) == (225, 190, -35)


def test_only_the_months_asked_for_count():
    assert compared(first="2026-03", last="2026-03").total.now == 125


def test_the_day_of_the_changed_plan_does_not_matter():
    later = replace(CHANGED, since=date(2027, 1, 1), version=2)
    assert compared(changed=later) == compared()


def test_where_no_plan_was_in_force_all_of_it_is_new():
    assert compared(plans=[]).total.now == 0
