"""Somebody leaves: all that was theirs goes to others and the account closes, in one step."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import ApiToken, AuditEntry, Department, HandOff, Lead, PlannedTouch, User
from perennial.records.models.words import Role
from perennial.records.operations.audit import note_act
from perennial.records.operations.hand_out import hand_out, take_back
from perennial.records.operations.offer_handoff import WAITS, offer_handoff
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.dismissal_plan import Dismissal
from perennial.records.queries.heads import heads_of

__all__ = ["dismiss", "undo_dismissal"]


@transaction.atomic
def dismiss(
    by: User, person: User, plan: Dismissal, act: UUID, *, today: date, at: datetime | None = None
) -> AuditEntry:
    """Hand everything over as previewed and close the account; a second time nothing happens.

    Returns
    -------
    AuditEntry
        By which the ownership is given back.

    Raises
    ------
    UserError
        It is oneself or the only owner, the plan is out of date, or somebody would keep customers.
    """
    done = AuditEntry.objects.filter(act="dismiss", facts__whole=str(act)).first()
    if done is not None:
        return done
    _check(by, person)
    acts = hand_out(by, person, plan.customers, "dismissed", act)
    _pass_leads(person, plan)
    if person.customers.filter(erased_at__isnull=True, merged_into__isnull=True).exists():
        raise UserError("Something has changed since the preview. Look at it again.")
    _pass_lines(person)
    _close(person, today)
    plan_leads({person.pk, *plan.leads}, today=today)
    _pass_handoffs(by, person, at or timezone.now())
    moved = sum(len(ids) for ids in plan.customers.values())
    leads = {str(to): ids for to, ids in plan.leads.items()}
    return note_act(by, "dismiss", person, moved=moved, acts=acts, leads=leads, whole=str(act))


@transaction.atomic
def undo_dismissal(by: User, entry: AuditEntry) -> int:
    """Give customers and leads back, as far as nobody has given them on; the account stays closed."""
    moved = take_back(by, entry)
    for to, ids in entry.facts.get("leads", {}).items():
        Lead.objects.filter(pk__in=ids, hunter_id=int(to)).update(hunter_id=entry.object_id)
    note_act(by, "dismiss.undo", None, moved=moved, entry=entry.pk)
    return moved


def _check(by: User, person: User) -> None:
    if by.pk == person.pk:
        raise UserError("Nobody can dismiss themselves.")
    owners = User.objects.select_for_update().filter(role=Role.OWNER, is_active=True)
    if [each.pk for each in owners] == [person.pk]:
        raise UserError("This is the only owner. Make somebody else an owner first.")


def _pass_leads(person: User, plan: Dismissal) -> None:
    for to, ids in plan.leads.items():
        Lead.objects.filter(pk__in=ids, hunter=person).update(hunter_id=to)
    if Lead.objects.filter(hunter=person, closed_at__isnull=True).exists():
        raise UserError("Something has changed since the preview. Look at it again.")


def _pass_lines(person: User) -> None:
    """Give lines on customers of others (whom they covered for) to the owners; drop those of nobody."""
    lines = PlannedTouch.objects.filter(seller=person, state=PlannedTouch.State.OPEN)
    owned = list(lines.filter(customer__owner__isnull=False).select_related("customer__owner"))
    for line in owned:
        assert line.customer.owner is not None
        line.seller = line.customer.owner
    PlannedTouch.objects.bulk_update(owned, ["seller"], batch_size=500)
    lines.filter(customer__owner__isnull=True).update(
        state=PlannedTouch.State.DROPPED, closed_at=timezone.now()
    )


def _close(person: User, today: date) -> None:
    person.is_active, person.left_on = False, today
    person.save(update_fields=["is_active", "left_on"])
    person.absences.filter(first_day__gt=today).delete()
    person.absences.filter(last_day__gt=today).update(last_day=today)
    person.covers.filter(last_day__gte=today).update(cover=None)
    Department.objects.filter(head=person).update(head=None)
    ApiToken.objects.filter(user=person, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _pass_handoffs(by: User, person: User, at: datetime) -> None:
    """Offer what waits for a note without one, and to somebody else what waited for this farmer."""
    waiting = HandOff.objects.filter(state__in=WAITS).select_related("customer", "hunter")
    unnoted = waiting.filter(hunter=person, state=HandOff.State.OPEN)
    for handoff in [*waiting.filter(farmer=person), *unnoted.exclude(farmer=person)]:
        if handoff.farmer_id == person.pk and handoff.state == HandOff.State.OPEN:
            HandOff.objects.filter(pk=handoff.pk).update(farmer=None)
            continue
        try:
            offer_handoff(handoff, by=by, note=handoff.note, at=at)
        except UserError:
            HandOff.objects.filter(pk=handoff.pk).update(farmer=None, state=HandOff.State.OPEN)
            said = Message("No farmer has room for a customer who waits to be handed over.")
            tell_people(heads_of(handoff.hunter), said, reverse("handoff", args=[handoff.pk]))
