"""A house with the shipped plan in force, and an order book of one customer."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import Customer, HandOff, Order, OwnerChange, PayLine
from perennial.records.operations.pay.change_plan import put_in_force


@dataclass
class Book:
    """What one customer of the hunter does."""

    house: object
    customer: Customer

    def order(self, number, day, amount, **fields):
        return Order.objects.create(
            customer=self.customer,
            external_id=number,
            day=date.fromisoformat(day),
            ordered_at=datetime.fromisoformat(f"{day}T12:00+00:00"),
            amount=None if amount is None else Decimal(amount),
            seller=fields.pop("seller", self.house.hunter),
            **fields,
        )

    def hand_over(self, day, *, until, gap=30.0):
        at = datetime.fromisoformat(f"{day}T12:00+00:00").astimezone(UTC)
        hunter, farmer = self.house.hunter, self.house.farmer
        OwnerChange.objects.create(customer=self.customer, old=hunter, new=farmer, at=at, why="handoff")
        return HandOff.objects.create(
            customer=self.customer,
            hunter=hunter,
            farmer=farmer,
            state="accepted",
            accepted_at=at,
            protected_until=date.fromisoformat(until),
            usual_gap=gap,
        )

    def lines(self, **of):
        rows = PayLine.objects.filter(**of).order_by("day", "pk").select_related("seller")
        return [(each.seller.name, each.month, str(each.amount)) for each in rows]


@pytest.fixture
def book(house):
    put_in_force(house.owner, shipped_plan(since=date(2026, 1, 1)))
    customer = house.customer(owner=house.hunter, hunter=house.hunter)
    return Book(house, customer)
