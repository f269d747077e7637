"""Django's mail settings from one address."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from perennial.core.errors import UserError

__all__ = ["mail_settings"]

_PORTS = {"smtp": 587, "smtps": 465}


def mail_settings(url: str) -> dict[str, Any]:
    """Give the settings for an address such as ``smtp://user:password@host:587?from=crm@example.org``.

    Empty prints mail to the log instead of sending it; ``smtps`` speaks TLS from the first byte, ``smtp``
    after STARTTLS.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS:
        raise UserError(
            "The mail address must begin with smtp:// or smtps://, not {scheme}.", scheme=parts.scheme or url
        )
    sender = parse_qs(parts.query).get("from", [f"perennial@{parts.hostname}"])[0]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in {"localhost", "127.0.0.1"},
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
        "EMAIL_TIMEOUT": 20,
    }
