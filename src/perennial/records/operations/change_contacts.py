"""Add, change and remove the ways to reach a customer, each in one form."""

from django.db import transaction

from perennial.core.errors import UserError
from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.messengers import normal_messenger, telegram_name
from perennial.ingest.contacts.phones import normal_phone
from perennial.records.models import Business, Contact, Customer, User
from perennial.records.models.words import ContactKind
from perennial.records.operations.audit import note_act
from perennial.records.operations.index_search import index_search

__all__ = ["make_main", "normal_contact", "remove_contact", "save_contact"]

_NUMBERS = frozenset({ContactKind.PHONE, ContactKind.WHATSAPP, ContactKind.VIBER})


def normal_contact(kind: str, value: str, region: str) -> str:
    """Give a contact in its one form; empty where it cannot be one."""
    if kind in _NUMBERS:
        return normal_phone(value, region) or _messenger(value, region) or ""
    if kind == ContactKind.EMAIL:
        return normal_email(value) or ""
    if kind == ContactKind.TELEGRAM:
        return telegram_name(value) or telegram_name(f"@{value.strip()}") or normal_phone(value, region) or ""
    return " ".join(value.split())


@transaction.atomic
def save_contact(
    by: User | None,
    customer: Customer,
    *,
    kind: str,
    value: str,
    person: str = "",
    contact: Contact | None = None,
) -> Contact:
    """Add a contact, or change one; the first of a customer becomes the main one.

    Raises
    ------
    UserError
        It cannot be a contact of its kind, or the customer has it already.
    """
    normal = normal_contact(kind, value, Business.current().phone_region)
    if not normal:
        raise _wrong(kind, value)
    others = customer.contacts.exclude(pk=contact.pk) if contact else customer.contacts.all()
    if others.filter(kind=kind, normal=normal).exists() or others.filter(kind=kind, value=value).exists():
        raise UserError("This customer has {value} already.", value=value)
    saved = contact or Contact(customer=customer, is_main=not others.exists())
    saved.kind, saved.value, saved.normal, saved.person = kind, value.strip(), normal, person.strip()
    saved.save()
    index_search([customer.pk])
    note_act(by, "contact.change" if contact else "contact.add", saved, customer=customer.pk)
    return saved


@transaction.atomic
def remove_contact(by: User | None, contact: Contact) -> None:
    """Remove a contact; where it was the main one, the next becomes that."""
    customer, pk = contact.customer, contact.pk
    contact.delete()
    following = customer.contacts.first()
    if following is not None and contact.is_main:
        make_main(by, following)
    index_search([customer.pk])
    note_act(by, "contact.remove", customer, contact=pk)


@transaction.atomic
def make_main(by: User | None, contact: Contact) -> None:
    """Make a contact the one by which the customer is reached first."""
    Contact.objects.filter(customer=contact.customer_id).update(is_main=False)
    Contact.objects.filter(pk=contact.pk).update(is_main=True)
    note_act(by, "contact.main", contact, customer=contact.customer_id)


def _messenger(value: str, region: str) -> str | None:
    found = normal_messenger(value, region)
    return found.address if found and found.address.startswith("+") else None


def _wrong(kind: str, value: str) -> UserError:
    if kind in _NUMBERS:
        return UserError("{value} is not a phone number.", value=value)
    if kind == ContactKind.EMAIL:
        return UserError("{value} is not an e-mail address.", value=value)
    if kind == ContactKind.TELEGRAM:
        return UserError("{value} is not a Telegram name.", value=value)
    return UserError("A contact cannot be empty.")
