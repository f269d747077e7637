"""Names and numbers in messengers: Telegram names, WhatsApp and Viber numbers, from links or plain text."""

import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote

from perennial.ingest.contacts.phones import normal_phone

__all__ = ["Messenger", "Service", "normal_messenger", "telegram_name"]

Service = Literal["telegram", "whatsapp", "viber"]

#: A Telegram name: 5 to 32 letters, digits and underscores, a letter first (telegram.org/faq).
_NAME: Final = r"(?P<name>[A-Za-z][A-Za-z0-9_]{3,30}[A-Za-z0-9])"
_TELEGRAM: Final = (
    re.compile(r"@" + _NAME),
    re.compile(r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/" + _NAME + r"(?:[/?].*)?", re.IGNORECASE),
    re.compile(r"tg://resolve\?domain=" + _NAME + r"(?:&.*)?", re.IGNORECASE),
)
_LABELS: Final[tuple[tuple[Service, re.Pattern[str]], ...]] = (
    (
        "telegram",
        re.compile(
            r"(?i)^(?:https?://)?(?:t|telegram)\.me/(?=\+?\d)|^(?:telegram|телеграм+|тг|tg)\b[\s:.-]*"
        ),
    ),
    (
        "whatsapp",
        re.compile(
            r"(?i)^(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)|"
            r"^(?:whats\s?app|ват?сап+|вотсап+|wa)\b[\s:.-]*"
        ),
    ),
    ("viber", re.compile(r"(?i)^viber://(?:chat|add)/?\?number=|^(?:viber|вайбер)\b[\s:.-]*")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Messenger:
    """Where somebody can be written to: a Telegram name with its @, or a number in E.164."""

    service: Service
    address: str


def normal_messenger(text: str, region: str | None) -> Messenger | None:
    """Read a link, a name or a labelled number; None where it names no messenger.

    Parameters
    ----------
    text
        ``@name``, ``t.me/name``, ``wa.me/79123456789``, ``viber://chat?number=...``, ``WhatsApp +7 912 ...``.
    region
        Country of numbers without a country code, as for `normal_phone`.
    """
    written = unquote(text.strip())
    if name := telegram_name(written):
        return Messenger(service="telegram", address=name)
    for service, label in _LABELS:
        if match := label.match(written):
            return _labelled(service, written[match.end() :], region, link="/" in match[0])
    return None


def telegram_name(text: str) -> str | None:
    """Give a Telegram name as ``@name`` in lower case; None where the text is none."""
    for form in _TELEGRAM:
        if match := form.fullmatch(text.strip()):
            return "@" + match["name"].casefold()
    return None


def _labelled(service: Service, rest: str, region: str | None, *, link: bool) -> Messenger | None:
    if service == "telegram" and (name := telegram_name(rest if rest.startswith("@") else "@" + rest)):
        return Messenger(service=service, address=name)
    number = rest.partition("&")[0].partition("?")[0]
    # Links carry the country code, with or without its plus.
    phone = normal_phone("+" + number.lstrip("+ ") if link else number, region)
    return None if phone is None else Messenger(service=service, address=phone)
