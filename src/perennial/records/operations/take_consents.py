"""Keep what a portion of customers agreed to: by columns of consent, or on one basis for the whole file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from perennial.records.models import Consent, Customer
from perennial.records.models.words import Channel, Purpose
from perennial.records.operations.take_rows import Taking

__all__ = ["AGREED", "take_consents"]

#: The answer to what basis there is for contacting people of a file that stands for their agreement.
AGREED = "consent"

_Key = tuple[int, str, str]


def take_consents(rows: Sequence[Mapping[str, Any]], customers: Sequence[Customer], taking: Taking) -> None:
    """Write down consents; the basis of a file says nothing to those of whom something is known already."""
    basis = taking.batch.basis if taking.batch is not None else ""
    said: dict[_Key, Consent] = {}
    supposed: dict[_Key, Consent] = {}
    for row, customer in zip(rows, customers, strict=True):
        if customer.erased_at is None:
            said |= _said(row, customer, basis, taking)
            supposed |= _supposed(row, customer, basis, _purposes(taking))
    known = Consent.objects.filter(customer__in=[customer.pk for customer in customers])
    there = {(each.customer_id, each.channel, each.purpose): each for each in known}
    made = [each for key, each in {**supposed, **said}.items() if key not in there]
    for consent in Consent.objects.bulk_create(made):
        taking.made(consent)
    for key in said.keys() & there.keys():
        _change(there[key], said[key], taking)


def _change(old: Consent, new: Consent, taking: Taking) -> None:
    if old.given != new.given:
        taking.change(old, {"given": new.given, "at": new.at, "basis": new.basis})
        old.save(update_fields=["given", "at", "basis"])


def _said(row: Mapping[str, Any], customer: Customer, basis: str, taking: Taking) -> dict[_Key, Consent]:
    found = {}
    for name, value in row.items():
        if name.startswith("consent_") and value is not None:
            _, channel, purpose = name.split("_", 2)
            is_day = isinstance(value, date)
            at = taking.moment(datetime.combine(value, time(12))) if is_day else timezone.now()
            found[customer.pk, channel, purpose] = Consent(
                customer=customer, channel=channel, purpose=purpose, given=bool(value), at=at, basis=basis
            )
    return found


def _purposes(taking: Taking) -> tuple[Purpose, ...]:
    """Give what the basis of a file stands for: whoever agreed may also be sent offers."""
    agreed = taking.batch is not None and taking.batch.answers.get("basis") == AGREED
    return (Purpose.SERVICE, Purpose.ADVERTISING) if agreed else (Purpose.SERVICE,)


def _supposed(
    row: Mapping[str, Any], customer: Customer, basis: str, purposes: tuple[Purpose, ...]
) -> dict[_Key, Consent]:
    channels = [Channel.CALL, Channel.MESSAGE] if row.get("phone") else []
    channels += [Channel.MAIL] if row.get("email") else []
    return {
        (customer.pk, channel, purpose): Consent(
            customer=customer, channel=channel, purpose=purpose, given=True, basis=basis
        )
        for channel in channels
        for purpose in purposes
        if basis
    }
