"""Make, change, switch off and remove what stands in the catalogue of offers and gifts."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import Offer, Product, User
from perennial.records.operations.audit import note_act

__all__ = ["remove_offer", "save_offer", "switch_offer"]


@transaction.atomic
def save_offer(
    by: User, values: Mapping[str, Any], products: Collection[Product], offer: Offer | None = None
) -> Offer:
    """Make an offer, or change one; what was given before keeps the cost it had then.

    Parameters
    ----------
    values
        Columns of `Offer`.
    products
        What it is for; none means everything.

    Raises
    ------
    UserError
        Another offer has this name, or it would end before it begins.
    """
    row = offer or Offer()
    for name, value in values.items():
        setattr(row, name, value)
    if Offer.objects.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise UserError("There is an offer called “{name}” already.", name=row.name)
    if row.valid_from and row.valid_until and row.valid_until < row.valid_from:
        raise UserError("The last day is before the first one.")
    row.save()
    row.products.set(products)
    note_act(by, "offer", row)
    return row


@transaction.atomic
def switch_offer(by: User, offer: Offer, is_on: bool) -> None:
    """Switch an offer on or off."""
    if offer.is_on != is_on:
        offer.is_on = is_on
        offer.save(update_fields=["is_on"])
        note_act(by, "offer", offer)


@transaction.atomic
def remove_offer(by: User, offer: Offer) -> None:
    """Remove an offer that nobody got yet; lines and rules go on without it.

    Raises
    ------
    UserError
        It was given already.
    """
    if offer.given.exists():
        raise UserError(
            "“{name}” was given already: switch it off, so that what it brought stays told.", name=offer.name
        )
    note_act(by, "offer.remove", offer)
    offer.delete()
