"""Whose a customer is who comes back after having left: a farmer's, the hunter's, or the last owner's."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from perennial.records.models import Business, Customer, Order, OwnerChange, User
from perennial.records.models.words import Role, Stage
from perennial.records.operations.assign import assign
from perennial.records.queries.choose_farmer import Farmers, read_farmers

__all__ = ["give_returned"]

_CHUNK = 500


def give_returned(order_ids: Iterable[int], *, today: date | None = None) -> int:
    """Give customers who had left and have ordered again to whom the settings say.

    Called after orders came in, before the forecasts are refreshed: until then the customer still stands as
    `left`. Who is in the right hands already stays there, so that a second call moves nobody.

    Returns
    -------
    int
        Customers given to somebody else.
    """
    ids, day = sorted(set(order_ids)), today or timezone.localdate()
    farmers, rule = None, Business.current().returned_to
    moved = 0
    for at in range(0, len(ids), _CHUNK):
        returned = _returned(ids[at : at + _CHUNK])
        farmers = farmers or (read_farmers(day) if returned else None)
        for customer in returned:
            assert farmers is not None
            moved += _give(customer, rule, farmers)
    return moved


def _returned(order_ids: list[int]) -> list[Customer]:
    orders = Order.objects.filter(pk__in=order_ids, refund_of="", day__gt=F("customer__last_order_on"))
    came = orders.filter(customer__stage=Stage.LEFT).values("customer")
    living = Customer.objects.filter(pk__in=came, erased_at__isnull=True, merged_into__isnull=True)
    return list(living.select_related("owner", "hunter").order_by("pk"))


@transaction.atomic
def _give(customer: Customer, rule: str, farmers: Farmers) -> bool:
    owner = customer.owner if customer.owner is not None and customer.owner.is_active else None
    to = _by_rule(customer, owner, rule) or farmers.choose(customer.product_id)
    if to is None or to.pk == customer.owner_id:
        return False
    assign(None, [customer.pk], to, "returned")
    return True


def _by_rule(customer: Customer, owner: User | None, rule: str) -> User | None:
    """Give who is named by the rule; None where a farmer is to be chosen."""
    if rule == "hunter":
        hunter = customer.hunter
        return hunter if hunter is not None and hunter.is_active else None
    if rule == "last_owner":
        return owner or _last_owner(customer)
    return owner if owner is not None and owner.role == Role.FARMER else None


def _last_owner(customer: Customer) -> User | None:
    changes = OwnerChange.objects.filter(customer=customer, old__is_active=True).select_related("old")
    last = changes.order_by("-at", "-id").first()
    return last.old if last is not None else None
