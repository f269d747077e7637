"""A seller opens their week, and says what they have to say of it."""

from datetime import datetime

from django.db import transaction

from perennial.records.models import SellerWeek, User
from perennial.records.operations.audit import note_act

__all__ = ["answer_week", "open_weeks"]


def open_weeks(seller: User, at: datetime) -> None:
    """Note that a seller has seen their weeks: from then on the head sees them too."""
    SellerWeek.objects.filter(seller=seller, seen_by_seller_at__isnull=True).update(seen_by_seller_at=at)


@transaction.atomic
def answer_week(by: User, week: SellerWeek, text: str, at: datetime) -> None:
    """Write down the seller's answer; it may be changed, an empty one takes it back."""
    week.answer = text.strip()
    week.answered_at = at if week.answer else None
    week.save(update_fields=["answer", "answered_at"])
    note_act(by, "drift.answer", week, said=bool(week.answer))
