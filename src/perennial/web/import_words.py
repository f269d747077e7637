"""What the pages of importing call columns, kinds and states, and how they put what reading says."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from perennial.core.message import Message
from perennial.records.models.words import Channel, Purpose

__all__ = ["COLUMNS", "KINDS", "STATES", "column_label", "for_pages", "notes_for_pages"]

KINDS: Mapping[str, object] = {
    "orders": _("Orders"),
    "customers": _("Customers"),
    "leads": _("Leads"),
    "touches": _("Touches"),
}
STATES: Mapping[str, object] = {
    "uploaded": _("not begun"),
    "queued": _("waiting"),
    "running": _("under way"),
    "done": _("done"),
    "failed": _("failed"),
    "undone": _("undone"),
}
COLUMNS: Mapping[str, object] = {
    "customer_id": _("Customer (id, name, e-mail or phone)"),
    "ordered_at": _("Day of the order"),
    "amount": _("Amount"),
    "order_id": _("Order number"),
    "currency": _("Currency"),
    "status": _("Status"),
    "product": _("Product"),
    "category": _("Category"),
    "channel": _("Channel"),
    "region": _("Region"),
    "seller": _("Seller"),
    "refund_of": _("Refund of order"),
    "contract_id": _("Contract"),
    "initiated_by": _("Who began the order"),
    "paid_on": _("Day of prepayment"),
    "fully_paid_on": _("Day of full payment"),
    "delivered_on": _("Day of delivery"),
    "name": _("Name"),
    "tax_id": _("Tax number"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "owner": _("Owner"),
    "source": _("How they learned of us"),
    "paid_until": _("Paid until"),
    "lead_id": _("Lead number"),
    "lead_step": _("Step"),
    "entered_at": _("When the lead came in"),
    "play": _("Play"),
    "direction": _("Direction"),
    "minutes": _("Minutes"),
    "happened_at": _("When it was"),
    "outcome": _("Outcome"),
}
#: Beginnings of notes that say what a page shows in another way.
_SHOWN = ("Columns guessed", "Dates are read as {pattern}")
_NO_COLUMN = (
    "{file}: no column was recognised as {column}; its headers are {headers}; say which one it is with "
    "--map {column}=HEADER"
)
_NOBODY = (
    "{file}: no column says whom a row is about ({columns}); its headers are {headers}; say which one it is "
    "with --map {first}=HEADER"
)
_TWO_DATES = (
    "{file}: the dates in column {header}, such as {example}, can be read day first or month first; say "
    "which with --date-format, for example --date-format {day_first} or --date-format {month_first}"
)
_TWO_CURRENCIES = (
    "{file}: orders are in more than one currency ({currencies}); pick one, for example --currency {currency}"
)
_NO_DATES = (
    "{rows:rows} with a date in column {column} that cannot be read, as '{value}' in row {row} "
    "(--date-format says how dates are written)"
)
_NO_SHEETS = "{file}: --sheet is for spreadsheets, and this file has no sheets"
_NO_HEADER = "--map {column}={header}: {file} has no column {header}; its headers are {headers}"
#: Sentences that speak to the command line, and what a page says instead.
_INSTEAD: Mapping[str, Message] = {
    _NO_COLUMN: Message("No column was recognised as “{column}”: choose it below."),
    _NOBODY: Message("No column says whom a row is about: choose name, phone, e-mail or number below."),
    _TWO_DATES: Message(
        "Dates such as {example} in column “{header}” can be read day first or month first: say which."
    ),
    _TWO_CURRENCIES: Message("Orders are in more than one currency ({currencies}): choose one below."),
    _NO_DATES: Message(
        "{rows:rows} with a date in column “{column}” that cannot be read, as “{value}” in row {row} (say "
        "below how dates are written)"
    ),
    _NO_SHEETS: Message("This file has no sheets."),
    _NO_HEADER: Message("The file has no column “{header}” any more: choose another below."),
}


def notes_for_pages(notes: Iterable[Message]) -> list[Message]:
    """Give what is to be told of how a file is read, without what its columns show already."""
    return [for_pages(note) for note in notes if not note.text.startswith(_SHOWN)]


def column_label(name: str) -> str:
    """Name a column in the language that is on."""
    if name.startswith("consent_"):
        _consent, channel, purpose = name.split("_", 2)
        return f"{Channel(channel).label}: {Purpose(purpose).label}"
    return str(COLUMNS.get(name, name))


def for_pages(message: Message) -> Message:
    """Put a sentence that names options of the command line as a page does."""
    facts = {
        name: for_pages(fact) if isinstance(fact, Message) else fact for name, fact in message.facts.items()
    }
    if message.text == _NO_COLUMN:
        facts["column"] = column_label(str(facts["column"]))
    return replace(_INSTEAD.get(message.text, message), facts=facts)
