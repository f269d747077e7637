"""The person file as a page: what its parts and columns are called, and how their values are written."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from perennial.pictures.words import Words
from perennial.records.models.words import (
    Cause,
    Channel,
    ContactKind,
    Direction,
    InitiatedBy,
    LeaveWhy,
    Outcome,
    Play,
    Purpose,
    Stage,
)
from perennial.web.views.audit_words import act_label

__all__ = ["readable"]

_PARTS: Mapping[str, object] = {
    "contacts": pgettext_lazy("person file", "How to reach them"),
    "consents": pgettext_lazy("person file", "What they agreed to"),
    "external_ids": pgettext_lazy("person file", "Numbers in other systems"),
    "leads": pgettext_lazy("person file", "Before the first purchase"),
    "orders": pgettext_lazy("person file", "Orders"),
    "products": pgettext_lazy("person file", "What they buy and how often"),
    "touches": pgettext_lazy("person file", "Touches"),
    "messages": pgettext_lazy("person file", "Messages"),
    "notes": pgettext_lazy("person file", "Notes"),
    "mistakes": pgettext_lazy("person file", "Our mistakes"),
    "promises": pgettext_lazy("person file", "Promises"),
    "leave_reasons": pgettext_lazy("person file", "Why they left"),
    "handoffs": pgettext_lazy("person file", "Hand-offs"),
    "owner_changes": pgettext_lazy("person file", "Owners"),
    "lots": pgettext_lazy("person file", "Trials they were in by lot"),
    "planned": pgettext_lazy("person file", "Planned touches"),
    "forecast_changes": pgettext_lazy("person file", "How the leaving date moved"),
    "earlier": pgettext_lazy("person file", "Earlier names and addresses"),
    "imports": pgettext_lazy("person file", "Files from which this comes"),
    "log": pgettext_lazy("person file", "Who did what with this record"),
}
_COLUMNS: Mapping[str, object] = {
    "number": pgettext_lazy("person file", "Number"),
    "name": pgettext_lazy("person file", "Name"),
    "kind": pgettext_lazy("person file", "Kind"),
    "tax_id": pgettext_lazy("person file", "Tax number"),
    "address": pgettext_lazy("person file", "Address"),
    "source": pgettext_lazy("person file", "Source"),
    "product": pgettext_lazy("person file", "Product"),
    "owner": pgettext_lazy("person file", "Owner"),
    "hunter": pgettext_lazy("person file", "Won by"),
    "farmer": pgettext_lazy("person file", "Farmer"),
    "seller": pgettext_lazy("person file", "Seller"),
    "author": pgettext_lazy("person file", "Author"),
    "actor": pgettext_lazy("person file", "Who"),
    "act": pgettext_lazy("person file", "What"),
    "by": pgettext_lazy("person file", "Noted by"),
    "made_by": pgettext_lazy("person file", "Noted by"),
    "made_at": pgettext_lazy("person file", "When"),
    "at": pgettext_lazy("person file", "When"),
    "opened_at": pgettext_lazy("person file", "When"),
    "happened_at": pgettext_lazy("person file", "When"),
    "ordered_at": pgettext_lazy("person file", "When"),
    "created_at": pgettext_lazy("person file", "Kept since"),
    "updated_at": pgettext_lazy("person file", "Last changed"),
    "entered_at": pgettext_lazy("person file", "From"),
    "closed_at": pgettext_lazy("person file", "Until"),
    "assigned_on": pgettext_lazy("person file", "From"),
    "until": pgettext_lazy("person file", "Until"),
    "trial": pgettext_lazy("person file", "Trial"),
    "arm": pgettext_lazy("person file", "Group"),
    "touched_on": pgettext_lazy("person file", "Touched all the same"),
    "paid_until": pgettext_lazy("person file", "Paid until"),
    "tags": pgettext_lazy("person file", "Tags"),
    "merged_records": pgettext_lazy("person file", "Records merged into this one"),
    "objects_to_profiling": pgettext_lazy("person file", "Objects to forecasts"),
    "value": pgettext_lazy("person file", "Value"),
    "person": pgettext_lazy("person file", "Who answers"),
    "is_main": pgettext_lazy("person file", "Main contact"),
    "wrong_since": pgettext_lazy("person file", "Wrong since"),
    "channel": pgettext_lazy("person file", "Channel"),
    "purpose": pgettext_lazy("person file", "Purpose"),
    "given": pgettext_lazy("person file", "Agreed"),
    "basis": pgettext_lazy("person file", "Basis"),
    "system": pgettext_lazy("person file", "System"),
    "external_id": pgettext_lazy("person file", "Number"),
    "lead_step": pgettext_lazy("person file", "Step"),
    "lost_reason": pgettext_lazy("person file", "Why not"),
    "first_answer_at": pgettext_lazy("person file", "First answered"),
    "next_action": pgettext_lazy("person file", "To be done next"),
    "next_on": pgettext_lazy("person file", "To be done on"),
    "cost": pgettext_lazy("person file", "Cost"),
    "amount": pgettext_lazy("person file", "Amount"),
    "currency": pgettext_lazy("person file", "Currency"),
    "status": pgettext_lazy("person file", "Status"),
    "category": pgettext_lazy("person file", "Category"),
    "initiated_by": pgettext_lazy("person file", "Began by"),
    "contract_id": pgettext_lazy("person file", "Contract"),
    "paid_on": pgettext_lazy("person file", "Paid on"),
    "fully_paid_on": pgettext_lazy("person file", "Fully paid on"),
    "delivered_on": pgettext_lazy("person file", "Delivered on"),
    "lines": pgettext_lazy("person file", "Contents"),
    "play": pgettext_lazy("person file", "Kind of touch"),
    "direction": pgettext_lazy("person file", "Who began"),
    "minutes": pgettext_lazy("person file", "Minutes"),
    "outcome": pgettext_lazy("person file", "Outcome"),
    "subject": pgettext_lazy("person file", "Subject"),
    "sent_at": pgettext_lazy("person file", "Sent"),
    "text": pgettext_lazy("person file", "Text"),
    "undone_at": pgettext_lazy("person file", "Taken back"),
    "solved_at": pgettext_lazy("person file", "Put right"),
    "reason": pgettext_lazy("person file", "Reason"),
    "day": pgettext_lazy("person file", "Day"),
    "note": pgettext_lazy("person file", "Note"),
    "state": pgettext_lazy("person file", "State"),
    "accepted_at": pgettext_lazy("person file", "Accepted"),
    "old": pgettext_lazy("person file", "Before"),
    "new": pgettext_lazy("person file", "After"),
    "why": pgettext_lazy("person file", "Why"),
    "as_of": pgettext_lazy("person file", "Learned to"),
    "cause": pgettext_lazy("person file", "Cause"),
    "stage": pgettext_lazy("person file", "Stage"),
    "offer": pgettext_lazy("person file", "Offer"),
    "offer_from": pgettext_lazy("person file", "Offer from"),
    "offer_until": pgettext_lazy("person file", "Offer until"),
    "file_name": pgettext_lazy("person file", "File"),
    "purchases": pgettext_lazy("person file", "Purchases"),
    "usual_gap": pgettext_lazy("person file", "Usual gap, days"),
    "last_order_on": pgettext_lazy("person file", "Last purchase"),
    "due": pgettext_lazy("person file", "Due to buy it again"),
    "p_alive": pgettext_lazy("person file", "Chance that they are still a customer"),
    "return_probability": pgettext_lazy("person file", "Chance of coming back"),
    "next_order_early": pgettext_lazy("person file", "Next order, early"),
    "next_order_likely": pgettext_lazy("person file", "Next order, likely"),
    "next_order_late": pgettext_lazy("person file", "Next order, late"),
    "churn_date": pgettext_lazy("person file", "Leaving date"),
    "churn_early": pgettext_lazy("person file", "Leaving date, early"),
    "churn_late": pgettext_lazy("person file", "Leaving date, late"),
    "expected_orders_90": pgettext_lazy("person file", "Orders expected in 90 days"),
    "expected_orders_365": pgettext_lazy("person file", "Orders expected in a year"),
    "p_order_28": pgettext_lazy("person file", "Chance of an order in 28 days"),
    "chance_because": pgettext_lazy("person file", "What moves that chance most"),
    "value_at_risk": pgettext_lazy("person file", "Money at risk in a year"),
    "forecast_as_of": pgettext_lazy("person file", "Learned to"),
}
#: Words of columns by their code; the same code means one thing in all parts.
_CODES: Mapping[str, Mapping[str, object]] = {
    "channel": dict(Channel.choices),
    "purpose": dict(Purpose.choices),
    "direction": dict(Direction.choices),
    "outcome": dict(Outcome.choices),
    "play": dict(Play.choices),
    "stage": dict(Stage.choices),
    "cause": dict(Cause.choices),
    "initiated_by": dict(InitiatedBy.choices),
    "chance_because": {
        "recent+": pgettext_lazy("person file", "bought more often of late"),
        "recent-": pgettext_lazy("person file", "bought less often of late"),
        "silence+": pgettext_lazy("person file", "bought a short while ago"),
        "silence-": pgettext_lazy("person file", "silent for long"),
        "history+": pgettext_lazy("person file", "a long history of orders"),
        "history-": pgettext_lazy("person file", "few orders so far"),
        "traits+": pgettext_lazy("person file", "those who began alike buy more"),
        "traits-": pgettext_lazy("person file", "those who began alike buy less"),
        "touches+": pgettext_lazy("person file", "when they were last touched"),
        "touches-": pgettext_lazy("person file", "when they were last touched"),
    },
    "arm": {"treatment": _("Treated"), "control": _("Comparison group")},
    "kind": {**dict(ContactKind.choices), "company": _("company"), "person": _("person")},
    "state": {
        "open": pgettext_lazy("state", "open"),
        "offered": pgettext_lazy("state", "offered"),
        "accepted": pgettext_lazy("state", "accepted"),
        "by_silence": pgettext_lazy("state", "accepted by silence"),
        "cancelled": pgettext_lazy("state", "cancelled"),
        "done": pgettext_lazy("state", "done"),
        "settled": pgettext_lazy("state", "settled by an order"),
        "dropped": pgettext_lazy("state", "dropped"),
        "waiting": pgettext_lazy("state", "waiting"),
        "sending": pgettext_lazy("state", "being sent"),
        "sent": pgettext_lazy("state", "sent"),
        "failed": pgettext_lazy("state", "will be tried again"),
        "dead": pgettext_lazy("state", "given up"),
    },
}
_CHANCES = frozenset({"p_alive", "return_probability", "p_order_28"})
_NUMBERS = frozenset({"usual_gap", "expected_orders_90", "expected_orders_365", "minutes"})
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def readable(file: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Give the file as parts with headings and rows of texts; parts without rows are left out."""
    return {
        "made_at": _text("made_at", file["made_at"], words),
        "name": file["about"]["name"],
        "about": _pairs(file["about"], words),
        "said": [*file["forecast"]["said"], *file["forecast"]["reasons"]],
        "forecast": _pairs({k: v for k, v in file["forecast"].items() if k in _COLUMNS}, words),
        "parts": [_part(title, file[name], words, name) for name, title in _PARTS.items() if file[name]],
    }


