"""One function a kind of cell: from what is written to what is meant, as text that a database can keep."""

from collections.abc import Callable
from functools import partial

from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.phones import normal_phones
from perennial.ingest.contacts.tax_ids import normal_tax_id
from perennial.ingest.kinds.consents import consent_word
from perennial.ingest.kinds.kind import CellKind
from perennial.ingest.kinds.minutes import minutes_of
from perennial.ingest.kinds.touch_words import channel_word, direction_word, outcome_word, play_word

__all__ = ["reader_of"]

Reader = Callable[[str], str | None]


def reader_of(cell: CellKind, *, region: str | None, in_seconds: bool) -> Reader | None:
    """Give the function that reads such cells; None where text is kept and dates are read by their pattern.

    Each gives None where a cell cannot be read. All phones of a cell come separated by blanks.

    Parameters
    ----------
    region
        Country of phone numbers without a country code.
    in_seconds
        Whether bare numbers of a duration are seconds.
    """
    readers: dict[CellKind, Reader] = {
        "phone": partial(_phones, region=region),
        "email": normal_email,
        "tax_id": normal_tax_id,
        "minutes": partial(_minutes, in_seconds=in_seconds),
        "channel": channel_word,
        "direction": direction_word,
        "outcome": outcome_word,
        "play": play_word,
        "consent": consent_word,
    }
    return readers.get(cell)


def _phones(cell: str, *, region: str | None) -> str | None:
    return " ".join(normal_phones(cell, region)) or None


def _minutes(cell: str, *, in_seconds: bool) -> str | None:
    minutes = minutes_of(cell, in_seconds=in_seconds)
    return None if minutes is None else repr(minutes)
