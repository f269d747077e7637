"""A file of leads: who asked, from where, for what, and how far the talk has come."""

from typing import Final

from perennial.ingest.kinds import header_words as headed
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.vocabulary import Vocabulary

__all__ = ["LEADS"]

_LEAD_ID: Final = (
    "lead id", "lead number", "lead no", "lead", "record id", "id лида", "номер лида", "код лида", "лид",
    "id заявки", "номер заявки", "заявка", "request id", "enquiry id", "id", "id сделки", "номер",
)  # fmt: skip

_LEAD_STEP: Final = (
    "lead step", "step", "lead status", "lead stage", "status id", "stage id", "pipeline stage", "stage",
    "status", "этап", "этап лида", "этап сделки", "этап воронки", "стадия", "стадия лида", "статус",
    "статус лида", "статус заявки", "стадия сделки",
)  # fmt: skip

_ENTERED_AT: Final = (
    "entered at", "lead date", "create date", "created at", "created", "created date", "date created",
    "creation date", "created on", "date create", "date", "datetime", "timestamp", "submitted at",
    "submission date", "received at", "request date",
    "дата обращения", "дата заявки", "дата лида", "дата создания", "дата создания лида",
    "дата создания сделки", "дата поступления", "создан", "создано", "дата", "дата и время",
)  # fmt: skip

#: The person goes before the company, and the title of a lead comes last.
_NAME: Final = (
    "contact name", "основной контакт", "контакт", "контактное лицо", *headed.NAME,
    "lead name", "title", "название лида", "название сделки",
)  # fmt: skip

LEADS: Final = Kind(
    name="leads",
    vocabulary=Vocabulary(
        columns=(
            "lead_id", "name", "phone", "email", "source", "product", "lead_step", "entered_at", "owner",
        ),
        extra=headed.PERSON,
        words={
            "lead_id": _LEAD_ID,
            "name": _NAME,
            "phone": headed.PHONE,
            "email": headed.EMAIL,
            "source": headed.SOURCE,
            "product": headed.PRODUCT,
            "lead_step": _LEAD_STEP,
            "entered_at": _ENTERED_AT,
            "owner": headed.OWNER,
            "last_name": headed.LAST_NAME,
            "first_name": headed.FIRST_NAME,
            "middle_name": headed.MIDDLE_NAME,
        },
        hints={"phone": ("телефон", "phone"), "email": ("email", "почт"), "entered_at": ("дата", "date")},
        several=frozenset({"phone", "email"}),
    ),
    cells={
        "lead_id": "text",
        "name": "text",
        "phone": "phone",
        "email": "email",
        "source": "text",
        "product": "text",
        "lead_step": "text",
        "entered_at": "moment",
        "owner": "text",
        **dict.fromkeys(headed.PERSON, "text"),
    },
    known_by=("name", "phone", "email"),
)  # fmt: skip
