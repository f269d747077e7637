"""What a trial showed, in sentences: first the answer, then each outcome with its limits."""

from collections.abc import Iterator

from perennial.core.message import Message
from perennial.trial.limits import Effect
from perennial.trial.reading import TrialReading
from perennial.trial.verdict import Verdict

__all__ = ["answer_of", "outcomes_of"]


def answer_of(
    reading: TrialReading, verdict: Verdict, *, needed_customers: int | None, smallest_effect: float
) -> Message:
    """Give the answer, by orders per customer.

    Parameters
    ----------
    needed_customers
        With whom it could be told; None where no number would do.
    smallest_effect
        Orders per customer that would be worth having.
    """
    orders, customers = reading.orders, reading.treatment.customers + reading.control.customers
    facts = _facts(orders)
    if verdict == "not_by_lot":
        return Message(
            "The groups are not those of the lot, so that nothing can be said of what the touch gained."
        )
    if verdict == "works":
        return Message(
            "It works: {value:number} more orders per customer ({low:number} to {high:number}).", facts
        )
    if verdict == "does_not_work" and smallest_effect > 0:
        return Message(
            "It does not work: the difference is {value:number} orders per customer ({low:number} to "
            "{high:number}); {smallest:number} would have been worth having.",
            {**facts, "smallest": smallest_effect},
        )
    if verdict == "does_not_work":
        return Message(
            "It does not work: the difference is {value:number} orders per customer ({low:number} to "
            "{high:number}).",
            facts,
        )
    if needed_customers is None or needed_customers <= customers:
        return Message(
            "Cannot tell: the difference is {value:number} orders per customer, and may be anything from "
            "{low:number} to {high:number}.",
            facts,
        )
    return Message(
        "Cannot tell: the difference is {value:number} orders per customer, and may be anything from "
        "{low:number} to {high:number}. There are {customers:customers}; about {needed:number} are needed.",
        {**facts, "customers": customers, "needed": needed_customers},
    )


def outcomes_of(reading: TrialReading, *, horizon: int, followed: float) -> Iterator[Message]:
    """Give the other outcomes, each treatment less comparison group."""
    yield Message(
        "Treated: {treated:customers}; comparison group: {control:customers}. Day {day:number} of "
        "{horizon:number}.",
        {
            "treated": reading.treatment.customers,
            "control": reading.control.customers,
            "day": round(followed),
            "horizon": horizon,
        },
    )
    yield Message(
        "Days gained per customer: {value:number} ({low:number} to {high:number}).",
        _facts(reading.days_gained),
    )
    if reading.money is not None:
        yield Message(
            "Money per customer: {value:money} ({low:money} to {high:money}).", _facts(reading.money)
        )
    yield Message(
        "Days until the next order: {value:number} ({low:number} to {high:number}); below zero means sooner.",
        _facts(reading.days_to_next_order),
    )
    yield Message(
        "Have ordered again: {treated:percent} of the treated, {control:percent} of the comparison group.",
        {"treated": reading.treatment.returned_share, "control": reading.control.returned_share},
    )


def _facts(effect: Effect) -> dict[str, object]:
    return {"value": effect.value, "low": effect.low, "high": effect.high}
