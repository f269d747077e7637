"""What pay rests on: orders, payments, refunds, and who was responsible, away or gone on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from perennial.core.errors import UserError
from perennial.pay.lines.rounding import cents

__all__ = [
    "Absence",
    "Decision",
    "HandOff",
    "Leaving",
    "Order",
    "OwnerFrom",
    "Part",
    "PayFacts",
    "Payment",
    "Refund",
    "SharesError",
]


class SharesError(UserError):
    """The shares of an order's sellers are not all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A line of an order: its money, and the margin in it where that is known."""

    amount: Decimal
    margin: Decimal | None = None
    product: str = ""
    category: str = ""

    def __post_init__(self) -> None:
        if cents(self.amount) < 0 or (self.margin is not None and cents(self.margin) > cents(self.amount)):
            raise ValueError(f"no part of an order: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order.

    Attributes
    ----------
    order
        Its id.
    customer
        Id of the customer.
    day
        The day it was placed.
    parts
        Its lines; one where it is not itemised.
    seller
        Who stands on it.
    shares
        Where several sellers share it: what each has of it, together 1.
    brought_back_by
        Who brought back the customer, where they had gone; else the seller, else the owner.
    name
        What people call the order; the id where empty.

    Raises
    ------
    SharesError
        The shares do not add up to 1.
    """

    order: str
    customer: str
    day: date
    parts: tuple[Part, ...]
    seller: str | None = None
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    brought_back_by: str | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if self.shares and (sum(self.shares.values()) != 1 or min(self.shares.values()) <= 0):
            raise SharesError(
                "The shares of the sellers of order {order} have to add up to 100%.", order=self.called
            )

    @property
    def called(self) -> str:
        """What people call it."""
        return self.name or self.order


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that came for an order; with a plan that pays on orders it changes nothing."""

    payment: str
    order: str
    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money given back for an order; for one product of it where that is named."""

    refund: str
    order: str
    day: date
    amount: Decimal
    product: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """The passing of a customer from a hunter to a farmer, who owns them from that day on.

    Attributes
    ----------
    customer, day
        Who passed, and when it was accepted.
    hunter, farmer
        From whom to whom.
    protected_until
        Last day of the protected period; None where there is none.
    usual_gap
        The customer's usual gap in days, as known on that day; None where it was not.
    """

    customer: str
    day: date
    hunter: str
    farmer: str
    protected_until: date | None = None
    usual_gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerFrom:
    """Who owned a customer from a day on."""

    customer: str
    day: date
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days away, first and last included, and who stood in."""

    seller: str
    first_day: date
    last_day: date
    cover: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody's last day of work, and who took over from them."""

    seller: str
    last_day: date
    successor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A sum that was decided on by hand, as where a dispute was settled; may be negative.

    Attributes
    ----------
    decision
        Its id.
    day
        When it was decided.
    seller, amount
        Who is paid, and how much.
    because
        The reason, in somebody's own words.
    order
        Id of the order it is about; None where it is about none.
    """

    decision: str
    day: date
    seller: str
    amount: Decimal
    because: str
    order: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayFacts:
    """All that pay rests on; the order in which facts are given never matters.

    Attributes
    ----------
    hunters
        Who won each customer, by the customer's id; else the hand-off tells, else the first order's seller.
    names
        What sentences call the sellers, by id; the id where it is missing.
    """

    orders: Sequence[Order] = ()
    payments: Sequence[Payment] = ()
    refunds: Sequence[Refund] = ()
    handoffs: Sequence[HandOff] = ()
    owners: Sequence[OwnerFrom] = ()
    hunters: Mapping[str, str] = field(default_factory=dict)
    absences: Sequence[Absence] = ()
    leavings: Sequence[Leaving] = ()
    decisions: Sequence[Decision] = ()
    names: Mapping[str, str] = field(default_factory=dict)
