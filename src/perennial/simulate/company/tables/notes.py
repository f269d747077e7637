"""What sellers wrote down about customers."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Minutes, Sentences

__all__ = ["Notes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Notes in order of time.

    Attributes
    ----------
    customer_id, seller_id
        About whom, by whom.
    day, minute
        Day, and minute of the day.
    text
        In the company's language.
    """

    customer_id: Codes
    seller_id: Codes
    day: Days
    minute: Minutes
    text: Sentences
