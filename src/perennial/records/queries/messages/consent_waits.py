"""Customers who have bought and could be reached, of whose consent to advertising nothing is known."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from perennial.records.models import Consent, Contact, Customer
from perennial.records.models.words import Channel, Purpose
from perennial.records.queries.addresses import KINDS_OF
from perennial.records.queries.at_risk import sum_at_risk
from perennial.records.queries.visible import of_customers

__all__ = ["ALL", "ConsentCounts", "Narrowed", "consent_counts", "waiting_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Of which customers: those whom somebody may see, a stage, a tag; nothing said means all."""

    user: Any = None
    stage: str = ""
    tag: int | None = None


ALL = Narrowed()
#: Seconds for which counts are kept: money at risk changes with a refresh.
_KEPT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCounts:
    """Of one way: who can be reached and agreed, refused, or has said nothing; and the money of these."""

    channel: str
    agreed: int
    refused: int
    waiting: int
    at_risk: float


def waiting_for(channel: str, narrowed: Narrowed = ALL) -> QuerySet[Customer]:
    """Give who could be reached by a way, and of whom nothing is known about advertising by it."""
    said = Consent.objects.filter(customer=OuterRef("pk"), channel=channel, purpose=Purpose.ADVERTISING)
    return _reached(channel, narrowed).filter(~Exists(said))


def consent_counts(narrowed: Narrowed = ALL) -> list[ConsentCounts]:
    """Count for each way, in two queries a way; kept until somebody says something or comes in."""
    key = f"consent-counts:{getattr(narrowed.user, 'pk', '')}:{narrowed.stage}:{narrowed.tag}:{_known()}"
    found = cache.get(key)
    if found is None:
        found = [_counts(channel, narrowed) for channel in KINDS_OF]
        cache.set(key, found, _KEPT)
    return list(found)


def _known() -> str:
    said = Consent.objects.aggregate(n=Count("pk"), last=Max("at"))
    came = Customer.objects.aggregate(n=Count("pk"), last=Max("updated_at"))
    told = (said["n"], said["last"], came["n"], came["last"])
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _counts(channel: str, narrowed: Narrowed) -> ConsentCounts:
    waiting: Mapping[str, Any] = waiting_for(channel, narrowed).aggregate(n=Count("pk"), money=sum_at_risk())
    said = Consent.objects.filter(
        channel=channel, purpose=Purpose.ADVERTISING, customer__in=_living(narrowed).values("pk")
    )
    by_answer = dict(said.order_by().values_list("given").annotate(Count("pk")))
    return ConsentCounts(
        channel=channel,
        agreed=by_answer.get(True, 0),
        refused=by_answer.get(False, 0),
        waiting=waiting["n"],
        at_risk=waiting["money"] or 0.0,
    )


def _reached(channel: str, narrowed: Narrowed) -> QuerySet[Customer]:
    """Give who could be reached; a seller may have a phone number that the house has not."""
    if channel == Channel.CALL:
        return _living(narrowed)
    contacts = Contact.objects.filter(
        customer=OuterRef("pk"), kind__in=KINDS_OF[channel], wrong_since__isnull=True
    )
    return _living(narrowed).filter(Exists(contacts))


def _living(narrowed: Narrowed) -> QuerySet[Customer]:
    living = Customer.objects.filter(
        erased_at__isnull=True,
        merged_into__isnull=True,
        objects_to_profiling=False,
        first_order_on__isnull=False,
    )
    if narrowed.user is not None:
        living = living.filter(of_customers(narrowed.user, "messages"))
    if narrowed.stage:
        living = living.filter(stage=narrowed.stage)
    return living.filter(tags=narrowed.tag) if narrowed.tag else living
