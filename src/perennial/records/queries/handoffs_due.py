"""Which first orders open a hand-off: paid in advance, paid in full or delivered, as the settings say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from perennial.ingest.columns import DAYS
from perennial.ingest.statuses import classify_status, says_unpaid
from perennial.records.models import Business, HandOff, Order, User
from perennial.records.models.words import Role, Trigger

__all__ = ["RECENT", "counts", "counts_as", "first_orders_due", "hunter_of", "orders_of_late"]

#: A first order that was paid or delivered longer ago is history: those customers pass by rebalancing.
RECENT = 30
#: So many of a system's latest orders show whether its files tell of payments and deliveries.
_LOOKED_AT = 5000
_NO_ORDER = frozenset({"cancelled", "test", "draft", "refunded"})


def first_orders_due(order_ids: Iterable[int], *, today: date, business: Business) -> list[Order]:
    """Give the orders that open a hand-off: first ones, counted, and lately come to the trigger.

    Orders of customers who have a hand-off already, or a farmer, open none.
    """
    since = today - timedelta(days=RECENT)
    counted = [each for each in _without_farmer(order_ids, since) if counts(each, business)]
    first = _first(counted)
    due = [each for each in counted if first.get(each.customer_id) == each.pk]
    told = _told(due)  # reads thousands of orders: only where there is something to hold against them
    return [each for each in due if _reached(each, told[each.system], business, (since, today))]


def orders_of_late(today: date) -> list[int]:
    """Give the orders that were made, paid or delivered of late, of customers who have not been passed on."""
    since = today - timedelta(days=RECENT)
    lately = Q(day__range=(since, today))
    for name in DAYS:
        lately |= Q(**{f"{name}__range": (since, today)})
    rows = Order.objects.filter(lately, refund_of="", customer__erased_at__isnull=True)
    not_passed = Q(customer__owner__isnull=True) | ~Q(customer__owner__role=Role.FARMER)
    return list(rows.filter(not_passed, customer__handoffs__isnull=True).values_list("pk", flat=True))


def hunter_of(order: Order) -> User | None:
    """Give the hunter who won the customer of an order, if a hunter did."""
    candidates = (order.customer.hunter, order.seller, order.customer.owner)
    return next((each for each in candidates if each and each.role == Role.HUNTER and each.is_active), None)


def counts(order: Order, business: Business) -> bool:
    """Say whether an order is one: neither cancelled nor a test, and worth something."""
    return counts_as(order.status, order.amount, business)


def counts_as(status: str, amount: Decimal | None, business: Business) -> bool:
    """Say the same of an order's columns."""
    if classify_status(status) in _NO_ORDER:
        return False
    return amount is None or amount > 0 or business.keep_zero_orders


def _without_farmer(order_ids: Iterable[int], since: date) -> list[Order]:
    """Give those that came, were paid or delivered since a day, of customers whom no farmer has or had."""
    lately = Q(day__gte=since)
    for column in DAYS:
        lately |= Q(**{f"{column}__gte": since})
    return list(
        Order.objects.filter(lately, pk__in=list(order_ids), refund_of="")
        .filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
        .filter(Q(customer__owner__isnull=True) | ~Q(customer__owner__role=Role.FARMER))
        .filter(~Exists(HandOff.objects.filter(customer=OuterRef("customer"))))
        .select_related("customer__owner", "customer__hunter", "customer__product", "product", "seller")
        .order_by("day", "id")
    )


def _first(orders: list[Order]) -> Mapping[int, int]:
    """Give the first order of each customer by its id."""
    found: dict[int, int] = {}
    rows = Order.objects.filter(customer__in={each.customer_id for each in orders}, refund_of="")
    for pk, customer in rows.order_by("day", "id").values_list("pk", "customer_id"):
        found.setdefault(customer, pk)
    return found


def _told(orders: list[Order]) -> Mapping[str, frozenset[str]]:
    """Say for each system which of the dates its latest orders tell."""
    told: dict[str, frozenset[str]] = defaultdict(frozenset)
    for system in {each.system for each in orders}:
        latest = Order.objects.filter(system=system).order_by("-pk").values_list(*DAYS)[:_LOOKED_AT]
        seen = [any(day is not None for day in column) for column in zip(*latest, strict=True)]
        told[system] = frozenset(name for name, is_told in zip(DAYS, seen, strict=True) if is_told)
    return told


def _reached(order: Order, told: frozenset[str], business: Business, span: tuple[date, date]) -> bool:
    product = order.product or order.customer.product
    trigger = (product.handoff_on if product else "") or business.handoff_on
    day = _trigger_day(order, trigger, told)
    return day is not None and span[0] <= day <= span[1]


def _trigger_day(order: Order, trigger: str, told: frozenset[str]) -> date | None:
    """Give the day on which an order came to its trigger.

    Where files tell no such days it is the order's own, unless its status says that it is not paid yet.
    """
    if trigger == Trigger.DELIVERY and "delivered_on" in told:
        return order.delivered_on
    if trigger != Trigger.PREPAYMENT and "fully_paid_on" in told:
        return order.fully_paid_on
    if "paid_on" in told:
        return order.paid_on or order.fully_paid_on
    if trigger == Trigger.PREPAYMENT and "fully_paid_on" in told:
        return order.fully_paid_on
    is_unpaid = says_unpaid(order.status, wholly=trigger != Trigger.PREPAYMENT)
    return None if is_unpaid else order.day
