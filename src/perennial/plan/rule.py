"""What a business has changed about a play, and which plays nobody needs to have agreed to."""

from dataclasses import dataclass

__all__ = ["ADVERTISED", "AS_SHIPPED", "SERVICE", "Rule"]

#: Plays that serve an order or put something right: nobody needs to have agreed to them.
SERVICE = frozenset({"greet", "repair"})
#: All other plays that the plan makes.
ADVERTISED = ("second", "remind", "offer", "window", "thank", "return", "renew")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A play's rule.

    Attributes
    ----------
    is_on
        Whether the play is made at all.
    stages
        Stages of customers it is for; an empty set means all that it is meant for.
    shift
        Usual gaps of the customer by which it comes later; below 0 sooner.
    """

    is_on: bool = True
    stages: frozenset[str] = frozenset()
    shift: float = 0.0


AS_SHIPPED = Rule()
