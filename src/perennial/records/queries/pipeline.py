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
_SHOWN = ("customer", "product", "hunter", "source", "lead_step", "step_since", "entered_at",
          "first_answer_at", "next_action", "next_on", "value")  # fmt: skip
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
    return living.filter(_reach(user))


def open_on_board(user: Any, product: str) -> QuerySet[Lead]:
    """Give the open leads of the board: of one product by its number, of no product ("rest"), or of all.

    Erasing closes leads and merging moves them, so that their customers need not be looked at.
    """
    found = Lead.objects.filter(_reach(user), closed_at__isnull=True)
    if product == "rest":
        return found.filter(product__isnull=True)
    return found.filter(product=int(product)) if product.isdecimal() else found


def _reach(user: Any) -> Q:
    scope = scope_of(user, "pipeline")
    if scope == "department":
        return Q(hunter__in=people_under(user)) | Q(hunter__isnull=True)
    if scope == "own":
        return Q(hunter__in=covered_by(user))
    return Q() if scope == "all" else Q(pk__in=[])


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
    found = _shown(leads.filter(lead_step__in=_names(name, steps))).order_by(*_ORDER)
    return _with_phones(found[begin : begin + PAGE + 1])


def _shown(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    """Read no more than cards show."""
    names = [
        f"{one}__{name}" for one, name in (("customer", "name"), ("product", "name"), ("hunter", "name"))
    ]
    return leads.select_related("customer", "product", "hunter").only(*_SHOWN, *names, "hunter__email")


def _counted(leads: QuerySet[Lead], steps: Sequence[Step]) -> Mapping[str, tuple[int, Decimal | None]]:
    rows = leads.order_by().values_list(_step(steps)).annotate(Count("pk"), Sum("value"))
    return {name: (count, value) for name, count, value in rows}


def _step(steps: Sequence[Step]) -> Case:
    first = steps[0].name if steps else ""
    return Case(When(lead_step="", then=Value(first)), default=F("lead_step"))


def _first_of_each(leads: QuerySet[Lead], steps: Sequence[Step]) -> Mapping[str, list[Lead]]:
    ids = [pk for step in steps for pk in _first_in(leads.filter(lead_step__in=_names(step.name, steps)))]
    ids += _first_of_others(leads.exclude(lead_step__in=["", *(step.name for step in steps)]))
    shown: dict[str, list[Lead]] = defaultdict(list)
    for lead in _with_phones(_shown(Lead.objects.filter(pk__in=ids)).order_by(*_ORDER)):
        shown[lead.lead_step or (steps[0].name if steps else "")].append(lead)
    return shown


def _first_in(leads: QuerySet[Lead]) -> list[int]:
    """Give the first leads of a step, those with a day first: each part in the order of an index."""
    due = leads.filter(next_on__isnull=False).order_by("next_on", "-step_since", "-pk")
    ids = list(due.values_list("pk", flat=True)[:PAGE])
    others = leads.filter(next_on__isnull=True).order_by("-step_since", "-pk")
    return [*ids, *others.values_list("pk", flat=True)[: PAGE - len(ids)]]


def _first_of_others(leads: QuerySet[Lead]) -> list[int]:
    place = Window(RowNumber(), partition_by=[F("lead_step")], order_by=list(_ORDER))
    return list(leads.order_by().annotate(place=place).filter(place__lte=PAGE).values_list("pk", flat=True))


def _names(name: str, steps: Sequence[Step]) -> list[str]:
    """Give what leads of a step carry; those of the first one may carry nothing."""
    return [name, ""] if steps and steps[0].name == name else [name]


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
