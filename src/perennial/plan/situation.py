"""All that a plan looks at: the customers as forecast, and how the business works."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.forecast_of_kinds import Forecast
from perennial.engine.histories import Floats, Histories, Ints
from perennial.plan.settings import PlanSettings

__all__ = ["NEVER", "Days", "Situation"]

Days = NDArray[np.int64]

#: Stands for a day that never comes.
NEVER = 2**40


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Forecasts and histories of n customers, and the settings of the plan.

    Attributes
    ----------
    spend_per_order
        Shape (n,): expected net spend of one order; None where the log has no amounts.
    return_at_order
        Shape (n,): r on the day of the last order; None where it is not known.
    known_end
        Shape (n,): day numbers of ends that are known, as of a paid service, `NO_DAY` where there is none;
        they are the leaving dates then. None where nobody has any.
    mistake
        Shape (n,): days of serious mistakes of ours that are not put right yet, in the same way.
    """

    forecast: Forecast
    histories: Histories
    settings: PlanSettings
    spend_per_order: Floats | None = None
    return_at_order: Floats | None = None
    known_end: Ints | None = None
    mistake: Ints | None = None

    def __len__(self) -> int:
        return len(self.histories)

    def take(self, customer: NDArray[np.intp] | slice) -> "Situation":
        """Look at some of the customers only, in the order named."""
        return replace(
            self,
            forecast=self.forecast.take(customer),
            histories=self.histories.take(customer),
            spend_per_order=None if self.spend_per_order is None else self.spend_per_order[customer],
            return_at_order=None if self.return_at_order is None else self.return_at_order[customer],
            known_end=None if self.known_end is None else self.known_end[customer],
            mistake=None if self.mistake is None else self.mistake[customer],
        )

    @property
    def as_of(self) -> int:
        """Day number of the end of observation."""
        return self.histories.as_of

    @property
    def first_day(self) -> Days:
        """Day numbers of the first purchases."""
        return self.histories.first_day.astype(np.int64)

    @property
    def last_day(self) -> Days:
        """Day numbers of the last purchases."""
        return self.histories.last_day.astype(np.int64)

    @property
    def purchases(self) -> NDArray[np.int32]:
        """Purchases so far."""
        return self.histories.frequency + np.int32(1)

    @property
    def leaving_day(self) -> Days:
        """Leaving dates as day numbers, `NEVER` where blank."""
        churn = self.forecast.churn_date
        return np.where(churn == NO_DAY, NEVER, churn.astype(np.int64))

    @property
    def worked_days(self) -> Days:
        """Day numbers of the week that are worked and still to come."""
        week = np.arange(self.settings.week_of, self.settings.week_of + 7)
        is_worked = np.isin((week + 3) % 7, list(self.settings.worked))
        return week[is_worked & ~np.isin(week, list(self.settings.days_off)) & (week > self.as_of)]

    def silent_until(self, wait: Floats) -> Days:
        """Give the day on which a wait of so many days is reached; `NEVER` where it is not known."""
        whole = np.floor(np.nan_to_num(wait, nan=float(NEVER)))
        return np.minimum(self.last_day + whole.astype(np.int64), NEVER)
