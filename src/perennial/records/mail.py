"""Django's mail settings from one address: a mail server, or a service by way of Anymail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from perennial.core.errors import UserError

__all__ = ["mail_settings"]

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """A mail service: its name in Anymail, and the settings that parts of the address are for.

    Attributes
    ----------
    key
        What stands before the ``@`` (or alone).
    after
        What stands after it, or after a colon.
    more
        What else is set.
    """

    name: str
    key: str
    after: str = ""
    more: Mapping[str, object] | None = None


_SERVICES: Mapping[str, _Service] = {
    "mailgun": _Service(name="mailgun", key="MAILGUN_API_KEY", after="MAILGUN_SENDER_DOMAIN"),
    "postmark": _Service(name="postmark", key="POSTMARK_SERVER_TOKEN"),
    "sendgrid": _Service(name="sendgrid", key="SENDGRID_API_KEY"),
    "brevo": _Service(name="brevo", key="BREVO_API_KEY"),
    "mailjet": _Service(name="mailjet", key="MAILJET_API_KEY", after="MAILJET_SECRET_KEY"),
    "resend": _Service(name="resend", key="RESEND_API_KEY"),
    "sparkpost": _Service(name="sparkpost", key="SPARKPOST_API_KEY"),
    "mailersend": _Service(
        name="mailersend",
        key="MAILERSEND_API_TOKEN",
        more={"IGNORE_UNSUPPORTED_FEATURES": True},  # it keeps no numbers of ours along with a mail
    ),
    "unisender-go": _Service(
        name="unisender_go",
        key="UNISENDER_GO_API_KEY",
        more={"UNISENDER_GO_API_URL": "https://go1.unisender.ru/ru/transactional/api/v1/"},
    ),
}


def mail_settings(url: str, hook_secret: str = "") -> dict[str, Any]:
    """Give the settings for an address such as ``smtp://user:password@host:587?from=crm@example.org``.

    Empty prints mail to the log instead of sending it; ``smtps`` speaks TLS from the first byte, ``smtp``
    after STARTTLS. ``postmark://TOKEN?from=crm@example.org`` and the like send by a service; ``api`` and
    ``signing`` after the question mark set its address and the key by which its webhooks are signed.

    Parameters
    ----------
    hook_secret
        Password of the page to which a service tells what came back.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend", "MAIL_SERVICE": ""}
    parts = urlsplit(url)
    if parts.scheme in _SERVICES:
        return _of_service(parts, _SERVICES[parts.scheme], hook_secret)
    if parts.scheme not in _PORTS:
        raise UserError(
            "The mail address must begin with smtp://, smtps:// or a known service ({services}), "
            "not {scheme}.",
            services=", ".join(f"{each}://" for each in _SERVICES),
            scheme=parts.scheme or "-",
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
        "MAIL_SERVICE": "",
    }


def _of_service(parts: SplitResult, service: _Service, hook_secret: str) -> dict[str, Any]:
    before, at, after = parts.netloc.rpartition("@")
    key, colon, second = (before if at else after).partition(":")
    other = after if at else second
    told = {name: values[0] for name, values in parse_qs(parts.query).items()}
    sender = told.get("from") or (f"perennial@{other}" if service.after.endswith("DOMAIN") and other else "")
    if not key or not sender or bool(service.after) != bool(at or colon):
        raise UserError(
            "The mail address of {service} is incomplete: write {example}.",
            service=parts.scheme,
            example=_example(parts.scheme, service),
        )
    prefix = service.name.upper()
    anymail: dict[str, Any] = {service.key: unquote(key), **(service.more or {}), "REQUESTS_TIMEOUT": 20}
    if service.after:
        anymail[service.after] = unquote(other)
    anymail |= {f"{prefix}_API_URL": told["api"]} if "api" in told else {}
    anymail |= _signing(prefix, told["signing"]) if "signing" in told else {}
    if hook_secret:
        anymail["WEBHOOK_SECRET"] = f"perennial:{hook_secret}"
    return {
        "EMAIL_BACKEND": f"anymail.backends.{service.name}.EmailBackend",
        "ANYMAIL": anymail,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
        "MAIL_SERVICE": service.name,
    }


def _signing(prefix: str, key: str) -> dict[str, str]:
    """Services name it differently; what one does not know it does not look at."""
    return {f"{prefix}_WEBHOOK_SIGNING_KEY": key, f"{prefix}_SIGNING_SECRET": key}


def _example(scheme: str, service: _Service) -> str:
    parted = {"MAILGUN_SENDER_DOMAIN": "KEY@mg.example.org", "MAILJET_SECRET_KEY": "KEY:SECRET"}
    return f"{scheme}://{parted.get(service.after, 'KEY')}?from=crm@example.org"
