"""By which ways each customer may be reached: what they agreed to or refused, and their contacts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from perennial.flows.plan_terms import Ways
from perennial.records.models import Consent, Contact
from perennial.records.models.words import Channel, Purpose
from perennial.records.queries.addresses import KINDS_OF

__all__ = ["ways_of"]

#: Nobody has to agree to be visited; a call may be made by a number that the seller knows.
_FREE = frozenset({Channel.VISIT.value, Channel.MEETING.value})
_ASKED = frozenset({Channel.CALL.value, Channel.MESSAGE.value, Channel.MAIL.value})
_NEEDS_CONTACT = (Channel.MESSAGE.value, Channel.MAIL.value)
#: Up to so many customers only they are read.
_FEW = 500


def ways_of(customers: Collection[int]) -> Mapping[str, Ways]:
    """Give for each customer id the ways for advertising, and those for what serves their orders.

    Advertising needs a yes; what serves an order goes unless it was refused. The number of
    queries does not depend on the number of customers.
    """
    few = list(customers) if len(customers) <= _FEW else None
    agreed, refused = _said(few)
    has = {channel: _with_contact(channel, few) for channel in _NEEDS_CONTACT}
    nothing: frozenset[str] = frozenset()
    answer: dict[str, Ways] = {}
    made: dict[tuple[frozenset[str], frozenset[str]], Ways] = {}
    for pk in customers:
        out = frozenset(channel for channel in _NEEDS_CONTACT if pk not in has[channel])
        advertising = (agreed.get(pk, nothing) | _FREE) - out
        service = (_ASKED | _FREE) - refused.get(pk, nothing) - out
        both = (advertising, service)
        answer[str(pk)] = made.setdefault(both, Ways(advertising=advertising, service=service))
    return answer


def _said(few: Sequence[int] | None) -> tuple[Mapping[int, frozenset[str]], Mapping[int, frozenset[str]]]:
    """Give the channels by which each agreed to advertising, and by which each refused service."""
    agreed: dict[int, frozenset[str]] = defaultdict(frozenset)
    refused: dict[int, frozenset[str]] = defaultdict(frozenset)
    told = Consent.objects.all() if few is None else Consent.objects.filter(customer__in=few)
    yes = told.filter(purpose=Purpose.ADVERTISING, given=True)
    for pk, channel in yes.values_list("customer_id", "channel").iterator():
        agreed[pk] |= {channel}
    no = told.filter(purpose=Purpose.SERVICE, given=False)
    for pk, channel in no.values_list("customer_id", "channel").iterator():
        refused[pk] |= {channel}
    return agreed, refused


def _with_contact(channel: str, few: Sequence[int] | None) -> frozenset[int]:
    found = Contact.objects.filter(kind__in=KINDS_OF[channel], wrong_since__isnull=True).exclude(normal="")
    found = found if few is None else found.filter(customer__in=few)
    return frozenset(found.values_list("customer_id", flat=True))
