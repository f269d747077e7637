"""All that was learned from one order log, before anything is written."""

from dataclasses import dataclass

from perennial.core.message import Message
from perennial.engine.backtest.results import Record
from perennial.engine.calendar.results import Calendar
from perennial.engine.covariates.results import Covariates
from perennial.engine.forecast_of_kinds import Forecast
from perennial.engine.histories import Floats, Histories
from perennial.engine.lifetime.open_waits import OpenWaits
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.waits.results import Ladder, NextPurchase
from perennial.flows.customer_models import CustomerModels
from perennial.store.log import CustomerSpend, LogFacts

__all__ = ["ProductLifetime", "Understanding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductLifetime:
    """The leaving window of the customers of one product or category."""

    name: str
    customers: int
    window: LeavingWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What the engine says of a log; customers stand in the order of the log everywhere.

    `spend_per_order` is the expected net spend of one purchase, shape (n,); None where there are no amounts.
    `return_at_order` is r on the day of the last order, shape (n,). `regularity` is that of the group with
    most customers, `return_horizon` R of the business, where `models` are of groups with their own.
    """

    facts: LogFacts
    histories: Histories
    spend: CustomerSpend
    spend_per_order: Floats | None
    next_purchase: NextPurchase
    open_waits: OpenWaits
    ladder: Ladder
    lifetime: LeavingWindow
    lifetime_by_product: tuple[ProductLifetime, ...]
    record: Record
    calendar: Calendar
    covariates: Covariates
    regularity: int
    return_horizon: int
    models: CustomerModels
    forecast: Forecast
    return_at_order: Floats
    notes: tuple[Message, ...]
