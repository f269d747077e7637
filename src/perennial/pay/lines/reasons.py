"""Why a line is paid, in one sentence; every figure in it is a fact of the line."""

from dataclasses import dataclass

from perennial.core.days import date_of
from perennial.core.message import Message
from perennial.pay.lines.line import month_of
from perennial.pay.lines.rounding import RATE_UNIT, cents
from perennial.pay.plans.plan import Base, EarnedOn, Threshold

__all__ = [
    "About",
    "bonus_back",
    "bonus_paid",
    "noted",
    "percentage_paid",
    "rounded",
    "taken_back",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a sentence is about: what people call the order, the version of the plan, and the day's number."""

    order: str
    plan: int
    day: int

    def facts(self) -> dict[str, object]:
        """Give the facts as sentences hold them."""
        return {"order": self.order, "plan": self.plan, "day": self.day}


def percentage_paid(
    about: About,
    *,
    why: Message,
    base: int,
    rate: int,
    on: Base,
    earned_on: EarnedOn,
    threshold: Threshold | None,
) -> Message:
    """Say that a share of money is paid: `base` in hundredths, `rate` in units."""
    facts = about.facts() | {"base": base / 100, "rate": rate / RATE_UNIT}
    facts["why"] = why if threshold is None else noted(why, _above(threshold, about.day))
    if on == "margin":
        return Message(
            "{rate:percent_exact} of a margin of {base:money_exact}, {day:date}: {why}. Order {order}, "
            "plan {plan}.",
            facts,
        )
    if earned_on == "paid":
        return Message(
            "{rate:percent_exact} of {base:money_exact} paid on {day:date}: {why}. Order {order}, plan "
            "{plan}.",
            facts,
        )
    return Message(
        "{rate:percent_exact} of {base:money_exact} ordered on {day:date}: {why}. Order {order}, plan "
        "{plan}.",
        facts,
    )


def taken_back(about: About, *, base: int, rate: int, earned_month: str) -> Message:
    """Say that a refund takes back what was paid, at the rate of that time."""
    return Message(
        "Refund of {base:money_exact} on {day:date}: {rate:percent_exact} of it is taken back, as paid for "
        "{month:month}. Order {order}, plan {plan}.",
        about.facts() | {"base": base / 100, "rate": rate / RATE_UNIT, "month": earned_month},
    )


def bonus_paid(about: About, why: Message) -> Message:
    """Say that the transfer bonus is paid."""
    return Message("Transfer bonus: {why}. Order {order}, plan {plan}.", about.facts() | {"why": why})


def bonus_back(about: About) -> Message:
    """Say that the transfer bonus is taken back."""
    return Message(
        "The transfer bonus is taken back: nothing is left of the order since the refund of {day:date}. "
        "Order {order}, plan {plan}.",
        about.facts(),
    )


def rounded(about: About) -> Message:
    """Say that a line only makes the others add up."""
    return Message(
        "Rounding on {day:date}, so that the lines add up. Order {order}, plan {plan}.", about.facts()
    )


def noted(why: Message, note: Message) -> Message:
    """Add a remark to the reason."""
    return Message("{why}; {note}", {"why": why, "note": note})


def _above(threshold: Threshold, day: int) -> Message:
    return Message(
        "above {above:money_exact} in {month:month}",
        {"above": cents(threshold.above) / 100, "month": month_of(date_of(day))},
    )
