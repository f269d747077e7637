"""Add a customer by hand, or somebody who may become one."""

from dataclasses import dataclass

from django.db import transaction

from perennial.records.models import Customer, Lead, Product, User
from perennial.records.models.words import ContactKind, Role
from perennial.records.operations.add_note import add_note
from perennial.records.operations.audit import note_act
from perennial.records.operations.change_contacts import save_contact
from perennial.records.operations.index_search import index_search
from perennial.records.operations.plan_leads import plan_leads

__all__ = ["NewCustomer", "add_customer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """What is known of somebody new; with `is_lead` a first sale begins."""

    name: str = ""
    kind: str = Customer.Kind.PERSON
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    product: Product | None = None
    source: str = ""
    note: str = ""
    owner: User | None = None
    is_lead: bool = False


@transaction.atomic
def add_customer(by: User, new: NewCustomer) -> Customer:
    """Add a customer with their contacts; who adds one owns them unless another owner is given.

    Raises
    ------
    UserError
        A phone or an address cannot be one.
    """
    owner = new.owner or (by if by.role in {Role.HUNTER, Role.FARMER} else None)
    customer = Customer.objects.create(
        name=new.name.strip(),
        kind=new.kind,
        tax_id=new.tax_id,
        product=new.product,
        source=new.source.strip(),
        owner=owner,
        hunter=owner if owner is not None and owner.role == Role.HUNTER else None,
    )
    for kind, value in ((ContactKind.PHONE, new.phone), (ContactKind.EMAIL, new.email)):
        if value.strip():
            save_contact(by, customer, kind=kind, value=value)
    index_search([customer.pk])
    if new.note.strip():
        add_note(by, customer, new.note)
    if new.is_lead:
        Lead.objects.create(customer=customer, product=new.product, source=new.source, hunter=customer.hunter)
        if customer.hunter is not None:
            plan_leads({customer.hunter.pk})
    note_act(by, "customer.add", customer, lead=new.is_lead)
    return customer
