"""What is assumed of a split into two departments where the log cannot know it; every figure is editable."""

from dataclasses import dataclass

from perennial.pay.plans.shipped import FARMER_LATER, HUNTER_FIRST

__all__ = ["Assumptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Assumptions behind what a split would bring.

    Attributes
    ----------
    used
        Share of the touches freed that becomes new work: some of the time always goes elsewhere.
    exchange
        First contacts that fit into the time of one touch with an existing customer.
    rate_kept
        Success of the added first contacts beside the seller's own so far: the best leads are called first.
    farmer_exchange
        Touches with existing customers that fit into the time of one first contact.
    days_gained_low, days_gained_high
        Days by which one more touch moves a customer's leaving, as low and as high as is thinkable; around
        the one day that a plan reckons with for a reminder until trials have shown more.
    percent_now_first, percent_now_existing
        Share of the money of first and of later orders that sellers are paid today.
    percent_hunter_first
        Share of the money of first orders paid to hunters after the split; as in the shipped pay plan.
    percent_farmer_existing
        Share of the money of later orders paid to farmers after it; as in the shipped pay plan.
    fewest_sellers
        Sellers below which days are better split than people.
    draws
        Draws behind the limits.
    """

    used: float = 0.8
    exchange: float = 1.0
    rate_kept: float = 0.7
    farmer_exchange: float = 1.0
    days_gained_low: float = 0.0
    days_gained_high: float = 2.0
    percent_now_first: float = 0.05
    percent_now_existing: float = 0.05
    percent_hunter_first: float = float(HUNTER_FIRST)
    percent_farmer_existing: float = float(FARMER_LATER)
    fewest_sellers: int = 4
    draws: int = 4000
