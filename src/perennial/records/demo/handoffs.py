"""Hand-offs of the invented company: those long done, those that wait, and those nobody has offered yet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta

from perennial.core.days import NO_DAY, date_of
from perennial.records.demo.cast import Cast, Crowd
from perennial.records.demo.write_rows import write_rows
from perennial.records.models import HandOff, OwnerChange
from perennial.records.models.words import Role

__all__ = ["add_handoffs"]

_ACCEPTED = 10 * 60  # minute of the day
_DUE = 2  # working days
_YEAR = timedelta(days=365)
_SATURDAY = 5


def add_handoffs(cast: Cast, crowd: Crowd) -> None:
    """Write hand-offs, whose customers were, and until when the hunters' share is protected."""
    expected = _expected(cast, crowd)
    rows = [*_told(cast, crowd, expected), *_untold(cast, crowd, expected)]
    write_rows(rows)
    write_rows(
        (
            OwnerChange(
                customer=row.customer,
                old=row.hunter,
                new=row.farmer,
                why="handoff",
                by=row.farmer,
                at=row.accepted_at,
            )
            for row in rows
            if row.accepted_at is not None
        ),
    )


def _told(cast: Cast, crowd: Crowd, expected: Mapping[int, float]) -> Iterator[HandOff]:
    table = cast.company.handoffs
    columns = (
        table.customer_id.tolist(),
        table.hunter_id.tolist(),
        table.farmer_id.tolist(),
        table.offered.tolist(),
        table.offered_minute.tolist(),
        table.accepted.tolist(),
        table.note,
    )
    soonest = _working_day(cast.company.last_day + 1, 1)  # who still waits has not been accepted in silence
    for whose, hunter, farmer, offered, minute, accepted, note in zip(*columns, strict=True):
        customer, waits = crowd.customers[whose], accepted == NO_DAY
        due = _working_day(offered, _DUE)
        yield HandOff(
            customer=customer,
            order=crowd.orders[whose][0],
            hunter=cast.people[hunter],
            farmer=cast.people[farmer],
            note=note,
            state=HandOff.State.OFFERED if waits else HandOff.State.ACCEPTED,
            opened_at=cast.clock.at(offered, minute),
            offered_at=cast.clock.at(offered, minute),
            due_on=date_of(max(due, soonest) if waits else due),
            accepted_at=None if waits else cast.clock.at(accepted, _ACCEPTED),
            protected_until=customer.protected_until,
            expected_orders_365=expected.get(customer.product_id or 0),
        )


def _untold(cast: Cast, crowd: Crowd, expected: Mapping[int, float]) -> Iterator[HandOff]:
    """Give the hand-offs still to be offered: customers whom their hunter has kept so far."""
    known = set(cast.company.handoffs.customer_id.tolist())
    for number, customer in crowd.customers.items():
        if number in known or customer.owner is None or customer.owner.role != Role.HUNTER:
            continue
        order = crowd.orders[number][0]
        yield HandOff(
            customer=customer,
            order=order,
            hunter=customer.owner,
            state=HandOff.State.OPEN,
            opened_at=order.ordered_at + timedelta(hours=1),
            expected_orders_365=expected.get(customer.product_id or 0),
        )


def _expected(cast: Cast, crowd: Crowd) -> Mapping[int, float]:
    """Give the mean number of later orders in the year after a first one, by product."""
    last = date_of(cast.company.last_day)
    found: dict[int, list[int]] = defaultdict(list)
    for number, orders in crowd.orders.items():
        first = orders[0].day
        if first + _YEAR <= last:
            product = crowd.customers[number].product_id or 0
            found[product].append(sum(order.day <= first + _YEAR for order in orders[1:]))
    return {product: sum(counts) / len(counts) for product, counts in found.items()}


def _working_day(day: int, after: int) -> int:
    while after:
        day += 1
        after -= int(date_of(day).weekday() < _SATURDAY)
    return day
