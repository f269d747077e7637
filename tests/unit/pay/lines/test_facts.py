from datetime import date
from decimal import Decimal

import pytest
from pay_words import facts_of, plans_of

from perennial.pay.lines.facts import Order, Part, PayFacts, Refund, SharesError
from perennial.pay.lines.reckoning import lines_of

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "shares", [{"H": "0.6", "G": "0.3"}, {"H": "1.5", "G": "-0.5"}, {"H": "1", "G": "0"}]
)
def test_shares_are_all_of_an_order(shares):
    with pytest.raises(SharesError, match="order 1053 have to add up to 100%"):
        Order(
            order="7",
            customer="c",
            day=DAY,
            parts=(Part(amount=Decimal(1)),),
            shares={who: Decimal(share) for who, share in shares.items()},
            name="1053",
        )


@pytest.mark.parametrize("part", [{"amount": Decimal(-1)}, {"amount": Decimal(1), "margin": Decimal(2)}])
def test_a_part_has_money_and_no_more_margin_than_that(part):
    with pytest.raises(ValueError, match="no part of an order"):
        Part(**part)


def test_money_of_an_order_that_is_not_given_is_refused():
    stray = PayFacts(refunds=[Refund(refund="1", order="7", day=DAY, amount=Decimal(1))])
    with pytest.raises(ValueError, match="not given"):
        lines_of(plans_of(""), stray)


def test_an_order_given_twice_is_refused():
    order = facts_of("A 1 Mar 1000 by H").orders[0]
    with pytest.raises(ValueError, match="twice"):
        lines_of(plans_of(""), PayFacts(orders=[order, order]))
