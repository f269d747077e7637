"""How touches with customers end, seen from the orders that follow."""

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.buying import Bought
from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.hunting import BEYOND
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["begun_by_sellers", "days_to_order", "end_calls"]

_STRIDE = 10**5  # more than the days of any company
_FRUIT = 4  # days within which an order is the fruit of a touch
_CREDIT = 0.85


def days_to_order(customer: Offsets, day: Offsets, bought: Bought) -> Offsets:
    """Days from each touch to the customer's next order, 0 on the same day; `BEYOND` if none follows."""
    keys = np.append(bought.customer * _STRIDE + bought.day, np.iinfo(np.int64).max)
    wait = keys[np.searchsorted(keys, customer * _STRIDE + day)] - (customer * _STRIDE + day)
    return np.where(wait < _STRIDE - day, wait, BEYOND)


def end_calls(
    customer: Offsets, day: Offsets, channel: Codes, *, bought: Bought, gap: Floats, rng: np.random.Generator
) -> Codes:
    """Draw the outcome of each touch that a seller began."""
    wait, draw = days_to_order(customer, day, bought), rng.random(len(customer))
    silent = np.where(np.isin(channel, ["message", "mail"]), 0.5, 0.25)
    away = (day - bought.leaving[customer]) / gap[customer]
    rules: list[tuple[Flags, str | Codes]] = [
        ((wait == 0) & (draw < 0.8), "ordered"),
        ((wait <= _FRUIT) & (draw < 0.6), "promised"),
        (wait <= _FRUIT, "reached"),
        (draw < 0.008, "wrong_number"),
        (draw < silent, np.where(channel == "message", "none", "no_answer")),
        ((away > 1.0) & (draw > 0.8), "left"),
        (draw > 0.92, "refused"),
        (draw > 0.86, "promised"),
    ]
    return np.select([rule for rule, _ in rules], [name for _, name in rules], default="reached")


def begun_by_sellers(
    bought: Bought, customer: Offsets, day: Offsets, outcome: Codes, rng: np.random.Generator
) -> Flags:
    """Mark the orders that came within days after a touch that reached the customer; shape of the orders."""
    reached = np.isin(outcome, ["ordered", "promised", "reached"])
    keys = np.sort(customer[reached] * _STRIDE + day[reached])
    keys = np.concatenate([[-_STRIDE], keys])
    own = bought.customer * _STRIDE + bought.day
    since = own - keys[np.searchsorted(keys, own, side="right") - 1]
    return np.asarray((since == 0) | ((since <= _FRUIT) & (rng.random(len(own)) < _CREDIT)))
