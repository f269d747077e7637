"""What states of messages, and what went wrong with them, are called."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from perennial.records.models import OutboxMessage

__all__ = ["FATE_NAMES", "STATE_NAMES", "state_of", "why_words"]

#: Kinds of messages by their name in the address.
STATE_NAMES: Mapping[str, object] = {
    "": pgettext_lazy("messages", "All"),
    "waiting": pgettext_lazy("messages", "Waiting"),
    "failed": pgettext_lazy("messages", "Will be tried again"),
    "dead": pgettext_lazy("messages", "Given up"),
    "bounced": pgettext_lazy("messages", "Came back"),
    "sent": pgettext_lazy("messages", "Sent"),
    "cancelled": pgettext_lazy("messages", "Cancelled"),
}

#: What came back after a message had left.
FATE_NAMES: Mapping[str, object] = {
    OutboxMessage.Fate.BOUNCED.value: _("the address does not exist any more, or takes nothing"),
    OutboxMessage.Fate.COMPLAINED.value: _("the reader called it unwanted; no more advertising by e-mail"),
}

_WHY: Mapping[str, object] = {
    "address": _("this is no address"),
    "suppressed": _("the address belongs to somebody who was erased"),
    "nobody": _("advertising to somebody who is no customer"),
    "erased": _("the customer was erased"),
    "merged": _("the customer was merged into another"),
    "objects": _("the customer objects to forecasts"),
    "consent": _("the customer did not agree to it, or refused since"),
    "by hand": _("cancelled by hand"),
    "restored": _("this house was restored from a backup; the original sends it"),
    "unfit": _("the message cannot be written as mail"),
    "refused": _("the mail service refused the address"),
    "not taken": _("the mail server did not take it"),
    "the worker died": _("sending broke off again and again"),
    "no gateway": _("there is no gateway"),
    "url": _("the gateway's address is wrong"),
    "inside": _("the gateway's address lies within this network"),
    "ok": _("taken"),
    "TimeoutError": _("no answer in time"),
    "ConnectionRefusedError": _("nobody answers at the address"),
    "gaierror": _("the server's name is not known"),
}
_CODE = re.compile(r"(http|smtp) (\d{3})")
_TLS = re.compile(r"SSL|Certificate")


def why_words(code: str) -> str:
    """Say what a kind or code of an error means; empty where there was none."""
    if code in _WHY or not code:
        return str(_WHY.get(code, ""))
    if found := _CODE.fullmatch(code):
        return _of_code(found[1], int(found[2]))
    if _TLS.search(code):
        return gettext("no safe connection to the server")
    return gettext("the connection to the server failed")


def state_of(message: OutboxMessage) -> str:
    """Give the kind of a message, one of `STATE_NAMES`."""
    if message.state == OutboxMessage.State.SENDING:
        return "waiting"
    return "bounced" if message.state == OutboxMessage.State.SENT and message.fate else message.state


def _of_code(protocol: str, code: int) -> str:
    if protocol == "smtp" and code in {530, 534, 535, 538}:
        return gettext("the mail server did not let us in (%(code)s)") % {"code": code}
    if protocol == "smtp":
        said = (
            gettext("the mail server refused it (%(code)s)")
            if code >= 500
            else gettext("the mail server asked to come again later (%(code)s)")
        )
        return said % {"code": code}
    if code in {401, 402, 403}:
        return gettext("the service did not let us in (%(code)s)") % {"code": code}
    said = (
        gettext("the service has trouble (%(code)s)")
        if code >= 500 or code in {408, 425, 429}
        else gettext("the service refused it (%(code)s)")
    )
    return said % {"code": code}
