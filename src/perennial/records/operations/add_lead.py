"""Add a lead by hand or by a form: somebody known stays one person, and the lead gets a hunter."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.phones import normal_phones
from perennial.ingest.contacts.tax_ids import normal_tax_id
from perennial.records.models import Business, Customer, Lead, LeadMove, Product, User
from perennial.records.models.words import ContactKind, Role
from perennial.records.operations.add_note import add_note
from perennial.records.operations.audit import note_act
from perennial.records.operations.change_contacts import normal_contact, save_contact
from perennial.records.operations.index_search import index_search
from perennial.records.operations.match_people_person import kind_of
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.queries.choose_hunter import choose_hunter
from perennial.records.queries.matches import find_matches
from perennial.records.queries.pipeline_steps import steps_of_lead
from perennial.records.rights import may

__all__ = ["NewLead", "add_lead", "give_to_hunters", "known_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLead:
    """What is known of somebody who may buy."""

    name: str = ""
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    product: Product | None = None
    source: str = ""
    note: str = ""
    value: Decimal | None = None


def known_by(new: NewLead) -> Customer | None:
    """Give who is known already by the phone, the e-mail or the tax number."""
    phones = normal_phones(new.phone, Business.current().phone_region) if new.phone else ()
    email = (normal_email(new.email) or "") if new.email else ""
    return find_matches(phones, [email], normal_tax_id(new.tax_id) or "").first()


@transaction.atomic
def add_lead(by: User | None, new: NewLead) -> tuple[Lead, bool]:
    """Begin work on a first sale; says whether the lead is new or was open already.

    Raises
    ------
    UserError
        A phone or an address cannot be one, or somebody else looks after this customer.
    """
    customer = known_by(new)
    if customer is None:
        customer = _make(by, new)
    elif by is not None and customer.owner is not None and not may(by, "customer.edit", customer):
        raise UserError("Known already: {owner} looks after them.", owner=customer.owner.name)
    else:
        _reach(by, customer, new)
    if new.note.strip():
        add_note(by, customer, new.note)
    there = Lead.objects.filter(customer=customer, product=new.product, closed_at__isnull=True).first()
    if there is not None:
        return there, False
    lead = _begin(by, customer, new)
    note_act(by, "lead.add", lead, customer=customer.pk)
    if lead.hunter_id is not None:
        plan_leads({lead.hunter_id})
    return lead, True


def give_to_hunters(leads: Iterable[Lead]) -> None:
    """Give open leads that came without a hunter to one each, and customers in nobody's hands with them."""
    for lead in leads:
        if lead.hunter_id is None and lead.closed_at is None:
            lead.hunter = _hunter(None, lead.customer, lead.product_id)
            Lead.objects.filter(pk=lead.pk).update(hunter=lead.hunter)
            _own(lead.customer, lead.hunter)


def _make(by: User | None, new: NewLead) -> Customer:
    name, tax_id = " ".join(new.name.split()), normal_tax_id(new.tax_id) or ""
    customer = Customer.objects.create(
        name=name or new.phone.strip() or new.email.strip(),
        kind=kind_of(name, tax_id),
        tax_id=tax_id,
        product=new.product,
        source=new.source.strip(),
    )
    _reach(by, customer, new)
    index_search([customer.pk])
    return customer


def _reach(by: User | None, customer: Customer, new: NewLead) -> None:
    """Add the phone and the e-mail that the customer does not have yet."""
    region, known = Business.current().phone_region, set(customer.contacts.values_list("kind", "normal"))
    for kind, value in ((ContactKind.PHONE, new.phone), (ContactKind.EMAIL, new.email)):
        if value.strip() and (kind.value, normal_contact(kind, value, region)) not in known:
            save_contact(by, customer, kind=kind, value=value)


def _begin(by: User | None, customer: Customer, new: NewLead) -> Lead:
    product = None if new.product is None else new.product.pk
    hunter, now = _hunter(by, customer, product), timezone.now()
    lead = Lead.objects.create(
        customer=customer,
        product=new.product,
        source=new.source.strip(),
        value=new.value,
        hunter=hunter,
        lead_step=steps_of_lead(product)[0].name,
        entered_at=now,
        step_since=now,
    )
    LeadMove.objects.create(lead=lead, step=lead.lead_step, at=now, by=by)
    _own(customer, hunter)
    return lead


def _hunter(by: User | None, customer: Customer, product: int | None) -> User | None:
    """Take who adds them, whose they are, who works on another lead of theirs, or who has fewest leads."""
    if by is not None and by.role == Role.HUNTER:
        return by
    if customer.owner is not None and _hunts(customer.owner):
        return customer.owner
    others = Lead.objects.filter(customer=customer, closed_at__isnull=True).select_related("hunter")
    hunters = [lead.hunter for lead in others if lead.hunter is not None and _hunts(lead.hunter)]
    return next(iter(hunters), None) or choose_hunter(product, timezone.localdate())


def _hunts(person: User) -> bool:
    return person.role == Role.HUNTER and person.is_active


def _own(customer: Customer, hunter: User | None) -> None:
    """Give whoever is nobody's and has not bought yet to the hunter of their lead."""
    if hunter is None or customer.owner_id is not None or customer.stage or customer.first_order_on:
        return
    customer.owner, customer.hunter = hunter, customer.hunter or hunter
    customer.save(update_fields=["owner", "hunter", "updated_at"])
