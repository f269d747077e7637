"""A fair yardstick for a farmer: orders that came, less orders expected on the day of the hand-off."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.core.message import Message
from perennial.pay.columns import Floats, Numbers
from perennial.pay.intervals import rate

__all__ = ["HandedOver", "Yardstick", "yardsticks"]

Verdict = Literal["more", "fewer", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Customers handed over, one row each; arrays of shape (n,).

    Attributes
    ----------
    farmer
        Number of the farmer.
    expected
        Orders expected on the day of the hand-off, from then to the day of reading.
    came
        Orders that came in that time.
    """

    farmer: Numbers
    expected: Floats
    came: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """Orders of one farmer beyond those expected.

    Attributes
    ----------
    farmer
        Number of the farmer.
    customers
        Customers handed over to them.
    expected, came
        Sums of both.
    beyond
        Orders that came less those expected, with limits.
    verdict
        `cannot_tell` where the limits hold nothing, too.
    sentence
        The same in words.
    """

    farmer: int
    customers: int
    expected: float
    came: int
    beyond: Estimate
    verdict: Verdict
    sentence: Message


def yardsticks(handed: HandedOver, *, farmers: int, forecast_error: float = 0.05) -> tuple[Yardstick, ...]:
    """Measure every farmer.

    Counts scatter more than by chance, since customers differ in ways no forecast knows: each is taken as
    negative binomial, with a heterogeneity common to all farmers (method of moments). The forecast itself
    may be off for everyone alike; the limits are widened by that.

    Parameters
    ----------
    handed
        Customers handed over.
    farmers
        Number of farmers, from 0.
    forecast_error
        Standard error of the forecast's level, as a share: what its record shows on untouched customers.
    """
    heterogeneity = _heterogeneity(handed)
    return tuple(_of(farmer, handed, heterogeneity, forecast_error) for farmer in range(farmers))


def _heterogeneity(handed: HandedOver) -> float:
    """Estimate alpha of variance e + alpha e^2, around each farmer's own level."""
    level = np.ones(len(handed.came))
    for farmer in np.unique(handed.farmer):
        mine = handed.farmer == farmer
        level[mine] = (handed.came[mine].sum() + 0.5) / (handed.expected[mine].sum() + 0.5)
    mean = level * handed.expected
    square = float(np.sum(mean**2))
    return max(float(np.sum((handed.came - mean) ** 2 - mean)) / square, 0.0) if square > 0 else 0.0


def _of(farmer: int, handed: HandedOver, heterogeneity: float, forecast_error: float) -> Yardstick:
    mine = handed.farmer == farmer
    expected, came = float(handed.expected[mine].sum()), int(handed.came[mine].sum())
    beyond = _beyond(handed.expected[mine], came, heterogeneity, forecast_error)
    verdict = _verdict(beyond)
    return Yardstick(
        farmer=farmer,
        customers=int(mine.sum()),
        expected=expected,
        came=came,
        beyond=beyond,
        verdict=verdict,
        sentence=_sentence(verdict, expected, came),
    )


def _beyond(each: Floats, came: int, heterogeneity: float, forecast_error: float) -> Estimate:
    expected = float(each.sum())
    if expected <= 0:
        return UNKNOWN
    level = max(came, 0.5) / expected
    dispersion = 1 + heterogeneity * level * float(np.sum(each**2)) / expected
    found = rate(came, 1.0, dispersion=dispersion)
    assert found.low is not None
    assert found.high is not None
    model = 1.96 * forecast_error * expected
    return Estimate(
        value=came - expected,
        low=came - expected - math.hypot(came - found.low, model),
        high=came - expected + math.hypot(found.high - came, model),
    )


def _verdict(beyond: Estimate) -> Verdict:
    if beyond.low is not None and beyond.low > 0:
        return "more"
    return "fewer" if beyond.high is not None and beyond.high < 0 else "cannot_tell"


def _sentence(verdict: Verdict, expected: float, came: int) -> Message:
    facts = {"expected": expected, "came": came}
    if verdict == "more":
        return Message(
            "More orders came than were expected at the hand-off: {came:number} for {expected:number}.", facts
        )
    if verdict == "fewer":
        return Message(
            "Fewer orders came than were expected at the hand-off: {came:number} for {expected:number}.",
            facts,
        )
    return Message(
        "{came:orders} came, {expected:number} were expected at the hand-off: within chance, so it cannot be "
        "told.",
        facts,
    )
