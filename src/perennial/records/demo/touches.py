"""Touches and chores of the invented company, and the promises that came of them."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import timedelta

from perennial.core.days import date_of
from perennial.records.demo.cast import Cast, Crowd
from perennial.records.demo.write_rows import write_rows
from perennial.records.models import Order, Promise, Touch
from perennial.records.models.words import Outcome, Play

__all__ = ["add_touches"]

_PROMISED_WITHIN = (3, 5, 7, 10)  # days; which of them turns with the number of the touch
_STILL_TOLD = 10  # days back: older promises that were not kept are long forgotten


def add_touches(cast: Cast, crowd: Crowd) -> None:
    """Write all touches, and promises as far as they were kept or are still waited for."""
    rows = list(_touches(cast, crowd))
    write_rows(rows)
    by_pk = {customer.pk: number for number, customer in crowd.customers.items()}
    promises = [
        promise
        for turn, touch in enumerate(rows)
        if touch.outcome == Outcome.PROMISED
        and (
            promise := _promise(
                cast, touch, turn, crowd.orders.get(by_pk.get(touch.customer_id or 0, ""), ())
            )
        )
    ]
    write_rows(promises)


def _touches(cast: Cast, crowd: Crowd) -> Iterator[Touch]:
    table = cast.company.touches
    columns = (
        table.seller_id.tolist(),
        table.customer_id.tolist(),
        table.lead_id.tolist(),
        table.day.tolist(),
        table.minute.tolist(),
        table.minutes.tolist(),
        table.direction.tolist(),
        table.channel.tolist(),
        table.play.tolist(),
        table.outcome.tolist(),
        table.planned.tolist(),
    )
    for seller, whose, lead_id, day, minute, minutes, direction, channel, play, outcome, planned in zip(
        *columns, strict=True
    ):
        lead = crowd.leads.get(lead_id)
        customer = crowd.customers.get(whose) or (lead.customer if lead else None)
        yield Touch(
            seller=cast.people[seller],
            customer=customer,
            lead=lead,
            happened_at=cast.clock.at(day, minute),
            day=date_of(day),
            minutes=float(minutes),
            direction=direction,
            channel=channel,
            play=play if customer else Play.CHORE,
            outcome=outcome,
            is_planned=planned,
        )


def _promise(cast: Cast, touch: Touch, turn: int, orders: tuple[Order, ...]) -> Promise | None:
    day = touch.day + timedelta(days=_PROMISED_WITHIN[turn % len(_PROMISED_WITHIN)])
    place = bisect_left(orders, touch.happened_at, key=lambda order: order.ordered_at)
    kept = orders[place] if place < len(orders) and orders[place].day <= day else None
    if kept is None and touch.day < date_of(cast.company.last_day - _STILL_TOLD):
        return None
    return Promise(
        customer=touch.customer,
        touch=touch,
        day=day,
        made_at=touch.happened_at,
        made_by=touch.seller,
        kept_by=kept,
    )
