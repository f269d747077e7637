"""What the company sells."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Amounts, Codes, Sentences

__all__ = ["Products"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Products:
    """Three products: bought about weekly, monthly, and every 18 months.

    Attributes
    ----------
    product_id
        "P1", "P2", "P3".
    name
        In the company's language.
    usual_gap
        Mean wait between two purchases at the mean rate, days.
    price
        Median amount of an order, in the company's currency.
    """

    product_id: Codes
    name: Sentences
    usual_gap: Amounts
    price: Amounts
