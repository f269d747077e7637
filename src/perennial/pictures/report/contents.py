"""Everything the report shows, before it is put into words and pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from perennial.core.days import NO_DAY
from perennial.core.message import Message
from perennial.engine.backtest.results import Record
from perennial.engine.calendar.results import Calendar
from perennial.engine.covariates.results import NOTHING, Covariates
from perennial.engine.lifetime.open_waits import OpenWaits
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.rhythm.due_products import ProductUse
from perennial.engine.waits.results import Ladder, NextPurchase
from perennial.pictures.strip import Rhythm
from perennial.plan.priors import PRIORS, Prior
from perennial.plan.touch import Touch

__all__ = [
    "CustomerList",
    "CustomerRow",
    "DueSeason",
    "FileFacts",
    "PlannedTouch",
    "ProductsDue",
    "ReportContents",
]

_NAN = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One customer of a list, and why they are in it.

    Attributes
    ----------
    stage
        One of `perennial.engine.forecast.STAGES`.
    silence
        Days since the last purchase.
    rhythm
        What the strip draws: the latest purchases and the forecast dates.
    value_at_risk
        A year's expected money if the customer leaves now; nan where the log has no amounts.
    """

    id: str
    stage: str
    silence: int
    rhythm: Rhythm
    reason: Message
    value_at_risk: float = _NAN


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerList:
    """The first rows of a list, most worth talking to first, and how many customers it holds in all."""

    rows: tuple[CustomerRow, ...] = ()
    total: int = 0
    value_at_risk: float = _NAN


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTouch:
    """A touch of this week with the customer's id."""

    customer: str
    touch: Touch


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSeason:
    """Where purchases are rare: how many customers are due now, and when they last bought (``YYYY-MM``)."""

    customers: int
    first_month: str
    last_month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductsDue:
    """How products are bought, those with most customers due first; how many customers are due for any."""

    uses: tuple[ProductUse, ...]
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What was read, and what became of it.

    Attributes
    ----------
    name
        The file or address as the reader gave it.
    rows, rejected, refunds, counted, purchases, customers
        Counts of rows, rows that could not be used, refunds, counted orders, purchases and customers.
    first, last
        Day numbers of the first and last order.
    reject_reasons
        (sentence, rows, an example such as "row 17, ordered_at: 31.02.2026") in order of rows.
    left_out
        Orders left out, by reason code (``cancelled``, ``test``, ``zero_amount``, ...).
    guesses
        (canonical column, header in the file) of every column that was not told but guessed.
    notes
        Sentences about what was noticed and decided while reading.
    """

    name: str
    rows: int
    rejected: int
    refunds: int
    counted: int
    purchases: int
    customers: int
    first: int
    last: int
    currency: str | None
    has_amounts: bool
    reject_reasons: tuple[tuple[Message, int, str], ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    guesses: tuple[tuple[str, str], ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContents:
    """The whole report.

    Attributes
    ----------
    as_of
        Day number of the end of observation.
    return_horizon_days
        R of "still come back within R days".
    stages
        Customers by stage.
    calendar
        What days are worth; None where an earlier version wrote the contents.
    covariates
        What goes with buying often and with leaving.
    due, leaving, one_step
        Who is expected this week; who is in or near the offer window; who lacks one purchase to be regular.
    value_at_risk
        Of all customers that are leaving; nan where the log has no amounts.
    margin
        Share of revenue that is margin; None where unknown, and money is then revenue.
    no_leaving_seen
        Share of customers with no leaving date within two years.
    priors
        What each play is assumed to gain and to cost.
    regularity
        Erlang k of the gaps.
    small_base
        Under about 200 customers: no leaving day is named to the day.
    needed_customers
        How many customers a trial by lot would need here; None where not computed.
    due_season
        Given where purchases are rare.
    products
        What customers are due to buy again; None where the log names no product, or none was bought twice.
    notes
        Sentences about the forecasts (blends, samples, weak fits).
    """

    as_of: int
    return_horizon_days: int
    file: FileFacts
    stages: Mapping[str, int]
    next_purchase: NextPurchase
    open_waits: OpenWaits | None = None
    ladder: Ladder
    calendar: Calendar | None = None
    covariates: Covariates = NOTHING
    lifetime: LeavingWindow
    lifetime_by_product: tuple[tuple[str, LeavingWindow], ...] = ()
    due: CustomerList = CustomerList()
    leaving: CustomerList = CustomerList()
    one_step: CustomerList = CustomerList()
    value_at_risk: float = _NAN
    margin: float | None = None
    week_of: int = NO_DAY
    touches: tuple[PlannedTouch, ...] = ()
    touches_left_out: int = 0
    plan_notes: tuple[Message, ...] = ()
    priors: Mapping[str, Prior] = field(default_factory=lambda: PRIORS)
    record: Record
    regularity: int
    no_leaving_seen: float = 0.0
    small_base: bool = False
    needed_customers: int | None = None
    due_season: DueSeason | None = None
    products: ProductsDue | None = None
    notes: tuple[Message, ...] = ()
