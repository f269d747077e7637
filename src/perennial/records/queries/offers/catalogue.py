"""The catalogue with what each offer brought: given, used, the money of those orders, its cost."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from perennial.records.models import Business, Given, Offer
from perennial.records.queries.offers.next_purchase import NextPurchase, next_purchases
from perennial.records.queries.offers.standing import Left, Standing, left_of, standing_of

__all__ = ["LOOKED_AT", "OfferRow", "Use", "catalogue", "offer_row", "use_of"]

#: Days over which use is counted.
LOOKED_AT = 90

_ZERO = Decimal(0)
_NOBODY = NextPurchase(bought=0, without=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How often given and used, the money of those orders, and the cost with the margin given up."""

    given: int = 0
    used: int = 0
    money: Decimal = _ZERO
    cost: Decimal = _ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """One offer: whether it can be given, what is left, its use of late, and who buys on without."""

    offer: Offer
    standing: Standing
    left: Left
    use: Use
    next: NextPurchase


def catalogue(today: date, business: Business) -> list[OfferRow]:
    """Give all offers in a fixed number of queries: those that can be given first, by name."""
    rows = _rows(list(Offer.objects.order_by("name")), today, business)
    return sorted(rows, key=lambda row: row.standing != "on")


def offer_row(offer: Offer, today: date, business: Business) -> OfferRow:
    """Give the same of one offer."""
    return _rows([offer], today, business)[0]


def use_of(given: "QuerySet[Given]", key: str) -> Mapping[object, Use]:
    """Count use by a column of what was given, in two queries; an order counts once for each key."""
    rows = given.order_by().values_list(key, "offer__margin_share")
    orders = rows.filter(used_by__isnull=False).values_list(
        key, "offer__margin_share", "used_by", "used_by__amount"
    )
    money: dict[object, Decimal] = defaultdict(Decimal)
    given_up: dict[object, Decimal] = defaultdict(Decimal)
    for of, margin, _, amount in orders.distinct():
        money[of] += amount or _ZERO
        given_up[of] += margin * (amount or _ZERO)
    found: dict[object, Use] = {}
    for of, _, count, used, cost in rows.annotate(Count("pk"), Count("used_by"), Sum("cost")):
        so_far = found.get(of, Use())
        found[of] = Use(
            given=so_far.given + count,
            used=so_far.used + used,
            money=money[of],
            cost=so_far.cost + (cost or _ZERO),
        )
    return {
        of: Use(given=use.given, used=use.used, money=use.money, cost=use.cost + given_up[of])
        for of, use in found.items()
    }


def _rows(offers: list[Offer], today: date, business: Business) -> list[OfferRow]:
    since = today - timedelta(days=LOOKED_AT)
    lately = Given.objects.filter(offer__in=offers, undone_at__isnull=True, day__gt=since)
    left, use, after = left_of(offers), use_of(lately, "offer"), next_purchases(today, business)
    return [
        OfferRow(
            offer=each,
            standing=standing_of(each, left[each.pk], today),
            left=left[each.pk],
            use=use.get(each.pk, Use()),
            next=after.get(each.pk, _NOBODY),
        )
        for each in offers
    ]
