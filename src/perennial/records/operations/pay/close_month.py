"""Close a month, so that nothing is added to it any more; and open it again."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Order, PayLine, Payment, PayMonth, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.only_one import BusyError
from perennial.records.operations.pay.pay_held_out import pay_held_out
from perennial.records.operations.pay.write_lines import in_portions, write_lines
from perennial.records.queries.pay.months import is_closed

__all__ = ["close_month", "reopen_month"]

_PATIENCE = 5.0  # seconds


def close_month(by: User, month: str, *, today: date) -> PayMonth | None:
    """Write what is still missing in a month ("YYYY-MM"), and close it.

    What comes in between belongs to it, and is written to the first month still open.

    Returns
    -------
    PayMonth or None
        None where it was closed already.

    Raises
    ------
    UserError
        The month is not over yet, or lines are being written just now.
    """
    if month >= f"{today:%Y-%m}":
        raise UserError("{month:month} is not over yet.", month=month)
    if is_closed(month):
        return None
    try:
        for some in in_portions(_customers_of(month)):
            write_lines(some, patience=_PATIENCE)
    except BusyError:
        raise UserError("Pay is being reckoned just now. Close the month in a few minutes.") from None
    pay_held_out(month)
    return _close(by, month)


@transaction.atomic
def reopen_month(by: User, month: str, reason: str) -> None:
    """Open a month again; who did it, and why, stays written down.

    Raises
    ------
    UserError
        No reason is given, or the month is not closed.
    """
    if not reason.strip():
        raise UserError("Say why this month is opened again.")
    closed = PayMonth.objects.select_for_update().filter(month=month, reopened_at__isnull=True).first()
    if closed is None:
        raise UserError("{month:month} is not closed.", month=month)
    closed.reopened_at, closed.reopened_by, closed.reason = timezone.now(), by, reason.strip()[:300]
    closed.save(update_fields=["reopened_at", "reopened_by", "reason"])
    note_act(by, "pay.reopen", closed, month=month)


@transaction.atomic
def _close(by: User, month: str) -> PayMonth | None:
    if is_closed(month):
        return None
    closed = PayMonth.objects.create(month=month, closed_by=by)
    lines = PayLine.objects.filter(month=month).count()
    note_act(by, "pay.close", closed, month=month, lines=lines)
    return closed


def _customers_of(month: str) -> set[int]:
    """Give whose orders, payments or refunds fall in a month: no other orders pay in it."""
    first = date.fromisoformat(f"{month}-01")
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    span = (first, last)
    days = Q(day__range=span) | Q(fully_paid_on__range=span)
    of_orders = Order.objects.filter(days).values_list("customer", flat=True)
    of_payments = Payment.objects.filter(day__range=span).values_list("order__customer", flat=True)
    return {*of_orders, *of_payments}
