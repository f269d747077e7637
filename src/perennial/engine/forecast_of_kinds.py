"""What is said of every customer, with a row for each or once for all of one history."""

from dataclasses import dataclass, replace
from typing import Protocol

from perennial.engine.forecast import CustomerForecast, Rows
from perennial.engine.histories import Floats, Ints
from perennial.engine.kinds import spread

__all__ = ["Forecast", "ForecastOfKinds"]


class Forecast(Protocol):
    """Forecasts of n customers, to be looked at as a `CustomerForecast` is: every array has shape (n,)."""

    @property
    def p_alive(self) -> Floats:
        """Probability of being still a customer."""
        ...

    @property
    def return_probability(self) -> Floats:
        """R at the end of observation."""
        ...

    @property
    def next_order_early(self) -> Ints:
        """10% date of those who return."""
        ...

    @property
    def next_order_likely(self) -> Ints:
        """50% date of those who return."""
        ...

    @property
    def next_order_late(self) -> Ints:
        """90% date of those who return."""
        ...

    @property
    def churn_date(self) -> Ints:
        """Leaving date."""
        ...

    @property
    def churn_early(self) -> Ints:
        """Early end of its band."""
        ...

    @property
    def churn_late(self) -> Ints:
        """Late end of its band."""
        ...

    @property
    def return_at_churn(self) -> Floats:
        """Share that comes back once that date has passed."""
        ...

    @property
    def offer_from(self) -> Ints:
        """First day of the offer window."""
        ...

    @property
    def offer_until(self) -> Ints:
        """Last day of the offer window."""
        ...

    @property
    def fixed_median(self) -> Floats:
        """Own median wait."""
        ...

    @property
    def fixed_75(self) -> Floats:
        """Own 75% wait."""
        ...

    @property
    def fixed_90(self) -> Floats:
        """Own 90% wait."""
        ...

    @property
    def expected_orders(self) -> dict[int, Floats]:
        """Expected orders by horizon in days."""
        ...

    @property
    def p_order(self) -> dict[int, Floats]:
        """Chance of an order by horizon in days."""
        ...

    @property
    def stage(self) -> Ints:
        """Position in `STAGES`."""
        ...

    @property
    def value_at_risk(self) -> Floats:
        """A year's money or orders."""
        ...

    @property
    def whole(self) -> CustomerForecast:
        """The forecasts with a row for each customer."""
        ...

    def take(self, rows: Rows) -> CustomerForecast:
        """Give what is said of some of the customers."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastOfKinds:
    """A `Forecast` of n customers of m histories, which are fewer: a column is made when it is looked at.

    Attributes
    ----------
    kinds
        What is said of each history.
    kind
        Shape (n,): the history of each customer.
    stage, value_at_risk
        Shape (n,): what does not depend on the history alone.
    """

    kinds: CustomerForecast
    kind: Ints
    stage: Ints
    value_at_risk: Floats

    @property
    def whole(self) -> CustomerForecast:
        """The forecasts with a row for each customer."""
        return self.take(slice(None))

    def take(self, rows: Rows) -> CustomerForecast:
        """Give what is said of some of the customers."""
        found = spread(self.kinds, self.kind[rows])
        return replace(found, stage=self.stage[rows], value_at_risk=self.value_at_risk[rows])

    @property
    def p_alive(self) -> Floats:
        """Probability of being still a customer."""
        return spread(self.kinds.p_alive, self.kind)

    @property
    def return_probability(self) -> Floats:
        """R at the end of observation."""
        return spread(self.kinds.return_probability, self.kind)

    @property
    def next_order_early(self) -> Ints:
        """10% date of those who return."""
        return spread(self.kinds.next_order_early, self.kind)

    @property
    def next_order_likely(self) -> Ints:
        """50% date of those who return."""
        return spread(self.kinds.next_order_likely, self.kind)

    @property
    def next_order_late(self) -> Ints:
        """90% date of those who return."""
        return spread(self.kinds.next_order_late, self.kind)

    @property
    def churn_date(self) -> Ints:
        """Leaving date."""
        return spread(self.kinds.churn_date, self.kind)

    @property
    def churn_early(self) -> Ints:
        """Early end of its band."""
        return spread(self.kinds.churn_early, self.kind)

    @property
    def churn_late(self) -> Ints:
        """Late end of its band."""
        return spread(self.kinds.churn_late, self.kind)

    @property
    def return_at_churn(self) -> Floats:
        """Share that comes back once that date has passed."""
        return spread(self.kinds.return_at_churn, self.kind)

    @property
    def offer_from(self) -> Ints:
        """First day of the offer window."""
        return spread(self.kinds.offer_from, self.kind)

    @property
    def offer_until(self) -> Ints:
        """Last day of the offer window."""
        return spread(self.kinds.offer_until, self.kind)

    @property
    def fixed_median(self) -> Floats:
        """Own median wait."""
        return spread(self.kinds.fixed_median, self.kind)

    @property
    def fixed_75(self) -> Floats:
        """Own 75% wait."""
        return spread(self.kinds.fixed_75, self.kind)

    @property
    def fixed_90(self) -> Floats:
        """Own 90% wait."""
        return spread(self.kinds.fixed_90, self.kind)

    @property
    def expected_orders(self) -> dict[int, Floats]:
        """Expected orders by horizon in days."""
        return spread(self.kinds.expected_orders, self.kind)

    @property
    def p_order(self) -> dict[int, Floats]:
        """Chance of an order by horizon in days."""
        return spread(self.kinds.p_order, self.kind)
