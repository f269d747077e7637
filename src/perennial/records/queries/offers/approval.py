"""Who may give what alone, and which lines wait for a word of the head or the owner."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from perennial.records.models import Business, Offer, PlannedTouch, User
from perennial.records.models.words import Role
from perennial.records.queries.visible import sellers_for

__all__ = ["decided", "limit_of", "may_decide", "needs_approval", "waiting"]

_Approval = PlannedTouch.Approval


def limit_of(role: str, business: Business) -> Decimal | None:
    """Give the cost up to which a role gives alone; None where there is no limit, as for owners."""
    told = business.approval_limits.get(role)
    return None if role == Role.OWNER or told is None else Decimal(str(told))


def needs_approval(seller: User, offer: Offer, business: Business) -> bool:
    """Say whether a seller has to ask before giving an offer."""
    limit = limit_of(seller.role, business)
    return limit is not None and offer.cost > limit


def may_decide(by: User, line: PlannedTouch, business: Business) -> bool:
    """Say whether somebody may decide on a line: it is not their own, and not beyond their own limit."""
    if by.pk == line.seller_id or line.gift is None:
        return False
    return not needs_approval(by, line.gift, business)


def waiting(user: Any) -> "QuerySet[PlannedTouch]":
    """Give the open lines on which somebody's word is asked, the earliest first."""
    return _lines(user).filter(approval=_Approval.ASKED, gift__isnull=False).order_by("day", "pk")


def decided(user: Any) -> "QuerySet[PlannedTouch]":
    """Give the open lines that were decided on, the latest line first."""
    return _lines(user).filter(approval__in=[_Approval.GIVEN, _Approval.REFUSED]).order_by("-pk")


def _lines(user: Any) -> "QuerySet[PlannedTouch]":
    people = sellers_for(user, "offer.approve")
    return PlannedTouch.objects.filter(state=PlannedTouch.State.OPEN, seller__in=people).select_related(
        "customer", "seller", "gift", "approved_by"
    )
