"""Whom a row is about, and the contacts by which one is known."""

import re
from dataclasses import dataclass

from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.phones import normal_phone
from perennial.records.models import Customer
from perennial.records.models.words import ContactKind

__all__ = ["Person", "contact_in", "kind_of", "names_somebody"]

_COMPANY = re.compile(
    r"(?<!\w)(?:ооо|оао|зао|пао|ао|нко|тоо|фгуп|муп|гбу|ltd|llc|inc|gmbh|ag|corp|company|plc|bv|oy|ab|sarl|srl|sro)"
    r"(?!\w)",
    re.IGNORECASE,
)
#: A tax number of a Russian company has ten digits, that of a person twelve.
_COMPANY_DIGITS = 10
_LONGEST = {"own_id": 200, "name": 300, "tax_id": 32}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom a row is about; contacts and tax number in their one form, `written` is what phones came from.

    Texts are as long as the database keeps them, so that somebody is found again by what was kept.
    """

    own_id: str = ""
    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    tax_id: str = ""
    written: str = ""

    def __post_init__(self) -> None:
        """Cut texts that are too long."""
        for name, most in _LONGEST.items():
            object.__setattr__(self, name, getattr(self, name)[:most])


def contact_in(own_id: str, region: str) -> tuple[str, str] | None:
    """Read an id that is itself an e-mail or a phone, as shops and telephone exchanges know people."""
    email = normal_email(own_id) if "@" in own_id else None
    if email:
        return ContactKind.EMAIL, email
    looks_dialled = re.fullmatch(r"\+?[\d\s()\-.]{10,20}", own_id) and len(re.sub(r"\D", "", own_id)) >= 10
    phone = normal_phone(own_id, region) if looks_dialled else None
    return (ContactKind.PHONE, phone) if phone else None


def names_somebody(own_id: str) -> bool:
    """Say whether an id is rather a name: words without a digit."""
    return bool(re.search(r"[^\W\d_]{2}", own_id)) and not re.search(r"\d", own_id) and "@" not in own_id


def kind_of(name: str, tax_id: str) -> str:
    """Guess whether somebody is a company or a person."""
    digits = tax_id.isdecimal() and len(tax_id) == _COMPANY_DIGITS
    return Customer.Kind.COMPANY if digits or _COMPANY.search(name) else Customer.Kind.PERSON
