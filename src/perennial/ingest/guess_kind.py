"""What a file is a list of, guessed from its headers: orders, customers, leads or touches."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from perennial.ingest.exports import recognise
from perennial.ingest.headers import normal
from perennial.ingest.kinds.catalogue import KINDS
from perennial.ingest.kinds.consents import consent_headers
from perennial.ingest.mapping import find_columns
from perennial.ingest.vocabulary import ORDERS, Vocabulary

__all__ = ["FileKind", "KindGuess", "guess_kind"]

FileKind = Literal["orders", "customers", "leads", "touches"]
Names = frozenset[str]

_OF_TOUCHES: Final = re.compile(
    r"\b(?:звон\w+|касани\w*|calls?|touch\w*|duration|длительность|продолжительность|minutes|минут\w*|"
    r"talk time|disposition|outcome|direction)\b"
)
_OF_LEADS: Final = re.compile(r"\b(?:leads?|лид\w?|лидов|заявк\w+|обращени\w+)\b")
_CONTACTS: Final = frozenset({"phone", "email", "tax_id"})
_PERSON: Final = frozenset({"name", "last_name", "phone", "email"})
_GOODS: Final = frozenset({"amount", "order_id", "product", "quantity", "unit_price"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGuess:
    """The kind, None where nothing tells, and whether it could hardly be another."""

    kind: FileKind | None
    sure: bool


def guess_kind(headers: Sequence[str]) -> KindGuess:
    """Guess what a file is a list of.

    Orders have money or goods on a day; touches have a day and a duration, direction or outcome; leads have
    a step or call themselves so; of customers a file says who they are and how to reach them.

    Parameters
    ----------
    headers
        The headers as they stand in the file.
    """
    words = [word for header in headers if (word := normal(header))]
    orders = _known(headers, ORDERS)
    known = {name: _known(headers, kind.vocabulary) for name, kind in KINDS.items()}
    for guess in (
        _touches(known["touches"], orders, words),
        _leads(known["leads"], orders, words),
        _orders(orders, words),
        _leads_by_step(known["leads"]),
        _bare_orders(orders, known["customers"]),
        _customers(known["customers"], orders, headers),
    ):
        if guess is not None:
            return guess
    return KindGuess(kind=None, sure=False)


def _touches(touches: Names, orders: Names, words: Sequence[str]) -> KindGuess | None:
    if not {"customer_id", "happened_at"} <= touches or "amount" in orders or not _any(_OF_TOUCHES, words):
        return None
    return KindGuess(kind="touches", sure=bool(touches & {"minutes", "direction"}))


def _leads(leads: Names, orders: Names, words: Sequence[str]) -> KindGuess | None:
    if not leads & _PERSON or not _any(_OF_LEADS, words):
        return None
    return KindGuess(kind="leads", sure="amount" not in orders)


def _orders(orders: Names, words: Sequence[str]) -> KindGuess | None:
    if recognise(words) is None and not ({"customer_id", "ordered_at"} <= orders and orders & _GOODS):
        return None
    return KindGuess(kind="orders", sure=bool(orders & {"amount", "unit_price"}))


def _leads_by_step(leads: Names) -> KindGuess | None:
    return KindGuess(kind="leads", sure=False) if "lead_step" in leads and leads & _PERSON else None


def _bare_orders(orders: Names, customers: Names) -> KindGuess | None:
    if not {"customer_id", "ordered_at"} <= orders or customers & _CONTACTS:
        return None
    return KindGuess(kind="orders", sure=False)


def _customers(customers: Names, orders: Names, headers: Sequence[str]) -> KindGuess | None:
    if not customers & {*_CONTACTS, "name", "customer_id", "last_name"}:
        return None
    reached = bool(customers & _CONTACTS) or bool(consent_headers(headers))
    return KindGuess(kind="customers", sure=reached and not orders & _GOODS)


def _known(headers: Sequence[str], vocabulary: Vocabulary) -> Names:
    found = find_columns(headers, {}, vocabulary, export=None, file="")
    return frozenset(name for name, choice in found.items() if choice.known != "hint")


def _any(pattern: re.Pattern[str], words: Sequence[str]) -> bool:
    return any(pattern.search(word) for word in words)
