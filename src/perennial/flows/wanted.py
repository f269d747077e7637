"""What is to be forecast of every customer."""

from dataclasses import dataclass

from perennial.engine.calendar.results import EVEN, SpecialDays
from perennial.engine.touches import Touches

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
    touches
        Of all customers of the log; None where none are known.
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
    touches: Touches | None = None
