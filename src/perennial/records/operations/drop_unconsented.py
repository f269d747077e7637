"""Advertising planned by a way that a customer has refused: it goes another way, or is dropped."""

from collections.abc import Sequence

from django.utils import timezone

from perennial.records.models import Consent, Customer, PlannedTouch, TouchRule
from perennial.records.models.words import Channel, Purpose
from perennial.records.queries.addresses import contact_for

__all__ = ["drop_unconsented"]

_OPEN, _DROPPED = PlannedTouch.State.OPEN, PlannedTouch.State.DROPPED
_BY_ITSELF = frozenset({Channel.MAIL.value, Channel.MESSAGE.value})


def drop_unconsented(customer: Customer, channel: str) -> int:
    """Take the open advertising of a way off; gives how many lines were dropped.

    A line goes another way where its play's rule names one, the customer agreed to that, and can be reached.
    """
    lines = PlannedTouch.objects.filter(
        customer=customer, state=_OPEN, channel=channel, purpose=Purpose.ADVERTISING
    )
    dropped = 0
    for line in lines:
        other = _other_way(line, channel)
        if other:
            line.channel, line.by_itself = other, line.by_itself and other in _BY_ITSELF
        else:
            line.state, line.closed_at = _DROPPED, timezone.now()
            dropped += 1
        line.save(update_fields=["channel", "by_itself", "state", "closed_at"])
    return dropped


def _other_way(line: PlannedTouch, refused: str) -> str:
    agreed = set(
        Consent.objects.filter(customer=line.customer, purpose=Purpose.ADVERTISING, given=True).values_list(
            "channel", flat=True
        )
    )
    contacts = list(line.customer.contacts.all())
    named = [each for each in _ways_of(line.play) if each != refused and each in agreed]
    return next((each for each in named if contact_for(each, contacts) is not None), "")


def _ways_of(play: str) -> Sequence[str]:
    rule = TouchRule.objects.filter(play=play).first()
    return rule.channels if rule else ()
