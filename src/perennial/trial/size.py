"""How many customers a trial needs, how long it takes, and what holding out may cost, before it starts."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

__all__ = [
    "Needed",
    "cost_of_holding_out",
    "customers_for",
    "needed_customers",
    "smallest_seen",
    "unexplained",
    "weeks_to_enrol",
]

_POWER = 0.8
_ALPHA = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """Customers in both arms together, and of them held out."""

    customers: int
    held_out: int


def needed_customers(
    *, deviation: float, smallest_effect: float, held_out: float, widening: float = 1.0
) -> Needed:
    """Give the customers with whom an effect of the smallest size worth having is seen four times in five.

    Two means compared by their difference (Lachin 1981): n = (z_a w + z_b)^2 s^2 (1/p + 1/(1 - p)) / d^2.

    Parameters
    ----------
    deviation
        Standard deviation of the outcome among customers, in its unit.
    smallest_effect
        Difference worth having, in the same unit, above 0.
    held_out
        Share held out, above 0 and below 1.
    widening
        How much wider than one look's the interval is that the verdict goes by, at the planned end.

    Raises
    ------
    ValueError
        The effect is not above 0, or nobody or everybody is held out.
    """
    if not smallest_effect > 0:
        raise ValueError("the smallest effect worth having is above 0")
    if not 0 < held_out < 1:
        raise ValueError("held_out is above 0 and below 1")
    reach = _reach(widening)
    spread = deviation**2 * (1 / held_out + 1 / (1 - held_out))
    customers = max(math.ceil(reach**2 * spread / smallest_effect**2), 2)
    return Needed(customers=customers, held_out=max(math.ceil(customers * held_out), 1))


def customers_for(
    *, standard_error: float, customers: int, smallest_effect: float, widening: float = 1.0
) -> int | None:
    """Give the customers with whom an effect would be seen four times in five, from a trial that is there.

    Parameters
    ----------
    standard_error
        Of the difference that so many `customers` gave.
    smallest_effect, widening
        As in `needed_customers`.

    Returns
    -------
    int or None
        None where the effect is 0: no number of customers would show it.
    """
    if not smallest_effect > 0:
        return None
    return math.ceil(customers * (_reach(widening) * standard_error / smallest_effect) ** 2)


def smallest_seen(
    *, deviation: float, customers: int, held_out: float, widening: float = 1.0
) -> float | None:
    """Give the smallest effect that so many customers show four times in five; None where there are none.

    Parameters are those of `needed_customers`, which this turns round.
    """
    if customers < 1:
        return None
    spread = 1 / held_out + 1 / (1 - held_out)
    return _reach(widening) * deviation * math.sqrt(spread / customers)


def unexplained(before: ArrayLike, since: ArrayLike) -> float:
    """Give the standard deviation of an outcome that earlier orders leave unexplained (one straight line).

    Reading a trial takes off what luck of the draw in such things explains, so that only the rest has to be
    averaged out by numbers.

    Parameters
    ----------
    before, since
        Shape (n,), n at least 3: orders of each customer in an earlier stretch, and in the one looked at.
    """
    x, y = (np.asarray(each, dtype=np.float64) for each in (before, since))
    x, y = x - x.mean(), y - y.mean()
    alike = float(x @ x)
    slope = float(x @ y) / alike if alike > 0 else 0.0
    return math.sqrt(float(np.square(y - slope * x).sum()) / (len(y) - 2))


def weeks_to_enrol(customers: int, *, there: int, a_week: float) -> int | None:
    """Give the weeks until so many are due for the play: some now, others as they become due.

    Returns
    -------
    int or None
        None where they never come.
    """
    missing = customers - there
    if missing <= 0:
        return 0
    return math.ceil(missing / a_week) if a_week > 0 else None


def cost_of_holding_out(held_out: int, gain_per_customer: float) -> float:
    """Give what holding out costs if the play gains as much as is expected of it; never below 0."""
    return held_out * max(gain_per_customer, 0.0)


def _reach(widening: float) -> float:
    # Standard errors by which an effect must clear 0, so that four in five such trials say so.
    return float(norm.ppf(1 - _ALPHA / 2) * widening + norm.ppf(_POWER))
