"""What is to be forecast of every customer."""

from dataclasses import dataclass

from perennial.engine.calendar.results import EVEN, SpecialDays
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts

__all__ = ["Wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be forecast.

    Attributes
    ----------
    model
        ``auto``, or one of `ATTRITION_MODELS`, which is then taken as it is.
    count_horizons, chance_horizons
        Days ahead for expected orders and for the chance of an order; the first count horizon is the one that
        the choice of models cares for most.
    learnt
        Horizons that the past is asked about.
    return_horizon
        R in days; None lets the log decide.
    usual_gap, second_wait
        Of the business in days; None where unknown.
    regular_from
        Purchases from which a customer is regular; None where neither stages nor money are asked for.
    record
        Whether it is to be told how right the models would have been.
    special
        What is known beforehand of single days.
    beside
        What is known of all customers of the log beside their orders.
    """

    model: str = "auto"
    count_horizons: tuple[int, ...]
    chance_horizons: tuple[int, ...]
    learnt: tuple[int, ...]
    return_horizon: int | None
    usual_gap: float | None
    second_wait: float | None = None
    regular_from: int | None
    record: bool = True
    special: SpecialDays = EVEN
    beside: CustomerFacts = NO_FACTS
