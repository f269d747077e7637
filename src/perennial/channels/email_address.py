"""An e-mail address as servers take it: in ASCII, the domain of another script encoded."""

import re

from perennial.channels.message import UnfitMessageError

__all__ = ["server_address"]

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)


def server_address(address: str) -> str:
    """Write one address (an addr-spec of RFC 5321 without quotes) in ASCII.

    Raises
    ------
    UnfitMessageError
        It is none, or its left part needs an extension that many servers lack (RFC 6531).
    """
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise UnfitMessageError("to is no address that mail can be sent to")
    return f"{local}@{domain}"
