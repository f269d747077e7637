"""Planned touches of some days to hand to a dialler, a mailing house or an e-mail service, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from perennial.core.message import Message
from perennial.records.models import Consent, PlannedTouch, Trial, TrialLot
from perennial.records.models.words import Channel, Purpose
from perennial.records.queries.addresses import contact_for
from perennial.records.queries.messages.planned import open_touches
from perennial.records.queries.stored_message import message_from_json
from perennial.records.queries.today_people import contacts_of
from perennial.records.queries.visible import of_customers

__all__ = ["HandedOut", "handed_out", "lines_to_hand_out"]

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """One row of the file: whom to reach by what, why, with which offer, and whether they agreed.

    `consent` is None where nothing was said; `arm` is ``treatment`` of a running trial, else empty.
    """

    line: PlannedTouch
    day: date
    contact: str
    reason: Message
    consent: Consent | None
    arm: str


def lines_to_hand_out(user: Any, first: date, last: date, channel: str = "") -> QuerySet[Any]:
    """Give the open lines of the days whose customers somebody may see; nobody who is held out."""
    lines = open_touches().filter(due__gte=first, due__lte=last)
    lines = lines.filter(of_customers(user, "messages", prefix="customer__"))
    return lines.filter(channel=channel) if channel else lines


def handed_out(lines: QuerySet[Any]) -> Iterator[HandedOut]:
    """Give the rows in the order of days, in few queries a portion."""
    ordered = lines.select_related("customer", "seller", "gift").order_by("due", "pk")
    keys = list(ordered.values_list("pk", flat=True))
    for begin in range(0, len(keys), _AT_ONCE):
        chunk = list(ordered.filter(pk__in=keys[begin : begin + _AT_ONCE]))
        yield from _rows(chunk)


def _rows(lines: Sequence[Any]) -> Iterator[HandedOut]:
    contacts = contacts_of([line.customer for line in lines])
    consents, treated = _consents(lines), _treated(lines)
    for line in lines:
        contact = contact_for(_reached_by(line.channel), contacts.get(line.customer_id, []))
        yield HandedOut(
            line=line,
            day=line.due,
            contact=(contact.normal or contact.value) if contact else "",
            reason=message_from_json(line.reason),
            consent=consents.get((line.customer_id, line.channel)),
            arm="treatment" if treated.get(line.customer_id, set()) & {"", line.play} else "",
        )


def _reached_by(channel: str) -> str:
    return channel if channel in {Channel.MAIL, Channel.MESSAGE} else Channel.CALL


def _consents(lines: Sequence[PlannedTouch]) -> Mapping[tuple[int, str], Consent]:
    ids = {line.customer_id for line in lines}
    found = Consent.objects.filter(customer__in=ids, purpose=Purpose.ADVERTISING)
    return {(each.customer_id, each.channel): each for each in found}


def _treated(lines: Sequence[PlannedTouch]) -> Mapping[int, set[str]]:
    """Give the plays of running trials in which customers are treated."""
    lots = TrialLot.objects.filter(
        customer__in={line.customer_id for line in lines},
        arm=TrialLot.Arm.TREATMENT,
        trial__state=Trial.State.RUNNING,
    )
    found: dict[int, set[str]] = {}
    for customer, play in lots.values_list("customer", "trial__play"):
        found.setdefault(customer, set()).add(play)
    return found
