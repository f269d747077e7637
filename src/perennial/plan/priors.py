"""What each play is assumed to gain and to cost before a business has finished trials of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from perennial.core.message import Message

__all__ = ["PRIORS", "PRIORS_WITH_PEOPLE", "Prior"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Assumed effect of one touch on a customer who is still there.

    Attributes
    ----------
    days_gained
        Days by which the leaving date moves; never more than half the customer's usual gap is counted.
    cost_orders
        Cost of the touch and of what is given, as a share of one order of that customer, so that it needs no
        currency.
    because
        Why so much, said to the reader.
    """

    days_gained: float
    cost_orders: float
    because: Message


#: Modest on purpose: a plan ordered by these must not promise what no trial has shown.
PRIORS: Mapping[str, Prior] = MappingProxyType(
    {
        "offer": Prior(
            days_gained=14,
            cost_orders=0.02,
            because=Message(
                "An offer or gift just before leaving: two weeks, as some would have stayed and most will go."
            ),
        ),
        "second": Prior(
            days_gained=7,
            cost_orders=0.005,
            because=Message(
                "The step to the second purchase loses most customers: one week for a call in time."
            ),
        ),
        "window": Prior(
            days_gained=7,
            cost_orders=0.005,
            because=Message("One more touch before customers usually start to leave: one week."),
        ),
        "return": Prior(
            days_gained=7,
            cost_orders=0.01,
            because=Message("Few of those who have left come back: one week, for those who still may."),
        ),
        "remind": Prior(
            days_gained=1,
            cost_orders=0.002,
            because=Message("Most of those who are due come by themselves: one day for a reminder."),
        ),
        "thank": Prior(
            days_gained=1,
            cost_orders=0.002,
            because=Message("Regulars stay without it: one day for a thank-you."),
        ),
    }
)

#: With the plays that an order log does not know of: somebody says when a service ends, or what went wrong.
PRIORS_WITH_PEOPLE: Mapping[str, Prior] = MappingProxyType(
    {
        **PRIORS,
        "renew": Prior(
            days_gained=30,
            cost_orders=0.002,
            because=Message("Whoever is asked before a known end renews more often: a month."),
        ),
        "repair": Prior(
            days_gained=30,
            cost_orders=0.002,
            because=Message("A serious mistake costs regulars; put right in time, most stay: a month."),
        ),
    }
)
