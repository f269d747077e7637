"""Open hand-offs: for first orders that came to the trigger, or by hand for one customer."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, Customer, HandOff, Order, User
from perennial.records.models.words import Role
from perennial.records.operations.assign import assign
from perennial.records.operations.audit import note_act
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.choose_farmer import Farmers, read_farmers
from perennial.records.queries.handoffs_due import first_orders_due, hunter_of, orders_of_late
from perennial.records.queries.working_days import days_off, working_days_after

__all__ = ["open_due_handoffs", "open_handoff", "open_handoffs"]

_CHUNK = 500


def open_handoffs(order_ids: Iterable[int], *, today: date | None = None) -> int:
    """Open a hand-off for each first order that was paid (or delivered) and won by a hunter.

    Called after orders came in, with new and changed ones; a second call opens nothing twice.

    Returns
    -------
    int
        Hand-offs opened.
    """
    day, business = today or timezone.localdate(), Business.current()
    farmers = None
    opened = 0
    for ids in _batches(sorted(set(order_ids))):
        with transaction.atomic():
            due = [
                (each, hunter)
                for each in first_orders_due(ids, today=day, business=business)
                if (hunter := hunter_of(each)) is not None
            ]
            farmers = farmers or (read_farmers(day) if due else None)
            for order, hunter in due:
                assert farmers is not None
                _open(order.customer, order, hunter, farmers=farmers, business=business, day=day)
        opened += len(due)
    return opened


def open_due_handoffs(*, today: date) -> int:
    """Open the hand-offs that no coming order opened: the day was still ahead then, or a setting changed."""
    return open_handoffs(orders_of_late(today), today=today)


@transaction.atomic
def open_handoff(by: User, customer: Customer, *, today: date | None = None) -> HandOff:
    """Open a hand-off by hand, or give the one that is open.

    Raises
    ------
    UserError
        The customer has not bought yet, or is not with a hunter.
    """
    found = customer.handoffs.filter(state__in=[HandOff.State.OPEN, HandOff.State.OFFERED]).first()
    if found is not None:
        return found
    first = customer.orders.filter(refund_of="").order_by("day", "id").first()
    if first is None:
        raise UserError("A customer is handed over after the first order.")
    hunter = customer.owner
    if hunter is None or hunter.role != Role.HUNTER:
        raise UserError("This customer is not with a hunter.")
    day = today or timezone.localdate()
    made = _open(
        customer, first, hunter, farmers=read_farmers(day), business=Business.current(), day=day, by=by
    )
    note_act(by, "handoff.open", made, customer=customer.pk)
    return made


def _batches(ids: Sequence[int]) -> Iterable[tuple[int, ...]]:
    return (tuple(ids[at : at + _CHUNK]) for at in range(0, len(ids), _CHUNK))


def _open(
    customer: Customer,
    order: Order,
    hunter: User,
    *,
    farmers: Farmers,
    business: Business,
    day: date,
    by: User | None = None,
) -> HandOff:
    if customer.owner_id is None:
        assign(None, [customer.pk], hunter, "won")
    if customer.hunter_id is None:
        Customer.objects.filter(pk=customer.pk, hunter__isnull=True).update(hunter=hunter)
    made = HandOff.objects.create(
        customer=customer,
        order=order,
        hunter=hunter,
        farmer=farmers.choose(order.product_id or customer.product_id),
        due_on=working_days_after(
            day, business.accept_within_days, business.working_days, days_off(hunter, day)
        ),
    )
    if by is None or by.pk != hunter.pk:
        said = Message(
            "One of your customers has made the first order. Write a few words for who takes over."
        )
        tell_people([hunter], said, reverse("handoff", args=[made.pk]))
    return made
