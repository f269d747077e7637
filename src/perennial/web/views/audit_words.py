"""What the audit trail calls acts and their facts."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

__all__ = ["ACTS", "act_label", "facts_of"]

#: Acts by their code; one that is not here is shown as its code.
ACTS: Mapping[str, object] = {
    "first_account": _("made the first account"),
    "invite": _("invited somebody"),
    "invite.take_back": _("took an invitation back"),
    "invite.accept": _("accepted an invitation"),
    "person": _("changed a person"),
    "password_link": _("made a link for a new password"),
    "second_factor.reset": _("turned off somebody's second factor"),
    "absence": _("noted an absence"),
    "absence.remove": _("took an absence back"),
    "settings": _("changed settings"),
    "department": _("changed a department"),
    "department.remove": _("removed a department"),
    "product": _("changed a product"),
    "token": _("made an API token"),
    "token.revoke": _("revoked an API token"),
}


def act_label(act: str) -> str:
    """Name an act in the language that is on."""
    return str(ACTS.get(act, act))


def facts_of(facts: object) -> str:
    """Write the facts of an entry as short codes and numbers; they hold no personal data."""
    if not isinstance(facts, Mapping):
        return ""
    return " · ".join(f"{name}: {_plain(value)}" for name, value in facts.items() if value not in (None, ""))


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)
