"""Write down a serious mistake of ours, have it put right at once, and that it has been put right."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.records.models import Customer, Mistake, PlannedTouch, User
from perennial.records.models.words import Play, purpose_of
from perennial.records.operations.audit import note_act
from perennial.records.queries.stored_message import message_to_json

__all__ = ["note_mistake", "open_mistake_again", "solve_mistake"]

_State = PlannedTouch.State


@transaction.atomic
def note_mistake(
    by: User | None,
    customer: Customer,
    text: str,
    *,
    kind: str = "",
    owner: User | None = None,
    cost: Decimal | None = None,
    at: datetime | None = None,
) -> Mistake:
    """Note a mistake; until it is solved nobody is held out of a touch because of a trial.

    Parameters
    ----------
    kind
        Of `MistakeKind`; empty where it is none of these.
    owner
        Whose mistake it was.
    cost
        What it cost us at once, such as goods given anew.
    """
    mistake = Mistake.objects.create(
        customer=customer,
        by=by,
        kind=kind,
        text=text.strip(),
        owner=owner,
        cost=cost,
        worth=_worth(customer),
        at=at or timezone.now(),
    )
    plan_repair(mistake)
    note_act(by, "mistake.add", mistake, customer=customer.pk)
    return mistake


@transaction.atomic
def solve_mistake(by: User | None, mistake: Mistake) -> None:
    """Note that a mistake has been put right; where no other waits, nobody needs to call for it any more."""
    Mistake.objects.filter(pk=mistake.pk, solved_at__isnull=True).update(solved_at=timezone.now())
    if not Mistake.objects.filter(customer=mistake.customer_id, solved_at__isnull=True).exists():
        lines = PlannedTouch.objects.filter(customer=mistake.customer_id, play=Play.REPAIR, state=_State.OPEN)
        lines.update(state=_State.DROPPED, closed_at=timezone.now())
    note_act(by, "mistake.solve", mistake, customer=mistake.customer_id)


@transaction.atomic
def open_mistake_again(by: User | None, mistake: Mistake) -> None:
    """Take back that a mistake has been put right."""
    Mistake.objects.filter(pk=mistake.pk).update(solved_at=None)
    plan_repair(mistake)
    note_act(by, "mistake.open", mistake, customer=mistake.customer_id)


def plan_repair(mistake: Mistake) -> PlannedTouch | None:
    """Put the call by which it is put right on the owner's list of today, before whatever else was planned.

    Nothing is planned for a customer in nobody's hands: the next refresh does once there is an owner.
    """
    customer, said = mistake.customer, Message(
        "A serious mistake of ours on {mistake:date} has not been put right yet.",
        {"mistake": day_of(timezone.localdate(mistake.at))},
    )  # fmt: skip
    if customer.owner_id is None:
        return None
    open_lines = PlannedTouch.objects.filter(customer=customer, state=_State.OPEN)
    open_lines.update(state=_State.DROPPED, closed_at=timezone.now())
    return PlannedTouch.objects.create(
        customer=customer,
        seller_id=customer.owner_id,
        play=Play.REPAIR,
        purpose=purpose_of(Play.REPAIR),
        day=timezone.localdate(),
        reason=message_to_json(said),
        churn_date=customer.churn_date,
        value_at_risk=customer.value_at_risk,
        expected_gain=customer.value_at_risk,
    )


def _worth(customer: Customer) -> Decimal | None:
    """Give a year's expected money as the last refresh has it; None where nothing is forecast."""
    if customer.forecast_as_of is None or not customer.value_at_risk:
        return None
    return Decimal(customer.value_at_risk).quantize(Decimal("0.01"))
