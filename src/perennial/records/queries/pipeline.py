"""The pipeline: open leads by step, a page of each step, how many they are and what they may bring."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from perennial.records.models import Contact, Lead
from perennial.records.models.words import ContactKind
from perennial.records.queries.pipeline_steps import Step
from perennial.records.rights import covered_by, people_under, scope_of

__all__ = ["PAGE", "Column", "columns_of", "leads_for", "more_of", "open_on_board"]

#: Leads of a step that are shown at once.
PAGE = 50
#: What is due comes first; of the rest, who came to the step last.
_ORDER = (F("next_on").asc(nulls_last=True), F("step_since").desc(), F("pk").desc())


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One step: how many leads stand in it, the sum of their known values, and the first of them."""

    step: Step
    count: int
    value: Decimal | None
    leads: tuple[Lead, ...] = ()


def leads_for(user: Any) -> QuerySet[Lead]:
    """Give the leads on which somebody may act: a hunter's own, those of a head's people and of nobody."""
    living = Lead.objects.filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
    scope = scope_of(user, "pipeline")
    if scope == "all":
        return living
    if scope == "department":
        return living.filter(Q(hunter__in=people_under(user)) | Q(hunter__isnull=True))
    return living.filter(hunter__in=covered_by(user)) if scope == "own" else living.none()


def open_on_board(user: Any, product: str) -> QuerySet[Lead]:
    """Give the open leads of the board: of one product by its number, of no product ("rest"), or of all."""
    found = leads_for(user).filter(closed_at__isnull=True)
    if product == "rest":
        return found.filter(product__isnull=True)
    return found.filter(product=int(product)) if product.isdecimal() else found


def columns_of(leads: QuerySet[Lead], steps: Sequence[Step]) -> list[Column]:
    """Give all steps with their first leads; those that nobody drew come last, the fullest first.

    Leads without a step stand in the first one.
    """
    counted = _counted(leads, steps)
    drawn = {step.name for step in steps}
    others = sorted(
        (name for name in counted if name not in drawn), key=lambda name: (-counted[name][0], name)
    )
    every = [*steps, *(Step(name=name, label=name, drawn=False) for name in others)]
    shown = _first_of_each(leads, steps)
    return [
        Column(
            step=step,
            count=counted.get(step.name, (0, None))[0],
            value=counted.get(step.name, (0, None))[1],
            leads=tuple(shown.get(step.name, ())),
        )
        for step in every
    ]


def more_of(leads: QuerySet[Lead], steps: Sequence[Step], name: str, begin: int) -> list[Lead]:
    """Give the next leads of a step, with their phones; one more than a page says that there are more."""
    names = [name, ""] if steps and steps[0].name == name else [name]
    found = (
        leads.filter(lead_step__in=names).select_related("customer", "product", "hunter").order_by(*_ORDER)
    )
    return _with_phones(found[begin : begin + PAGE + 1])


def _counted(leads: QuerySet[Lead], steps: Sequence[Step]) -> Mapping[str, tuple[int, Decimal | None]]:
    rows = leads.order_by().values_list(_step(steps)).annotate(Count("pk"), Sum("value"))
    return {name: (count, value) for name, count, value in rows}


def _step(steps: Sequence[Step]) -> Case:
    first = steps[0].name if steps else ""
    return Case(When(lead_step="", then=Value(first)), default=F("lead_step"))


def _first_of_each(leads: QuerySet[Lead], steps: Sequence[Step]) -> Mapping[str, list[Lead]]:
    place = Window(RowNumber(), partition_by=[_step(steps)], order_by=list(_ORDER))
    ids = leads.order_by().annotate(place=place).filter(place__lte=PAGE).values_list("pk", flat=True)
    rows = Lead.objects.filter(pk__in=list(ids)).select_related("customer", "product", "hunter")
    shown: dict[str, list[Lead]] = defaultdict(list)
    for lead in _with_phones(rows.order_by(*_ORDER)):
        shown[lead.lead_step or (steps[0].name if steps else "")].append(lead)
    return shown


def _with_phones(leads: Iterable[Lead]) -> list[Lead]:
    """Put the phone by which each is called on the lead, as `phone`."""
    found = list(leads)
    rows = Contact.objects.filter(
        customer__in={lead.customer_id for lead in found}, kind=ContactKind.PHONE, wrong_since__isnull=True
    )
    phones: dict[int, Contact] = {}
    for contact in rows.order_by("-is_main", "id"):
        phones.setdefault(contact.customer_id, contact)
    for lead in found:
        lead.phone = phones.get(lead.customer_id)  # type: ignore[attr-defined]
    return found
