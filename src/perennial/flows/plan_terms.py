"""By which way and with what customers may be touched: what they agreed to, offers, and how much there is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

__all__ = ["ANYBODY", "Gift", "HoldOut", "PlayTerms", "Terms", "Ways"]

#: Draws lots for touches about to be planned (customer id, play), and gives those that must not be.
HoldOut = Callable[[Sequence[tuple[str, str]]], frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Ways by which one customer may be reached: with advertising, and with what serves their orders."""

    advertising: frozenset[str]
    service: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """An offer of the catalogue.

    Attributes
    ----------
    cost, margin_share
        Of one, in money, and the share of an order's amount that is given up.
    stock, budget
        Pieces and money left; infinite where they are not counted.
    days
        Days planned on which it may be given, counted from the first (0): as many.
    not_meant
        Customers of other stages or products: with them the seller finds something else to offer.
    not_for
        Customers who had it often enough: they get nothing.
    """

    cost: float = 0.0
    margin_share: float = 0.0
    stock: float = np.inf
    budget: float = np.inf
    days: int = 7
    not_meant: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayTerms:
    """How one play is carried out.

    Attributes
    ----------
    ways
        Ways to reach the customer, the best first.
    by_itself
        Whether the house does it, and no seller's time is taken: of mail and messages only.
    gift
        Name of the offer that goes with it, in `Terms.gifts`; None where none does.
    """

    ways: tuple[str, ...] = ("call",)
    by_itself: bool = False
    gift: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything that a plan keeps to besides time.

    Attributes
    ----------
    plays
        By play; calls without an offer where a play does not stand here.
    gifts
        By name.
    ways
        By customer id; customers who do not stand here may not be reached. None asks nobody, as where
        nothing is known of consent.
    sent_a_day
        Messages that the house sends in a day.
    purse
        Money left for all offers together.
    held_out
        By play, customers who must not be touched by it, as a trial holds them out.
    draw
        Draws lots for others; None where no trial is under way.
    """

    plays: Mapping[str, PlayTerms] = field(default_factory=dict)
    gifts: Mapping[str, Gift] = field(default_factory=dict)
    ways: Mapping[str, Ways] | None = None
    sent_a_day: int = 0
    purse: float = np.inf
    held_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    draw: HoldOut | None = None


ANYBODY = Terms()
