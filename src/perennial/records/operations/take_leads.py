"""Take a portion of leads in, each with the person it is about, who may be known already."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from perennial.ingest.statuses import classify_status
from perennial.records.models import Customer, Lead, LeadMove
from perennial.records.models.words import Role
from perennial.records.operations.after_import import after_rows
from perennial.records.operations.match_people import People
from perennial.records.operations.take_customers import person_in
from perennial.records.operations.take_rows import Taking

__all__ = ["count_leads", "take_leads"]

_Row = Mapping[str, Any]
_WON = frozenset({"142", "won", "s", "success", "успешно реализовано", "сделка успешна", "успех"})
_LOST = frozenset({"143", "lost", "f", "lose"})


@transaction.atomic
def take_leads(rows: Sequence[_Row], taking: Taking, copies: Counter[str] | None = None) -> list[Lead]:
    """Make leads, or change those known by their id.

    Parameters
    ----------
    rows
        As `read_records` gives them for leads.
    copies
        Leads without an id that were seen in earlier portions of the same file, by what they say.
    """
    counted = Counter[str]() if copies is None else copies
    people = [person_in(row) for row in rows]
    known = People(taking, people)
    whose = [known.find_or_make(person, source=_text(row, "source", 120))[0]
             for person, row in zip(people, rows, strict=True)]  # fmt: skip
    known.save()
    ids = [_own_id(row, taking, counted) for row in rows]
    there = {lead.external_id: lead for lead in Lead.objects.filter(external_id__in=ids)}
    saved, made, moved = [], [], []
    for row, own_id, customer in zip(rows, ids, whose, strict=True):
        values = {"customer_id": customer.pk, **_values(row, taking)}
        lead = there.get(own_id)
        if lead is None:
            values.setdefault("entered_at", timezone.now())
            values["step_since"] = values["entered_at"]
            lead = there[own_id] = Lead(external_id=own_id, batch=taking.batch, **values)
            made.append(lead)
            taking.told.created += 1
        elif lead.pk and (changed := taking.change(lead, {**values, **_since(lead, values)})):
            lead.save()
            taking.told.updated += 1
            moved += [lead] if "lead_step" in changed else []
        else:
            taking.told.unchanged += 1
        saved.append(lead)
    Lead.objects.bulk_create(made)
    _note_moves(made, moved, taking)
    _own(made)
    after_rows(taking)
    return saved


def count_leads(rows: Sequence[_Row], taking: Taking, copies: Counter[str]) -> None:
    """Count leads that an earlier run took, so that those after them get the ids they had."""
    for row in rows:
        _own_id(row, taking, copies)


def _own(leads: Sequence[Lead]) -> None:
    """Give whoever is nobody's and has not bought yet to the hunter of their lead."""
    hunters = {lead.customer_id: lead.hunter_id for lead in leads if lead.hunter_id}
    free = Customer.objects.filter(pk__in=hunters, owner__isnull=True, stage="", first_order_on__isnull=True)
    found = list(free)
    for customer in found:
        customer.owner_id = hunters[customer.pk]
        customer.hunter_id = customer.hunter_id or hunters[customer.pk]
    Customer.objects.bulk_update(found, ["owner", "hunter"])


def _since(lead: Lead, values: Mapping[str, Any]) -> dict[str, Any]:
    """Say since when a lead stands in a new step: when it came in is known of the first one alone."""
    is_moved = values.get("lead_step", lead.lead_step) != lead.lead_step
    return {"step_since": timezone.now()} if is_moved else {}


def _note_moves(made: Sequence[Lead], moved: Sequence[Lead], taking: Taking) -> None:
    """Write down that leads came to their step, save where that is their end."""
    came = [lead for lead in (*made, *moved) if lead.lead_step and not _is_closed(lead.lead_step)]
    moves = LeadMove.objects.bulk_create(
        LeadMove(lead=lead, step=lead.lead_step, at=lead.step_since) for lead in came
    )
    new = {lead.pk for lead in made}
    for move in moves:
        if move.lead_id not in new:  # that of a new lead goes with it
            taking.made(move)


def _values(row: _Row, taking: Taking) -> dict[str, Any]:
    step, hunter = _text(row, "lead_step", 120), taking.seller(_text(row, "owner", 200))
    product = taking.product(_text(row, "product", 200))
    entered = row.get("entered_at")
    said = {
        "product_id": product.pk if product else None,
        "source": _text(row, "source", 120),
        "lead_step": step,
        "hunter_id": hunter.pk if hunter is not None and hunter.role == Role.HUNTER else None,
        "entered_at": taking.moment(entered) if isinstance(entered, datetime) else None,
    }
    values = {name: value for name, value in said.items() if value}
    if _is_closed(step):
        values["closed_at"] = values.get("entered_at") or timezone.now()
    return values


def _is_closed(step: str) -> bool:
    word = step.casefold()
    return word in _WON | _LOST or classify_status(step) == "cancelled"


def _own_id(row: _Row, taking: Taking, copies: Counter[str]) -> str:
    if own := _text(row, "lead_id", 150):
        return own if taking.system == "file" else f"{taking.system}:{own}"
    said = [row.get(name) for name in ("name", "phone", "email", "product", "entered_at")]
    digest = hashlib.sha256(repr(said).encode()).hexdigest()[:20]
    copies[digest] += 1
    return f"~{digest}" + (f"-{copies[digest]}" if copies[digest] > 1 else "")


def _text(row: _Row, name: str, most: int) -> str:
    return " ".join(str(row.get(name) or "").split())[:most]
