"""Pay for customers held out by lot as for the treated, where the business says so: when a month closes."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from perennial.core.message import Message
from perennial.pictures.words import Words
from perennial.records.models import Business, PayDecision
from perennial.records.operations.audit import note_act
from perennial.records.operations.pay.write_lines import write_decisions
from perennial.records.queries.trials.held_out_pay import missed_pay

__all__ = ["pay_held_out"]


@transaction.atomic
def pay_held_out(month: str) -> int:
    """Decide on what is still missing in a month ("YYYY-MM"), before it closes; gives how many sums.

    Such sums are decisions of the house itself (nobody's), of the last day of the month: a month that is
    opened and closed again gets only what has changed.
    """
    business = Business.current()
    if not business.pay_mean_for_held_out:
        return 0
    last = _last_day(month)
    because = Words(business.language).say(
        Message("Customers held out by lot: paid as if they had been touched, by the mean of the others.")
    )
    written = 0
    for seller, amount in missed_pay(month).items():
        difference = amount - _granted(seller, last)
        if difference:
            decision = PayDecision.objects.create(
                seller_id=seller, day=last, amount=difference, because=because, by=None
            )
            note_act(None, "pay.decide", decision, seller=seller, amount=str(difference))
            written += 1
    if written:
        write_decisions()
    return written


def _granted(seller: int, last: date) -> Decimal:
    own = PayDecision.objects.filter(seller=seller, day=last, by__isnull=True, dispute__isnull=True)
    return own.aggregate(whole=Sum("amount"))["whole"] or Decimal(0)


def _last_day(month: str) -> date:
    first = date.fromisoformat(f"{month}-01")
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
