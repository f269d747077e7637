"""What the kinds of entries of a timeline are called."""

from typing import Any

from django.utils.translation import pgettext_lazy

from perennial.records.queries.timeline import KINDS

__all__ = ["kinds_of"]

_NAMES = {
    "": pgettext_lazy("history", "everything"),
    "order": pgettext_lazy("history", "orders"),
    "touch": pgettext_lazy("history", "touches"),
    "letter": pgettext_lazy("history", "messages"),
    "note": pgettext_lazy("history", "notes"),
    "promise": pgettext_lazy("history", "promises"),
    "mistake": pgettext_lazy("history", "mistakes"),
    "handoff": pgettext_lazy("history", "hand-offs"),
    "owner": pgettext_lazy("history", "owners"),
    "forecast": pgettext_lazy("history", "leaving dates"),
    "leaving": pgettext_lazy("history", "why they left"),
}


def kinds_of(chosen: str) -> list[dict[str, Any]]:
    """Give the kinds by which the history is narrowed."""
    known = chosen if chosen in KINDS else ""
    return [{"kind": kind, "name": name, "is_here": kind == known} for kind, name in _NAMES.items()]
