"""What the API takes and gives; names as in the files, money as decimals, moments with their offset."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, field_validator

__all__ = [
    "CustomerOut",
    "CustomerPage",
    "ForecastOut",
    "LeadIn",
    "LeadOut",
    "Number",
    "OrderIn",
    "OrderOut",
    "OrderPage",
    "PaymentIn",
    "PersonIn",
    "ProductOut",
    "ProductPage",
    "Taken",
    "TouchIn",
    "TouchOut",
    "TouchPage",
]

_Text = Annotated[str, Field(max_length=200)]
_Money = Annotated[Decimal, Field(max_digits=14, decimal_places=2)]
_Id = Annotated[str, Field(min_length=1, max_length=200)]
System = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


#: Days of which files are read as well; far beyond them no time zone can be reckoned in.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST_NUMBER = 2**63 - 1
_Day = TypeVar("_Day", bound=date)


def _within(day: _Day) -> _Day:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"a day from {_FIRST_YEAR} to {_LAST_YEAR} is needed")
    return day


Moment = Annotated[datetime, AfterValidator(_within)]
Day = Annotated[date, AfterValidator(_within)]
#: Our own number of a record.
Number = Annotated[int, Field(ge=0, le=_MOST_NUMBER)]


class _In(Schema):
    model_config = ConfigDict(extra="forbid")

    @field_validator("*")
    @classmethod
    def _no_zero(cls, value: Any) -> Any:
        """Refuse what no database keeps as text."""
        if isinstance(value, str) and "\0" in value:
            raise ValueError("a text cannot hold the sign with the number 0")
        return value


class PersonIn(_In):
    """Somebody, by what is known of them."""

    name: Annotated[str, Field(max_length=300)] = ""
    phone: _Text = ""
    email: _Text = ""
    tax_id: _Text = ""


class LineIn(_In):
    """A line of an order."""

    product: _Text
    amount: _Money | None = None


class OrderIn(_In):
    """An order under the id that its own system gives it; sending it again changes that order."""

    order_id: _Id
    system: System = "file"
    customer_id: _Text = ""
    customer: PersonIn | None = None
    ordered_at: Moment
    amount: _Money | None = None
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
    status: Annotated[str, Field(max_length=60)] = ""
    product: _Text = ""
    category: _Text = ""
    channel: Annotated[str, Field(max_length=120)] = ""
    seller: _Text = ""
    refund_of: _Text = ""
    contract_id: _Text = ""
    initiated_by: Literal["", "seller", "customer", "site"] = ""
    paid_on: Day | None = None
    fully_paid_on: Day | None = None
    delivered_on: Day | None = None
    lines: Annotated[list[LineIn], Field(max_length=1000)] = []


class PaymentIn(_In):
    """Money that came for an order, under the id that its own system gives it."""

    payment_id: _Id
    order_id: _Id
    system: System = "file"
    paid_on: Day
    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]


class Taken(Schema):
    """How many were made, changed, and left as they were."""

    created: int
    updated: int
    unchanged: int
    ids: list[int]


class LeadIn(_In):
    """Somebody who asked; they are matched to whom is known by phone or e-mail."""

    lead_id: Annotated[str, Field(max_length=150)] = ""
    system: System = "file"
    person: PersonIn
    source: Annotated[str, Field(max_length=120)] = ""
    product: _Text = ""
    lead_step: Annotated[str, Field(max_length=120)] = ""
    entered_at: Moment | None = None
    owner: _Text = ""
    value: Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=2)] | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


class TouchIn(_In):
    """A touch; `key` is made by the sender, so that sending it again logs it once."""

    key: UUID
    customer: Number | None = None
    customer_id: _Text = ""
    system: System = "file"
    happened_at: Moment
    play: Literal[
        "", "greet", "second", "remind", "offer", "window", "thank", "repair", "return", "renew", "first",
        "chore",
    ] = ""  # fmt: skip
    channel: Literal["call", "message", "visit", "mail", "meeting"] = "call"
    direction: Literal["in", "out"] = "out"
    minutes: Annotated[float, Field(ge=0, le=1440)] | None = None
    outcome: Literal[
        "reached", "no_answer", "promised", "ordered", "refused", "left", "wrong_number", "none"
    ] = "none"  # fmt: skip
    seller: _Text = ""
    text: Annotated[str, Field(max_length=5000)] = ""


class CustomerOut(Schema):
    """A customer."""

    id: int
    customer_ids: list[dict[str, str]]
    name: str
    kind: str
    tax_id: str
    owner: str | None
    hunter: str | None
    product: str | None
    source: str
    stage: str
    purchases: int
    orders: int
    first_order: date | None
    last_order: date | None
    churn_date: date | None
    value_at_risk: float
    paid_until: date | None
    contacts: list[dict[str, Any]]


class OrderOut(Schema):
    """An order."""

    id: int
    system: str
    order_id: str
    customer: int
    ordered_at: datetime
    day: date
    amount: Decimal | None
    currency: str
    status: str
    product: str | None
    category: str
    channel: str
    seller: str | None
    refund_of: str
    contract_id: str
    initiated_by: str
    paid_on: date | None
    fully_paid_on: date | None
    delivered_on: date | None


class LeadOut(Schema):
    """A lead."""

    id: int
    customer: int
    lead_step: str
    hunter: str | None
    entered_at: datetime
    is_new: bool


class TouchOut(Schema):
    """A touch."""

    id: int
    key: UUID
    customer: int | None
    seller: str | None
    play: str
    channel: str
    direction: str
    minutes: float | None
    happened_at: datetime
    outcome: str


class ProductOut(Schema):
    """A product."""

    id: int
    name: str
    category: str


class ForecastOut(Schema):
    """What is expected of a customer."""

    as_of: date | None
    stage: str
    p_alive: float | None
    return_probability: float | None
    next_order_early: date | None
    next_order_likely: date | None
    next_order_late: date | None
    churn_date: date | None
    churn_early: date | None
    churn_late: date | None
    return_at_churn: float | None
    offer_from: date | None
    offer_until: date | None
    expected_orders_90: float | None
    expected_orders_365: float | None
    p_order_28: float | None
    value_at_risk: float


class CustomerPage(Schema):
    """A page of customers; `next` is the cursor of the one after it."""

    items: list[CustomerOut]
    next: str | None


class OrderPage(Schema):
    """A page of orders."""

    items: list[OrderOut]
    next: str | None


class TouchPage(Schema):
    """A page of touches."""

    items: list[TouchOut]
    next: str | None


class ProductPage(Schema):
    """A page of products."""

    items: list[ProductOut]
    next: str | None
