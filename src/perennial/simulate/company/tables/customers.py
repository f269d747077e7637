"""Who buys."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Flags, Sentences

__all__ = ["Customers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """Companies and persons with at least one order, in order of their first one.

    Attributes
    ----------
    customer_id
        "C0001" and on.
    name
        Of the company, or of the person.
    contact
        The person to talk to; the same as the name for persons.
    is_company
        False for persons.
    phone, email
        At invented numbers and addresses.
    tax_id
        Of companies; empty for persons.
    source
        How they learned of the company, in its language.
    product_id
        What they buy.
    owner_id
        The seller who owns the customer on the last day.
    first_order
        Day of the first order.
    paid_until
        Last day paid for, of those with a service plan; else `NO_DAY`.
    consent_advertising
        Whether offers may be sent.
    """

    customer_id: Codes
    name: Sentences
    contact: Sentences
    is_company: Flags
    phone: Sentences
    email: Sentences
    tax_id: Sentences
    source: Sentences
    product_id: Codes
    owner_id: Codes
    first_order: Days
    paid_until: Days
    consent_advertising: Flags
