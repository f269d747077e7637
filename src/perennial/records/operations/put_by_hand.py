"""Put a customer on their owner's list by hand, for a day; the plan leaves the line where it stands."""

from datetime import date, timedelta

from django.db import transaction

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Customer, PlannedTouch, User
from perennial.records.models.words import Channel, Play, purpose_of
from perennial.records.operations.audit import note_act
from perennial.records.queries.stored_message import message_to_json
from perennial.records.queries.today_people import same_person
from perennial.records.queries.trials.held_out import is_held_out
from perennial.records.queries.ways import ways_of

__all__ = ["put_by_hand"]

_FARTHEST = timedelta(days=365)


@transaction.atomic
def put_by_hand(by: User, customer: Customer, *, day: date, today: date) -> PlannedTouch:
    """Make a line for a day, today or later.

    Raises
    ------
    UserError
        The day has passed, nobody has the customer, they have not bought yet, a line is there already, they
        have not agreed to be called, or a trial holds them out.
    """
    play = Play.SECOND if customer.purchases == 1 else Play.REMIND
    _check(customer, play, day=day, today=today)
    assert customer.owner is not None  # was checked
    said = Message("Put here by hand, by {name}, on {day:date}.", {"name": by.name, "day": day_of(today)})
    line = PlannedTouch.objects.create(
        customer=customer,
        seller=customer.owner,
        play=play,
        purpose=purpose_of(play),
        day=day,
        reason=message_to_json(said),
        offer_from=customer.offer_from,
        offer_until=customer.offer_until,
        churn_date=customer.churn_date,
        value_at_risk=customer.value_at_risk,
        is_fixed=True,
    )
    note_act(by, "planned.by_hand", line, day=day_of(day))
    return line


def _check(customer: Customer, play: str, *, day: date, today: date) -> None:
    records = same_person(customer)
    if not today <= day <= today + _FARTHEST:
        raise UserError("Choose today or a day ahead, within a year.")
    if customer.owner is None:
        raise UserError("They are in nobody's hands: give them to a seller, and they are planned for.")
    if not customer.purchases:
        raise UserError("They have not bought yet: leads are worked in the pipeline.")
    if PlannedTouch.objects.filter(customer__in=records, state=PlannedTouch.State.OPEN).exists():
        raise UserError("This person stands on a list already.")
    if is_held_out(records, play, today):
        raise UserError("They are in the comparison group of a trial: serve if they call, do not call first.")
    if Channel.CALL not in ways_of([customer.pk])[str(customer.pk)].advertising:
        raise UserError(
            "They have not agreed to be called with offers. Ask when they call, and note it here."
        )
