"""Currency signs and words, and which one currency a log is in."""

from collections.abc import Mapping
from typing import Final

from perennial.core.errors import UserError

__all__ = ["CURRENCY_WORDS", "currency_code", "one_currency"]

#: Signs and words, in lower case without dots, to codes.
CURRENCY_WORDS: Final[Mapping[str, str]] = {
    "₽": "RUB", "руб": "RUB", "р": "RUB", "рублей": "RUB", "рубль": "RUB", "российский рубль": "RUB",
    "rur": "RUB", "rub": "RUB", "643": "RUB", "$": "USD", "us$": "USD", "usd": "USD", "840": "USD",
    "доллар сша": "USD", "€": "EUR", "eur": "EUR", "978": "EUR", "евро": "EUR", "euro": "EUR",
    "£": "GBP", "gbp": "GBP", "₸": "KZT", "тг": "KZT", "тенге": "KZT", "kzt": "KZT", "₴": "UAH", "грн": "UAH",
    "br": "BYN", "бел руб": "BYN", "zł": "PLN", "zl": "PLN", "kč": "CZK", "chf": "CHF",
    "₹": "INR", "₺": "TRY", "₪": "ILS", "r$": "BRL", "a$": "AUD", "c$": "CAD",
}  # fmt: skip


def currency_code(text: str) -> str:
    """Give the code of a currency written as a sign, a word or a code; unknown ones in capitals."""
    word = " ".join(text.casefold().replace(".", " ").split())
    return CURRENCY_WORDS.get(word, word.upper())


def one_currency(counts: Mapping[str, int], wanted: str | None, *, file: str) -> str | None:
    """Choose the currency whose orders are read.

    Parameters
    ----------
    counts
        Rows by currency code; empty where the log does not say.
    wanted
        What `--currency` says.

    Raises
    ------
    UserError
        There is more than one and none was picked, or the picked one is not there.
    """
    picked = currency_code(wanted) if wanted else None
    if not counts:
        return picked
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    if picked is not None and picked not in counts:
        raise UserError(
            "{file}: no order is in {currency}; its currencies are {currencies}",
            file=file,
            currency=picked,
            currencies=", ".join(ranked),
        )
    if picked is None and len(ranked) > 1:
        raise UserError(
            "{file}: orders are in more than one currency ({currencies}); pick one, for example "
            "--currency {currency}",
            file=file,
            currencies=", ".join(f"{code} {counts[code]}" for code in ranked[:6]),
            currency=ranked[0],
        )
    return picked or ranked[0]
