"""Customers and leads of the invented company, how to reach them, and what they agreed to."""

from collections.abc import Iterator, Mapping

from django.utils import translation
from django.utils.translation import gettext, pgettext

from perennial.core.days import NO_DAY
from perennial.ingest.contacts.phones import normal_phone
from perennial.records.demo.cast import SYSTEM, Cast
from perennial.records.demo.sums import order_sums, protected_until
from perennial.records.demo.write_rows import write_rows
from perennial.records.models import Business, Consent, Contact, Customer, ExternalId, Lead
from perennial.records.models.words import Channel, ContactKind, Purpose, Role

__all__ = ["add_contacts", "add_customers", "add_leads", "lead_steps"]

_DECLARED = (Channel.MESSAGE, Channel.MAIL)
#: Every so manieth customer was never asked whether they may be called.
_SILENT = 20


def add_customers(cast: Cast) -> Mapping[str, Customer]:
    """Write who has bought, by the id in the invented company."""
    table = cast.company.customers
    owners = [cast.people[seller] for seller in table.owner_id.tolist()]
    sums, protected = order_sums(cast), protected_until(cast)
    rows = [
        Customer(
            name=name,
            kind=Customer.Kind.COMPANY if is_company else Customer.Kind.PERSON,
            tax_id=tax_id,
            owner=owner,
            hunter=owner if owner.role == Role.HUNTER else None,
            product=cast.products[product],
            source=source,
            paid_until=cast.clock.day(paid_until),
            created_at=cast.clock.at(first, 9 * 60),
            protected_until=protected.get(number),
            **sums[number],
        )
        for number, name, is_company, tax_id, owner, product, source, paid_until, first in zip(
            table.customer_id.tolist(),
            table.name,
            table.is_company.tolist(),
            table.tax_id,
            owners,
            table.product_id.tolist(),
            table.source,
            table.paid_until.tolist(),
            table.first_order.tolist(),
            strict=True,
        )
    ]
    ids = table.customer_id.tolist()
    _name_hunters(cast, dict(zip(ids, rows, strict=True)))
    write_rows(rows)
    write_rows(
        (
            ExternalId(customer=row, system=SYSTEM, value=number)
            for number, row in zip(ids, rows, strict=True)
        ),
    )
    return dict(zip(ids, rows, strict=True))


def add_leads(cast: Cast, customers: Mapping[str, Customer]) -> Mapping[str, Lead]:
    """Write all leads; whoever has not bought stands among customers without a purchase."""
    table = cast.company.leads
    numbers = table.lead_id.tolist()
    waiting = _not_yet(cast)
    write_rows(waiting.values())
    steps = lead_steps(cast.company.language)
    leads = [
        Lead(
            customer=customers[became] if became else waiting[number],
            external_id=number,
            product=cast.products[product],
            source=source,
            lead_step=steps[step],
            hunter=cast.people[hunter],
            entered_at=cast.clock.at(day, minute),
            closed_at=cast.clock.at(closed) if closed != NO_DAY else None,
        )
        for number, became, product, source, step, hunter, day, minute, closed in zip(
            numbers,
            table.customer_id.tolist(),
            table.product_id.tolist(),
            table.source,
            table.lead_step.tolist(),
            table.hunter_id.tolist(),
            table.entered.tolist(),
            table.entered_minute.tolist(),
            [max(ends) for ends in zip(table.won_day.tolist(), table.lost_day.tolist(), strict=True)],
            strict=True,
        )
    ]
    _add_lead_contacts(cast, waiting)
    return dict(zip(numbers, leads, strict=True))


def add_contacts(cast: Cast, customers: Mapping[str, Customer]) -> None:
    """Write phones and addresses of customers, and what they said to advertising."""
    table, region = cast.company.customers, Business.current().phone_region
    write_rows(
        (
            contact
            for number, phone, email, person in zip(
                table.customer_id.tolist(), table.phone, table.email, table.contact, strict=True
            )
            for contact in _contacts(customers[number], phone, email, person, region)
        ),
    )
    with translation.override(cast.company.language):
        basis = gettext("said at the first order")
    write_rows(
        (
            Consent(
                customer=customers[number],
                channel=channel,
                purpose=Purpose.ADVERTISING,
                given=given,
                at=cast.clock.at(first),
                basis=basis,
            )
            for number, given, first in zip(
                table.customer_id.tolist(),
                table.consent_advertising.tolist(),
                table.first_order.tolist(),
                strict=True,
            )
            for channel in _DECLARED
        ),
    )
    write_rows(
        (
            Consent(
                customer=customers[number],
                channel=Channel.CALL,
                purpose=Purpose.ADVERTISING,
                given=True,
                at=cast.clock.at(first),
                basis=basis,
            )
            for place, (number, first) in enumerate(
                zip(table.customer_id.tolist(), table.first_order.tolist(), strict=True)
            )
            if place % _SILENT
        ),
    )


def lead_steps(language: str) -> Mapping[str, str]:
    """Name the steps of leads in a language."""
    with translation.override(language):
        return {
            "new": pgettext("lead step", "new"),
            "contact": pgettext("lead step", "first contact"),
            "meeting": pgettext("lead step", "meeting"),
            "offer": pgettext("lead step", "offer made"),
            "won": pgettext("lead step", "won"),
            "lost": pgettext("lead step", "lost"),
        }


def _name_hunters(cast: Cast, customers: Mapping[str, Customer]) -> None:
    leads = cast.company.leads
    for number, hunter in zip(leads.customer_id.tolist(), leads.hunter_id.tolist(), strict=True):
        if number:
            customers[number].hunter = cast.people[hunter]


def _not_yet(cast: Cast) -> dict[str, Customer]:
    table = cast.company.leads
    return {
        number: Customer(
            name=name,
            kind=Customer.Kind.PERSON if name == person else Customer.Kind.COMPANY,
            owner=cast.people[hunter],
            hunter=cast.people[hunter],
            product=cast.products[product],
            source=source,
            created_at=cast.clock.at(entered),
        )
        for number, became, name, person, hunter, product, source, entered in zip(
            table.lead_id.tolist(),
            table.customer_id.tolist(),
            table.name,
            table.contact,
            table.hunter_id.tolist(),
            table.product_id.tolist(),
            table.source,
            table.entered.tolist(),
            strict=True,
        )
        if not became
    }


def _add_lead_contacts(cast: Cast, waiting: Mapping[str, Customer]) -> None:
    table, region = cast.company.leads, Business.current().phone_region
    write_rows(
        (
            contact
            for number, phone, email, person in zip(
                table.lead_id.tolist(), table.phone, table.email, table.contact, strict=True
            )
            if number in waiting
            for contact in _contacts(waiting[number], phone, email, person, region)
        ),
    )


def _contacts(customer: Customer, phone: str, email: str, person: str, region: str) -> Iterator[Contact]:
    if phone:
        yield Contact(
            customer=customer,
            kind=ContactKind.PHONE,
            value=phone,
            normal=normal_phone(phone, region) or "",
            person=person,
            is_main=True,
        )
    if email:
        yield Contact(customer=customer, kind=ContactKind.EMAIL, value=email, normal=email, person=person)
