"""The lines of one seller's day: whom they touch today, why, and how to reach them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from perennial.records.models import Contact, Customer, HandOff, Lead, PlannedTouch, Promise
from perennial.records.models.words import Play, Stage
from perennial.records.queries.lead_calls import Worked, work_on
from perennial.records.queries.today_people import contacts_of, keys_of, once_a_person
from perennial.records.queries.today_tags import Tag, tag_of

__all__ = ["READ_AT_MOST", "Line", "due_lines", "read_lines"]

#: Lines that are read at most; the rest of a long list is only counted.
READ_AT_MOST = 80

_FIRST, _SECOND, _THEN = 0, 1, 2
_LEADS = 2**31 - 1  # after all of whom something is forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person of the day.

    `planned` is empty for a hand-off that waits to be accepted; `handoff` tells of one that waits or came
    with this line; `phone` and `contact` are the first of each kind that is not known to be wrong; `worked`
    says what was done about the lead that a line is for.
    """

    customer: Customer
    planned: PlannedTouch | None
    handoff: HandOff | None
    promise: Promise | None
    phone: Contact | None
    contact: Contact | None
    worked: Worked | None
    tag: Tag

    @property
    def waits(self) -> bool:
        """Whether this is a hand-off that waits to be accepted."""
        return self.handoff is not None and self.handoff.state == HandOff.State.OFFERED

    @property
    def lead(self) -> Lead | None:
        """Give the lead that this line is for."""
        return self.planned.lead if self.planned else None

    @property
    def value_at_risk(self) -> float:
        """Give a year's money that leaving would cost; what has left is no more at risk."""
        if self.planned is None or self.customer.stage == Stage.LEFT:
            return self.customer.money_at_risk
        return self.planned.value_at_risk

    @property
    def is_fixed(self) -> bool:
        """Whether the line stands in the day whatever its capacity: somebody new, or a promise."""
        return self.tag in {"new", "promised"}


def due_lines(sellers: Collection[int], today: date) -> QuerySet[PlannedTouch]:
    """Give the open lines of some sellers that are due, in the order of the day."""
    promised = Promise.objects.filter(
        customer=OuterRef("customer"), day__lte=today, kept_by__isnull=True, undone_at__isnull=True
    )
    return (
        PlannedTouch.objects.filter(
            seller__in=sellers,
            state=PlannedTouch.State.OPEN,
            by_itself=False,
            customer__erased_at__isnull=True,
            customer__merged_into__isnull=True,
        )
        .annotate(due=Coalesce("snoozed_until", "day"))
        .filter(due__lte=today)
        .alias(is_promised=Exists(promised))
        .annotate(
            turn=Case(
                When(play=Play.GREET, then=Value(_FIRST)),
                When(Q(is_promised=True), then=Value(_SECOND)),
                default=Value(_THEN),
            )
        )
        .annotate(
            # Where the plan goes by something else than expected gain, it says which place a line has.
            before=Case(When(play=Play.FIRST, then=Value(_LEADS)), default=F("place")),
        )
        .order_by("turn", "before", F("expected_gain").desc(), "place", "id")
    )


def read_lines(sellers: Collection[int], today: date) -> tuple[list[Line], bool]:
    """Read the first lines of a day, one a person: new customers, then promises, then as the plan has them.

    Leads, of whom nothing is forecast, stand in the order of their calls.

    The number of questions to the database does not depend on the number of lines.

    Returns
    -------
    lines, is_all
        The lines in order, and whether there are no others.
    """
    rows = due_lines(sellers, today).select_related(
        "customer__product", "seller", "made_by", "lead__product", "gift"
    )
    planned = list(rows[:READ_AT_MOST])
    waiting, noted = _handoffs(sellers, planned)
    people = [each.customer for each in waiting] + [each.customer for each in planned]
    around = _Around(
        contacts=contacts_of(people),
        promises=_promises(people, today),
        worked=work_on([each.lead for each in planned if each.lead]),
        today=today,
    )
    lines = [
        *(_line(each.customer, None, each, around) for each in waiting),
        *(_line(each.customer, each, noted.get(each.customer_id), around) for each in planned),
    ]
    return once_a_person([(_keys(line, around), line) for line in lines]), len(planned) < READ_AT_MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What was read of all customers of a day at once."""

    contacts: Mapping[int, list[Contact]]
    promises: Mapping[int, Promise]
    worked: Mapping[int, Worked]
    today: date


def _keys(line: Line, around: _Around) -> frozenset[str]:
    contacts = around.contacts.get(line.customer.pk, ())
    return keys_of(line.customer, contacts) | {f"row:{line.customer.pk}"}


def _handoffs(
    sellers: Collection[int], planned: Iterable[PlannedTouch]
) -> tuple[list[HandOff], Mapping[int, HandOff]]:
    """Give the hand-offs that wait for these sellers, and by customer those behind lines to greet."""
    greeted = [each.customer_id for each in planned if each.play == Play.GREET]
    found = (
        HandOff.objects.filter(
            Q(farmer__in=sellers, state=HandOff.State.OFFERED)
            | Q(customer__in=greeted, state__in=[HandOff.State.ACCEPTED, HandOff.State.BY_SILENCE])
        )
        .filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
        .select_related("customer__product", "hunter", "farmer")
        .order_by("offered_at", "id")
    )
    every = list(found)
    return (
        [each for each in every if each.state == HandOff.State.OFFERED],
        {each.customer_id: each for each in every if each.state != HandOff.State.OFFERED},
    )


def _promises(customers: list[Customer], today: date) -> Mapping[int, Promise]:
    found = Promise.objects.filter(
        customer__in=customers, day__lte=today, kept_by__isnull=True, undone_at__isnull=True
    )
    return {each.customer_id: each for each in found.order_by("day", "id")}


def _line(customer: Customer, planned: PlannedTouch | None, handoff: HandOff | None, around: _Around) -> Line:
    right = [each for each in around.contacts.get(customer.pk, ()) if each.wrong_since is None]
    promise = around.promises.get(customer.pk)
    worked = around.worked.get(planned.lead_id or 0) if planned else None
    return Line(
        customer=customer,
        planned=planned,
        handoff=handoff,
        promise=promise,
        phone=next((each for each in right if each.kind == "phone"), None),
        contact=next((each for each in right if each.kind != "phone"), None),
        worked=worked,
        tag=tag_of(customer, planned, promise, worked, around.today),
    )
