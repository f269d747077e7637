"""How long a year of pay takes: the lines of a company, and a second writing that adds none."""

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from perennial.pay.lines.facts import HandOff, Order, Part, PayFacts, Payment, Refund
from perennial.pay.lines.reckoning import lines_of
from perennial.pay.lines.what_if import what_would_have_paid
from perennial.pay.lines.writing import lines_to_write
from perennial.pay.plans.shipped import shipped_plan

_NEW_YEAR = date(2026, 1, 1)
_ORDERS_A_CUSTOMER = 4
_SELLERS = 50
_T = TypeVar("_T")


def main() -> None:
    """Measure and print, in seconds of this process's own time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    facts = company(parser.parse_args().orders)
    plans = [shipped_plan(since=_NEW_YEAR)]
    lines = timed("lines that should be there", lambda: lines_of(plans, facts))
    written = timed("written for the first time", lambda: lines_to_write((), lines))
    again = timed("written again", lambda: lines_to_write(written, lines, {"2026-01"}))
    timed(
        "what another plan would have paid",
        lambda: what_would_have_paid(
            plans, shipped_plan(since=_NEW_YEAR, version=2), facts, first="2026-01", last="2026-12"
        ),
    )
    print(f"{len(facts.orders)} orders, {len(lines)} lines, {len(again)} added by the second writing")


def company(orders: int) -> PayFacts:
    """Invent customers with four orders each in a year; one in ten orders is partly refunded."""
    random = Random(0)
    found: list[Order] = []
    payments: list[Payment] = []
    refunds: list[Refund] = []
    handoffs: list[HandOff] = []
    for customer in range(orders // _ORDERS_A_CUSTOMER):
        day = _NEW_YEAR + timedelta(days=random.randrange(180))
        handoffs.append(_handed_over(customer, day))
        for _ in range(_ORDERS_A_CUSTOMER):
            order = _order(len(found), customer, day, random)
            found.append(order)
            amount = order.parts[0].amount
            payments.append(Payment(payment=order.order, order=order.order, day=day, amount=amount))
            if random.random() < 0.1:
                back = day + timedelta(days=7)
                refunds.append(Refund(refund=order.order, order=order.order, day=back, amount=amount / 100))
            day += timedelta(days=random.randrange(1, 60))
    return PayFacts(orders=found, payments=payments, refunds=refunds, handoffs=handoffs)


def _order(number: int, customer: int, day: date, random: Random) -> Order:
    amount = Decimal(random.randrange(1, 5000))
    return Order(
        order=str(number),
        customer=str(customer),
        day=day,
        parts=(Part(amount=amount),),
        seller=f"hunter {customer % _SELLERS}",
    )


def _handed_over(customer: int, day: date) -> HandOff:
    return HandOff(
        customer=str(customer),
        day=day + timedelta(days=2),
        hunter=f"hunter {customer % _SELLERS}",
        farmer=f"farmer {customer % _SELLERS}",
        protected_until=day + timedelta(days=92),
        usual_gap=30.0,
    )


def timed(what: str, work: Callable[[], _T]) -> _T:
    """Do something and print how long it took."""
    began = time.process_time()
    result = work()
    print(f"{what}: {time.process_time() - began:.1f} s", flush=True)
    return result


if __name__ == "__main__":
    main()
