"""What went wrong with a customer."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Flags, Sentences

__all__ = ["Mistakes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """Complaints, in order of time.

    Attributes
    ----------
    mistake_id
        "M001" and on.
    customer_id, seller_id
        Whose complaint, and the owner who wrote it down.
    day
        Day of the complaint.
    kind
        `late`, `wrong_goods`, `damaged`, `rude` or `bill`.
    serious
        Whether it may cost the customer.
    text
        In the company's language.
    resolved
        Day on which it was put right; `NO_DAY` while open.
    """

    mistake_id: Codes
    customer_id: Codes
    seller_id: Codes
    day: Days
    kind: Codes
    serious: Flags
    text: Sentences
    resolved: Days
