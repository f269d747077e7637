"""A file of customers: who they are, how to reach them, what they agreed to."""

from typing import Final

from perennial.ingest.kinds import header_words as headed
from perennial.ingest.kinds.consents import CONSENT_COLUMN
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.vocabulary import Vocabulary

__all__ = ["CUSTOMERS"]

_TAX_ID: Final = (
    "tax id", "vat", "vat id", "vat number", "vat no", "tax number", "tax no", "tin", "company vat", "inn",
    "инн", "инн клиента", "инн контрагента", "инн кпп", "унп", "бин", "иин", "бин иин",
)  # fmt: skip

_PAID_UNTIL: Final = (
    "paid until", "paid till", "valid until", "valid till", "expires", "expires at", "expires on",
    "expiry date", "expiration date", "end date", "renewal date", "subscription end", "membership until",
    "membership expires", "next payment date",
    "оплачено до", "оплачен до", "действует до", "действителен до", "дата окончания", "срок действия",
    "срок действия до", "окончание абонемента", "абонемент до", "подписка до", "окончание подписки",
    "окончание договора", "договор до", "дата продления",
)  # fmt: skip

CUSTOMERS: Final = Kind(
    name="customers",
    vocabulary=Vocabulary(
        columns=("customer_id", "name", "tax_id", "phone", "email", "owner", "source", "paid_until"),
        extra=headed.PERSON,
        words={
            "customer_id": (*headed.CUSTOMER_ID, "id", "code", "код"),
            "name": headed.NAME,
            "tax_id": _TAX_ID,
            "phone": headed.PHONE,
            "email": headed.EMAIL,
            "owner": headed.OWNER,
            "source": headed.SOURCE,
            "paid_until": _PAID_UNTIL,
            "last_name": headed.LAST_NAME,
            "first_name": headed.FIRST_NAME,
            "middle_name": headed.MIDDLE_NAME,
        },
        hints={
            "phone": ("телефон", "phone"),
            "email": ("email", "почт"),
            "customer_id": ("customer", "клиент"),
        },
        several=frozenset({"phone", "email"}),
        family=CONSENT_COLUMN,
    ),
    cells={
        "customer_id": "text",
        "name": "text",
        "tax_id": "tax_id",
        "phone": "phone",
        "email": "email",
        "owner": "text",
        "source": "text",
        "paid_until": "day",
        **dict.fromkeys(headed.PERSON, "text"),
    },
    known_by=("customer_id", "phone", "email", "tax_id", "name"),
)
