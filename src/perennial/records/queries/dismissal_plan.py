"""What goes to whom when somebody leaves: customers, leads, open lines, hand-offs, absences."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from perennial.core.errors import UserError
from perennial.records.models import Absence, Customer, HandOff, Lead, PlannedTouch, User
from perennial.records.models.words import Role
from perennial.records.queries.choose_farmer import read_sellers

__all__ = ["Dismissal", "Left", "left_by", "plan_dismissal", "takers_for"]

_WAITS = (HandOff.State.OPEN, HandOff.State.OFFERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What somebody would leave behind, counted."""

    customers: int
    leads: int
    lines: int
    to_note: int
    to_accept: int
    absences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """Customers and open leads by their new owner."""

    customers: dict[int, list[int]] = field(default_factory=dict)
    leads: dict[int, list[int]] = field(default_factory=dict)


def left_by(person: User, today: date) -> Left:
    """Count what is somebody's."""
    waiting = HandOff.objects.filter(state__in=_WAITS)
    return Left(
        customers=_customers(person).count(),
        leads=_leads(person).count(),
        lines=PlannedTouch.objects.filter(seller=person, state=PlannedTouch.State.OPEN).count(),
        to_note=waiting.filter(hunter=person, state=HandOff.State.OPEN).count(),
        to_accept=waiting.filter(farmer=person).count(),
        absences=Absence.objects.filter(Q(user=person) | Q(cover=person), last_day__gte=today).count(),
    )


def takers_for(person: User) -> QuerySet[User]:
    """Give the sellers who could take over: those of the same role first."""
    sellers = User.objects.filter(is_active=True, role__in=[Role.HUNTER, Role.FARMER])
    return sellers.exclude(pk=person.pk)


def plan_dismissal(person: User, takers: Sequence[User], today: date) -> Dismissal:
    """Share out what is somebody's by load and limits.

    Open leads go to hunters among the takers (to all of them where there is none); a limit that is reached
    is kept as long as somebody else has room, then it gives way, as nobody may be left without an owner.

    Raises
    ------
    UserError
        There is something to share out, and nobody to take it.
    """
    customers, leads = _customers(person), _leads(person)
    if not takers:
        if customers.exists() or leads.exists():
            raise UserError("Choose who takes the customers.")
        return Dismissal()
    hunters = [each for each in takers if each.role == Role.HUNTER] or list(takers)
    by_customer = _share(list(customers.values_list("pk", "product_id")), takers, today)
    owner = {pk: to for to, ids in by_customer.items() for pk in ids}
    rows = list(leads.values_list("pk", "product_id", "customer_id"))
    # A lead of a customer who goes to a hunter goes along with them.
    along = [(pk, owner[whose]) for pk, _, whose in rows if owner.get(whose) in {each.pk for each in hunters}]
    gone = {pk for pk, _ in along}
    by_lead = _share([(pk, product) for pk, product, _ in rows if pk not in gone], hunters, today)
    for pk, to in along:
        by_lead.setdefault(to, []).append(pk)
    return Dismissal(customers=by_customer, leads=by_lead)


def _customers(person: User) -> QuerySet[Customer]:
    living = Customer.objects.filter(owner=person, erased_at__isnull=True, merged_into__isnull=True)
    return living.order_by("-value_at_risk", "-pk")


def _leads(person: User) -> QuerySet[Lead]:
    return Lead.objects.filter(hunter=person, closed_at__isnull=True).order_by("entered_at", "pk")


def _share(
    rows: Sequence[tuple[int, int | None]], takers: Sequence[User], today: date
) -> dict[int, list[int]]:
    people = read_sellers(User.objects.filter(pk__in=[each.pk for each in takers]), today)
    shared: dict[int, list[int]] = defaultdict(list)
    for pk, product in rows:
        to = people.least_loaded(product) or people.least_loaded() or people.beyond_limits()
        shared[to.pk].append(pk)
    return dict(shared)
