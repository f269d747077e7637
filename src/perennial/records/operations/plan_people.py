"""What a plan goes by besides forecasts: whose customers, who works, who is one person, who is left alone."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce

from perennial.core.days import date_of, day_of
from perennial.flows.plan_today import OwnedCustomer, Workdays
from perennial.flows.refresh import Snapshot
from perennial.plan.rule import ADVERTISED
from perennial.records.models import (
    Absence,
    Business,
    Contact,
    Customer,
    HandOff,
    LeaveReason,
    Mistake,
    Offer,
    Order,
    PlannedTouch,
    Touch,
    User,
)
from perennial.records.models.words import Direction, Outcome, Play, Stage
from perennial.records.operations.plan_terms import workdays_of

__all__ = ["Planning", "planning_of"]

#: Days in which those who do not want anything now, and those who have left, are not touched again.
_LONG_REST = timedelta(days=30)
_WEEK = timedelta(days=7)
_BY_PLAN = (*ADVERTISED, Play.REPAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """Whom to plan for and how.

    Attributes
    ----------
    business, sellers, gifts
        The settings, sellers at work by number, offers by their number as text.
    customers
        Customers with an owner who works here; the owner named is who does the work, which is a cover's
        where one stands in.
    owners
        By customer, whose line it is.
    persons
        By customer, who is behind several records; the others are each their own.
    workdays, excluded, mistakes
        As in `perennial.flows.plan_today.plan_today`.
    """

    business: Business
    sellers: Mapping[int, User]
    gifts: Mapping[str, Offer]
    customers: tuple[OwnedCustomer, ...]
    owners: Mapping[int, int]
    persons: Mapping[int, str]
    workdays: Workdays
    excluded: frozenset[str]
    mistakes: Mapping[str, int]

    def person(self, customer: int) -> str:
        """Give who is behind a record."""
        return self.persons.get(customer, f"record {customer}")


def planning_of(snapshot: Snapshot, business: Business, *, today: date) -> Planning:
    """Read what a plan goes by."""
    sellers = {each.pk: each for each in User.objects.filter(is_active=True)}
    doing = _who_works(sellers, today)
    mine = Customer.objects.filter(
        owner__in=sellers, erased_at__isnull=True, merged_into__isnull=True, objects_to_profiling=False
    ).exclude(stage="")
    owners = dict(mine.order_by("pk").values_list("pk", "owner_id"))
    persons = _persons()
    touches = {pk: each.touches_a_day or business.touches_a_day for pk, each in sellers.items()}
    return Planning(
        business=business,
        sellers=sellers,
        gifts={str(each.pk): each for each in Offer.objects.all()},
        customers=tuple(
            OwnedCustomer(customer_id=str(pk), owner=str(doing[owner]), person=persons.get(pk))
            for pk, owner in owners.items()
            if doing[owner]
        ),
        owners=owners,
        persons=persons,
        workdays=replace(
            workdays_of(business, today),
            capacity={str(pk): count for pk, count in touches.items()},
            away=_away(today),
            busy=_busy(doing, today),
        ),
        excluded=frozenset(map(str, _left_alone(snapshot, today, timedelta(days=business.rest_days)))),
        mistakes=_mistakes(),
    )


def _who_works(sellers: Mapping[int, User], today: date) -> Mapping[int, int]:
    """Give who does the work of each seller today: themselves, their cover, or nobody (0)."""
    away = Absence.objects.filter(first_day__lte=today, last_day__gte=today)
    covers = dict(away.order_by("pk").values_list("user_id", "cover_id"))
    doing = {}
    for pk in sellers:
        cover = covers.get(pk, pk)
        doing[pk] = cover if cover in sellers and (cover == pk or cover not in covers) else 0
    return doing


def _away(today: date) -> Mapping[str, frozenset[int]]:
    """Give the days of the coming week on which a seller is away, counted from today."""
    away: dict[str, frozenset[int]] = defaultdict(frozenset)
    soon = Absence.objects.filter(first_day__lt=today + _WEEK, last_day__gt=today)
    for who, first, last in soon.values_list("user_id", "first_day", "last_day"):
        days = range(max((first - today).days, 0), (last - today).days + 1)
        away[str(who)] |= frozenset(days[: _WEEK.days])
    return away


def _busy(doing: Mapping[int, int], today: date) -> Mapping[str, Mapping[int, int]]:
    """Count the lines that stand in each day already: put there by people, or to be done for a lead."""
    lines = PlannedTouch.objects.filter(state=PlannedTouch.State.OPEN, by_itself=False).exclude(
        made_by__isnull=True, snoozed_until__isnull=True, is_fixed=False, play__in=_BY_PLAN
    )
    busy: dict[str, Counter[int]] = defaultdict(Counter)
    for seller, day in lines.values_list("seller_id", Coalesce("snoozed_until", "day")):
        ahead = max((day - today).days, 0)
        if ahead < _WEEK.days:
            busy[str(doing.get(seller) or seller)][ahead] += 1
    return busy


def _left_alone(snapshot: Snapshot, today: date, rest: timedelta) -> set[int]:
    """Give the customers whom the plan leaves alone for now."""
    waiting = HandOff.objects.filter(state__in=[HandOff.State.OPEN, HandOff.State.OFFERED])
    put_off = PlannedTouch.objects.filter(state=PlannedTouch.State.OPEN, snoozed_until__gt=today)
    day = F("customer__last_order_on")
    # Whoever said that they had left is believed until they buy.
    left = LeaveReason.objects.filter(undone_at__isnull=True).filter(Q(at__date__gte=day))
    ordered = Order.objects.filter(day__gt=date_of(snapshot.as_of), refund_of="")
    groups = (waiting, put_off, left, ordered)
    return {pk for rows in groups for pk in rows.values_list("customer_id", flat=True)} | _touched(
        today, rest
    )


def _touched(today: date, rest: timedelta) -> set[int]:
    since = Touch.objects.filter(customer__isnull=False, undone_at__isnull=True, direction=Direction.OUT)
    lately = since.filter(day__gt=today - rest)
    refused = Q(outcome=Outcome.REFUSED) | Q(customer__stage=Stage.LEFT)
    long_ago = since.filter(refused, day__gt=today - _LONG_REST)
    return {
        pk
        for rows in (lately, long_ago)
        for pk in rows.values_list("customer_id", flat=True)
        if pk is not None
    }


def _mistakes() -> Mapping[str, int]:
    found = Mistake.objects.filter(solved_at__isnull=True).values("customer").annotate(last=Max("at__date"))
    return {str(each["customer"]): day_of(each["last"]) for each in found}


def _persons() -> Mapping[int, str]:
    """Name the person behind records that share a phone, an address or a tax number; others are their own."""
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    shared = Contact.objects.exclude(normal="").values("kind", "normal").annotate(n=Count("customer"))
    numbers = shared.filter(n__gt=1).values("normal")
    for pk, kind, normal in Contact.objects.filter(normal__in=numbers).values_list(
        "customer_id", "kind", "normal"
    ):
        groups[kind, normal].add(pk)
    tax = Customer.objects.exclude(tax_id="").values("tax_id").annotate(n=Count("pk")).filter(n__gt=1)
    for pk, number in Customer.objects.filter(tax_id__in=tax.values("tax_id")).values_list("pk", "tax_id"):
        groups["tax", number].add(pk)
    return _joined([sorted(group) for _, group in sorted(groups.items())])


def _joined(groups: list[list[int]]) -> Mapping[int, str]:
    leads: dict[int, int] = {}

    def lead(pk: int) -> int:
        while leads.setdefault(pk, pk) != pk:
            leads[pk] = leads[leads[pk]]
            pk = leads[pk]
        return pk

    for group in groups:
        for pk in group[1:]:
            leads[lead(pk)] = lead(group[0])
    return {pk: str(lead(pk)) for pk in list(leads)}
