"""Columns of consent: which channel and purpose a header names, and what a cell says."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from perennial.ingest.date_shapes import read_cell
from perennial.ingest.headers import normal

__all__ = ["CONSENT_COLUMN", "consent_column", "consent_headers", "consent_word"]

#: Pattern of the names of these columns, ``consent_<channel>_<purpose>``.
CONSENT_COLUMN: Final = "consent_(?:call|message|visit|mail)_(?:service|advertising)"

_CONSENT: Final = re.compile(
    r"\b(?:consent|согласи\w+|opt in|optin|opted in|accepts|agrees?|разреш\w+|подписан\w*|подписка на)\b"
)
_CHANNELS: Final[Mapping[str, str]] = {
    "mail": r"\b(?:e ?mail|mail|почт\w+|имейл|емейл)\b",
    "message": r"\b(?:sms|смс|messages?|messengers?|whatsapp|viber|telegram|сообщени\w+|мессенджер\w*)\b",
    "call": r"\b(?:calls?|phone|звон\w+|телефон\w*)\b",
    "visit": r"\b(?:visits?|визит\w*|встреч\w+)\b",
}
_SERVICE: Final = re.compile(r"\b(?:service|transactional|сервисн\w+|уведомлени\w+|обслуживани\w+)\b")
_ADVERTISING: Final = re.compile(
    r"\b(?:advertising|marketing|promo\w*|newsletter|реклам\w+|маркетинг\w*|рассылк\w+)\b"
)

#: Consent to marketing without a channel is to e-mail in the shops that ask so (Shopify).
_OF_SHOPS: Final = {"accepts marketing": "consent_mail_advertising"}

_YES: Final = frozenset(
    (
        "yes",
        "y",
        "true",
        "1",
        "да",
        "д",
        "есть",
        "согласен",
        "согласна",
        "given",
        "subscribed",
        "подписан",
        "+",
        "✓",
    )
)
_NO: Final = frozenset(
    (
        "no",
        "n",
        "false",
        "0",
        "нет",
        "н",
        "отказ",
        "отозвано",
        "refused",
        "withdrawn",
        "unsubscribed",
        "отписан",
        "-",
    )
)


def consent_column(header: str) -> str | None:
    """Name the column of consent that a header stands for; None where it is not about consent to a channel.

    A header must name both channel and purpose: what somebody agreed to is never guessed.
    """
    if re.fullmatch(
        CONSENT_COLUMN.replace("mail", "(?:mail|email)").replace("message", "(?:message|sms)"), header.strip()
    ):
        return header.strip().replace("_email_", "_mail_").replace("_sms_", "_message_")
    words = normal(header)
    if words in _OF_SHOPS:
        return _OF_SHOPS[words]
    channels = [name for name, pattern in _CHANNELS.items() if re.search(pattern, words)]
    purposes = [
        name
        for name, pattern in (("service", _SERVICE), ("advertising", _ADVERTISING))
        if pattern.search(words)
    ]
    if not _CONSENT.search(words) or len(channels) != 1 or len(purposes) != 1:
        return None
    return f"consent_{channels[0]}_{purposes[0]}"


def consent_headers(headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Give the positions of the headers of each column of consent."""
    found: dict[str, tuple[int, ...]] = {}
    for at, header in enumerate(headers):
        if name := consent_column(header):
            found[name] = (*found.get(name, ()), at)
    return found


def consent_word(cell: str) -> str | None:
    """Read a cell: ``yes``, ``no``, or the day of consent as YYYY-MM-DD; None where it cannot be read.

    A date that can be read day first or month first is not read: nobody agreed on a day that was guessed.
    """
    word = cell.strip().casefold()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    day = _day(cell.strip())
    return None if day is None else day.isoformat()


def _day(cell: str) -> date | None:
    reading = read_cell(cell)
    if reading is None or not reading.sure:
        return None
    try:
        if reading.kind in {"iso", "iso_zone"}:
            return datetime.fromisoformat(cell.replace("/", "-")).date()
        if reading.kind == "text":
            return datetime.strptime(cell, reading.patterns[0]).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return None
