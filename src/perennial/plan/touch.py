"""A planned touch: whom, when, how and why."""

from dataclasses import dataclass

from perennial.core.message import Message

__all__ = ["PLAYS", "Plan", "Touch"]

#: Kinds of touch (`docs`: glossary).
PLAYS = ("greet", "second", "remind", "offer", "window", "thank", "repair", "return", "renew")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One touch of customer number `customer` on day `day`; `NO_DAY` stands where there is no such day."""

    day: int
    customer: int
    play: str
    reason: Message
    offer_from: int
    offer_until: int
    churn_date: int
    value_at_risk: float
    expected_gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The touches of one week, in order of expected gain, and what did not fit.

    `week_of` is the first day; `left_out` counts customers with a play this week beyond the capacity.
    """

    week_of: int
    touches: tuple[Touch, ...]
    left_out: int
    value_at_risk: float
    notes: tuple[Message, ...]
