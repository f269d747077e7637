"""What a seller has against a line of their pay, and how that is settled."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import PayDecision, PayDispute, PayLine, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.pay.write_lines import write_decisions
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.heads import heads_of

__all__ = ["decide", "dispute_line", "settle_dispute"]


@transaction.atomic
def dispute_line(by: User, line: PayLine, text: str) -> PayDispute:
    """Say what is wrong with a line; the heads are told.

    Raises
    ------
    UserError
        Nothing is said, or it is disputed already.
    """
    if not text.strip():
        raise UserError("Say what is wrong with this line.")
    if line.disputes.filter(settled_at__isnull=True).exists():
        raise UserError("This line is disputed already.")
    dispute = PayDispute.objects.create(line=line, text=text.strip(), by=by)
    note_act(by, "pay.dispute", dispute, line=line.pk)
    said = Message("{seller} disputes a line of their pay.", {"seller": line.seller.name})
    tell_people(heads_of(line.seller), said, reverse("pay_disputes"))
    return dispute


@transaction.atomic
def settle_dispute(
    by: User, dispute: PayDispute, answer: str, *, amount: Decimal | None = None, today: date
) -> None:
    """Answer a dispute, with a sum where one is granted; the seller is told.

    Raises
    ------
    UserError
        There is no answer, it was settled already, or it is one's own.
    """
    if not answer.strip():
        raise UserError("Say how it was settled: the seller reads it.")
    now = PayDispute.objects.select_for_update().get(pk=dispute.pk)
    if now.settled_at is not None:
        raise UserError("This dispute was settled already.")
    if dispute.line.seller_id == by.pk:
        raise UserError("Nobody can settle a dispute of their own.")
    now.answer, now.settled_at, now.settled_by = answer.strip(), timezone.now(), by
    now.save(update_fields=["answer", "settled_at", "settled_by"])
    note_act(by, "pay.settle", now, line=now.line_id, granted=bool(amount))
    if amount:
        decide(
            by, dispute.line.seller, amount, answer, order=dispute.line.order_key, dispute=now, today=today
        )
    said = Message("Your dispute about a line of your pay was answered.")
    tell_people([dispute.line.seller], said, reverse("pay_mine"))


@transaction.atomic
def decide(
    by: User,
    seller: User,
    amount: Decimal,
    because: str,
    *,
    today: date,
    order: int | None = None,
    dispute: PayDispute | None = None,
) -> PayDecision:
    """Grant or take a sum by hand, with the reason; its line stands in the first open month.

    Raises
    ------
    UserError
        The sum is zero, has finer digits than hundredths, or there is no reason.
    """
    if amount == 0 or amount != round(amount, 2):
        raise UserError("Give a sum other than zero, with at most two digits after the point.")
    if not because.strip():
        raise UserError("Say why: the seller reads it.")
    decision = PayDecision.objects.create(
        seller=seller,
        day=today,
        amount=amount,
        because=because.strip()[:300],
        order_key=order,
        dispute=dispute,
        by=by,
    )
    note_act(by, "pay.decide", decision, seller=seller.pk, amount=str(amount))
    write_decisions()
    return decision
