"""What the audit trail tells of an act: names of its facts, and its codes in words."""

import re
from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy

from perennial.core.days import date_of
from perennial.records.models import Department
from perennial.records.models.words import Channel, LeaveWhy, Outcome, Play, Purpose, Role
from perennial.web.import_words import KINDS

__all__ = ["FACTS", "HIDDEN", "facts_of"]

#: Names of facts by their code.
FACTS: Mapping[str, object] = {
    "amount": pgettext_lazy("audit", "sum"),
    "changed": pgettext_lazy("audit", "changed"),
    "channel": pgettext_lazy("audit", "channel"),
    "consents": pgettext_lazy("audit", "consents"),
    "contact": pgettext_lazy("audit", "contact No."),
    "contacts": pgettext_lazy("audit", "contacts"),
    "created": pgettext_lazy("audit", "new"),
    "customer": pgettext_lazy("audit", "customer No."),
    "customers": pgettext_lazy("audit", "customers"),
    "day": pgettext_lazy("audit", "day"),
    "days": pgettext_lazy("audit", "days"),
    "erased_again": pgettext_lazy("audit", "erased again"),
    "farmer": pgettext_lazy("audit", "farmer No."),
    "files": pgettext_lazy("audit", "files"),
    "filters": pgettext_lazy("audit", "chosen by"),
    "given": pgettext_lazy("audit", "given"),
    "granted": pgettext_lazy("audit", "with a sum"),
    "history": pgettext_lazy("audit", "rows of history"),
    "ids": pgettext_lazy("audit", "numbers in other systems"),
    "kept": pgettext_lazy("audit", "kept"),
    "kind": pgettext_lazy("audit", "kind"),
    "language": pgettext_lazy("audit", "language"),
    "lead": pgettext_lazy("audit", "a lead"),
    "leads": pgettext_lazy("audit", "leads"),
    "line": pgettext_lazy("audit", "line No."),
    "lines": pgettext_lazy("audit", "lines"),
    "logs": pgettext_lazy("audit", "logs"),
    "mentions": pgettext_lazy("audit", "mentions"),
    "messages": pgettext_lazy("audit", "messages"),
    "month": pgettext_lazy("audit", "month"),
    "moved": pgettext_lazy("audit", "moved"),
    "noted": pgettext_lazy("audit", "with a note"),
    "notes": pgettext_lazy("audit", "notes"),
    "number": pgettext_lazy("audit", "act No."),
    "objects": pgettext_lazy("audit", "objects"),
    "offer": pgettext_lazy("audit", "offer No."),
    "order": pgettext_lazy("audit", "order No."),
    "orders": pgettext_lazy("audit", "orders"),
    "orders_kept": pgettext_lazy("audit", "orders kept without a name"),
    "other": pgettext_lazy("audit", "other record No."),
    "outcome": pgettext_lazy("audit", "outcome"),
    "owner": pgettext_lazy("audit", "owner No."),
    "planned": pgettext_lazy("audit", "planned touches"),
    "play": pgettext_lazy("audit", "play"),
    "promises": pgettext_lazy("audit", "promises"),
    "purpose": pgettext_lazy("audit", "purpose"),
    "reason": pgettext_lazy("audit", "reason"),
    "records": pgettext_lazy("audit", "records"),
    "removed": pgettext_lazy("audit", "removed"),
    "restored": pgettext_lazy("audit", "put back"),
    "role": pgettext_lazy("audit", "role"),
    "said": pgettext_lazy("audit", "with words"),
    "scopes": pgettext_lazy("audit", "allowed"),
    "seller": pgettext_lazy("audit", "seller No."),
    "sessions": pgettext_lazy("audit", "sessions"),
    "shared": pgettext_lazy("audit", "for everybody"),
    "shares": pgettext_lazy("audit", "shares by seller No."),
    "silent": pgettext_lazy("audit", "by silence"),
    "since": pgettext_lazy("audit", "since"),
    "step": pgettext_lazy("audit", "step"),
    "tag": pgettext_lazy("audit", "tag No."),
    "tagged": pgettext_lazy("audit", "tagged"),
    "texts": pgettext_lazy("audit", "texts"),
    "untagged": pgettext_lazy("audit", "untagged"),
    "until": pgettext_lazy("audit", "until"),
    "updated": pgettext_lazy("audit", "changed"),
    "uploads": pgettext_lazy("audit", "uploaded files"),
    "version": pgettext_lazy("audit", "version"),
    "ways": pgettext_lazy("audit", "ways"),
}
#: Facts by which acts are undone and told apart; they tell people nothing.
HIDDEN = frozenset(
    {"act", "acts", "after", "assigned", "backups", "digests", "entry", "rewritten", "to", "whole"}
)

_CODES: Mapping[str, Mapping[str, object]] = {
    "channel": dict(Channel.choices),
    "kind": {
        **KINDS,
        **dict(Department.Kind.choices),
        "roll": pgettext_lazy("audit", "to the day"),
        "refit": pgettext_lazy("audit", "learned anew"),
    },
    "outcome": dict(Outcome.choices),
    "play": dict(Play.choices),
    "purpose": dict(Purpose.choices),
    "reason": dict(LeaveWhy.choices),
    "role": dict(Role.choices),
    "ways": dict(Channel.choices),
}
_NUMBER_OF_ACT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAYS = frozenset({"day", "until"})


def facts_of(facts: object) -> str:
    """Write the facts of an entry in words; they hold no personal data."""
    if not isinstance(facts, Mapping):
        return ""
    told = ((name, value) for name, value in facts.items() if name not in HIDDEN and _tells(value))
    return " · ".join(_said(name, value) for name, value in told)


def _tells(value: object) -> bool:
    """Leave out nothing done, and numbers of acts."""
    return value not in (None, "", 0) and not (isinstance(value, str) and _NUMBER_OF_ACT.fullmatch(value))


def _said(name: str, value: object) -> str:
    label = str(FACTS.get(name, name))
    return label if value is True else f"{label}: {_plain(name, value)}"


def _plain(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{each} {of}" for each, of in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(_plain(name, each) for each in value)
    if name in _DAYS and isinstance(value, int):
        return date_format(date_of(value), "j E Y")
    return str(_CODES.get(name, {}).get(str(value), value))
