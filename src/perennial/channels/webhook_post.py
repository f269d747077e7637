"""A signed webhook sent over HTTPS; never into this machine or its own network, unless that is allowed."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from perennial.channels.answers import of_fault, of_http
from perennial.channels.sender import Undelivered, UndeliveredError
from perennial.channels.webhook import sign_webhook

__all__ = ["post_webhook"]

_PORT, _TIMEOUT = 443, 20.0
#: Older addresses in newer ones (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
#: Of an answer no more is read than shows that there is one.
_READ = 1024


def post_webhook(
    url: str,
    body: str,
    *,
    secret: str,
    message_id: str,
    at: datetime,
    inside: bool = False,
    context: ssl.SSLContext | None = None,
    timeout: float = _TIMEOUT,
) -> None:
    """Sign a body and post it as JSON; a redirection is not followed.

    Parameters
    ----------
    message_id
        The same each time the message is tried.
    inside
        Whether it may go to addresses that are not public. Who enters an address of a page could otherwise
        have this machine ask its neighbours.
    context
        Certificates that are trusted; those of the system where not given.
    timeout
        Seconds that connecting, and each answer, may take.

    Raises
    ------
    UndeliveredError
        It has not been taken.
    """
    parts = _parts(url)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Perennial",
        **sign_webhook(secret, message_id=message_id, at=at, body=body),
    }
    try:
        status = _post(parts, body.encode(), headers, inside=inside, context=context, timeout=timeout)
    except (OSError, http.client.HTTPException) as fault:
        told = of_fault(fault)
        raise UndeliveredError(Undelivered(fate="later", why=told.why)) from fault
    if (refusal := of_http(status)) is not None:
        raise UndeliveredError(refusal)


def _parts(url: str) -> SplitResult:
    """Take an address of a page apart; one that is none is never tried again."""
    try:
        parts = urlsplit(url)
        is_one = bool((parts.hostname or "").encode("idna")) and parts.port != 0
    except ValueError:
        raise UndeliveredError(Undelivered(fate="never", why="url")) from None
    if parts.scheme != "https" or not is_one or parts.username is not None:
        raise UndeliveredError(Undelivered(fate="never", why="url"))
    return parts


class _Pinned(http.client.HTTPSConnection):
    """Connects to the very address that was looked at, so that a name cannot mean another one meanwhile."""

    def __init__(
        self, host: str, port: int, address: str, *, context: ssl.SSLContext, timeout: float
    ) -> None:
        super().__init__(host, port, context=context, timeout=timeout)
        self._address, self._certificates = address, context

    def connect(self) -> None:
        """Connect, and have the certificate say the host's name."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._certificates.wrap_socket(plain, server_hostname=self.host)


def _post(
    parts: SplitResult,
    body: bytes,
    headers: Mapping[str, str],
    *,
    inside: bool,
    context: ssl.SSLContext | None,
    timeout: float,
) -> int:
    host, port = parts.hostname or "", parts.port or _PORT
    address = _address(host, port, inside=inside)
    trusted = context or ssl.create_default_context()
    connection = _Pinned(host, port, address, context=trusted, timeout=timeout)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(_READ)
        return answer.status
    finally:
        connection.close()


def _address(host: str, port: int, *, inside: bool) -> str:
    """Give an address of a host; one name that leads both out and inside leads nowhere."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not inside and not all(map(_is_public, found)):
        raise UndeliveredError(Undelivered(fate="never", why="inside"))
    return found[0]


def _is_public(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(str(address.ipv4_mapped))
        if address.sixtofour or address.teredo or address in _TRANSLATED:  # an older address within
            return False
    return address.is_global and not address.is_multicast
