"""The people of the company."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Sentences

__all__ = ["Sellers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sellers:
    """Five hunters, four farmers, a head of sales, an owner and an analyst.

    Attributes
    ----------
    seller_id
        "S01" and on.
    name
        First name and surname.
    role
        `hunter`, `farmer`, `head`, `owner` or `analyst`.
    department
        `first_sales`, `existing_customers`, or empty for those who stand above both.
    email, phone
        At invented addresses and numbers.
    started
        Day of the first working day in the company.
    """

    seller_id: Codes
    name: Sentences
    role: Codes
    department: Codes
    email: Sentences
    phone: Sentences
    started: Days
