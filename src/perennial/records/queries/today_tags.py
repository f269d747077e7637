"""What is said first of a line of Today."""

from datetime import date, timedelta
from typing import Literal

from perennial.records.models import Customer, PlannedTouch, Promise
from perennial.records.models.words import Outcome, Play
from perennial.records.queries.lead_calls import Worked

__all__ = ["Tag", "tag_of"]

Tag = Literal["new", "promised", "no_answer", "lead", "offer", "past", "expected", "play"]

#: Plays that wait for an order of the customer's own rhythm; others are done for another reason.
_OF_RHYTHM = frozenset({Play.SECOND, Play.REMIND, Play.OFFER, Play.WINDOW, Play.RETURN})
_AWAITS_ORDER = frozenset({Play.SECOND, Play.REMIND})


def tag_of(
    customer: Customer,
    planned: PlannedTouch | None,
    promise: Promise | None,
    worked: Worked | None,
    today: date,
) -> Tag:
    """Say what is said first of a line: what was agreed, then what is due, else the play."""
    if worked is not None and worked.last is None:
        return "lead"
    if planned is None or planned.play == Play.GREET:
        return "new"
    if promise is not None:
        return "promised"
    if planned.made_by is not None and planned.made_by.outcome == Outcome.NO_ANSWER:
        return "no_answer"
    return _due(customer, planned, today) if planned.play in _OF_RHYTHM else "play"


def _due(customer: Customer, planned: PlannedTouch, today: date) -> Tag:
    if _offers(planned, today):
        return "offer"
    if planned.churn_date is not None and planned.churn_date <= today:
        return "past"
    return "expected" if planned.play in _AWAITS_ORDER and _is_expected(customer, today) else "play"


def _offers(planned: PlannedTouch, today: date) -> bool:
    first, last = planned.offer_from, planned.offer_until
    return first is not None and last is not None and first <= today <= last


def _is_expected(customer: Customer, today: date) -> bool:
    likely, sunday = customer.next_order_likely, today + timedelta(days=6 - today.weekday())
    return likely is not None and today <= likely <= sunday