def _pairs(columns: Mapping[str, Any], words: Words) -> list[tuple[object, str]]:
    texts = ((_COLUMNS[name], _text(name, value, words)) for name, value in columns.items())
    return [(label, text) for label, text in texts if text]


def _part(title: object, rows: list[dict[str, Any]], words: Words, part: str) -> dict[str, Any]:
    texts = [{name: _text(name, value, words, part) for name, value in row.items()} for row in rows]
    shown = [name for name in rows[0] if any(row[name] for row in texts)]
    return {
        "title": title,
        "columns": [_COLUMNS[name] for name in shown],
        "rows": [[(_COLUMNS[name], row[name]) for name in shown] for row in texts],
    }


def _text(name: str, value: Any, words: Words, part: str = "") -> str:
    if value is None or value in ("", [], False):
        return gettext("no") if value is False else ""
    if value is True:
        return gettext("yes")
    if name == "act":
        return act_label(value)
    if name == "reason" and part == "leave_reasons":
        return str(dict(LeaveWhy.choices).get(value, value))
    if name in _CODES and isinstance(value, str):
        return str(_CODES[name].get(value, value))
    return _written(name, value, words)


def _written(name: str, value: Any, words: Words) -> str:
    if name in _CHANCES:
        return words.fact(value, "percent")
    if name in _NUMBERS:
        return words.fact(round(value, 1), "number")
    if name in {"amount", "value_at_risk"}:
        return words.fact(float(value), "money")
    if name == "lines":
        return ", ".join(str(each["name"] or each["product"] or "") for each in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _moment(str(value), words)


def _moment(text: str, words: Words) -> str:
    if _MOMENT.match(text):
        at = datetime.fromisoformat(text)
        return f"{words.fact(at.date(), 'date_full')}, {at:%H:%M}"
    return words.fact(date.fromisoformat(text), "date_full") if _DAY.fullmatch(text) else text
