"""Give a customer an offer or a gift, and take that back."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, Customer, Given, Offer, PlannedTouch, Touch, User
from perennial.records.operations.audit import note_act
from perennial.records.queries.offers.approval import needs_approval
from perennial.records.queries.offers.standing import left_of, spent_in_month, standing_of
from perennial.records.queries.today_people import same_person

__all__ = ["give_offer", "take_back"]

_YEAR = timedelta(days=365)
_WHY_NOT = {
    "off": Message("“{offer}” is switched off."),
    "not_begun": Message("“{offer}” can be given from {first:date} on."),
    "expired": Message("“{offer}” could be given until {last:date}."),
    "no_stock": Message("Nothing is left of “{offer}”."),
    "no_budget": Message("The money set aside for “{offer}” is spent."),
}


@transaction.atomic
def give_offer(
    by: User | None, customer: Customer, offer: Offer, touch: Touch | None = None, day: date | None = None
) -> Given:
    """Write down that a customer got an offer; the same with the same touch is written once.

    Parameters
    ----------
    by
        Who gives; None stands for the house itself, which asks nobody.
    touch
        The touch with which it was given.
    day
        When; that of the touch where it is not given, else today.

    Raises
    ------
    UserError
        It is off, its days are not these, nothing is left of it or of the month's money, the customer had it
        often enough, or it is dearer than the giver may give alone and nobody allowed it.
    """
    now = Offer.objects.select_for_update().get(pk=offer.pk)
    known = touch and Given.objects.filter(touch=touch, offer=now, undone_at__isnull=True).first()
    if known:
        return known
    at = day or (touch.day if touch else timezone.localdate())
    business = Business.current()
    _check_offer(now, at)
    _check_month(now, at, business)
    _check_year(now, customer, at)
    if by is not None and needs_approval(by, now, business) and not _was_allowed(now, customer, touch):
        raise UserError(
            "“{offer}” costs more than you may give alone: ask for approval first.", offer=now.name
        )
    given = Given.objects.create(offer=now, customer=customer, touch=touch, by=by, day=at, cost=now.cost)
    note_act(by, "offer.give", given, offer=now.pk, customer=customer.pk)
    return given


@transaction.atomic
def take_back(given: Given, by: User | None = None) -> None:
    """Take back that something was given; a second time changes nothing."""
    now = Given.objects.select_for_update().get(pk=given.pk)
    if now.undone_at is not None:
        return
    now.undone_at = given.undone_at = timezone.now()
    now.used_by = given.used_by = None
    now.save(update_fields=["undone_at", "used_by"])
    note_act(by, "offer.take_back", now, offer=now.offer_id, customer=now.customer_id)


def _check_offer(offer: Offer, day: date) -> None:
    standing = standing_of(offer, left_of([offer])[offer.pk], day)
    if standing != "on":
        raise UserError(
            _WHY_NOT[standing].text, offer=offer.name, first=offer.valid_from, last=offer.valid_until
        )


def _check_month(offer: Offer, day: date, business: Business) -> None:
    if business.gifts_a_month is None or not offer.cost:
        return
    left = business.gifts_a_month - spent_in_month(day)
    if offer.cost > left:
        raise UserError(
            "“{offer}” costs {cost:money}, and of this month's money for gifts {left:money} is left.",
            offer=offer.name,
            cost=offer.cost,
            left=max(left, left * 0),
        )


def _check_year(offer: Offer, customer: Customer, day: date) -> None:
    had = Given.objects.filter(
        offer=offer, customer__in=same_person(customer), undone_at__isnull=True, day__gt=day - _YEAR
    ).count()
    if had >= offer.most_a_year:
        raise UserError(
            "This customer got “{offer}” {had:times} within a year, and no more is meant.",
            offer=offer.name,
            had=had,
        )


def _was_allowed(offer: Offer, customer: Customer, touch: Touch | None) -> bool:
    """Say whether a line with this offer was allowed: one still open, or the one that the touch closed."""
    line = Q(state=PlannedTouch.State.OPEN)
    if touch is not None:
        line |= Q(touch=touch)
    allowed = PlannedTouch.objects.filter(line, gift=offer, approval=PlannedTouch.Approval.GIVEN)
    return allowed.filter(customer__in=same_person(customer)).exists()
