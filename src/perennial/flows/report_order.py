"""What was asked for of a report."""

from dataclasses import dataclass
from pathlib import Path

from perennial.flows.special_days import NOTHING_TOLD, DaysTold
from perennial.ingest.options import ReadingOptions

__all__ = ["ReportOrder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOrder:
    """What was asked for: the orders, the folder to write, horizons in days, touches a day.

    `days` is what the business says of its days, `touches` the address of a file of touches, `store_url`
    that of the engine that counts; empty for none, and for the embedded one.
    """

    orders: str
    reading: ReadingOptions
    out: Path
    language: str
    horizon: int | None
    return_horizon: int | None
    capacity: int
    seed: int
    days: DaysTold = NOTHING_TOLD
    touches: str = ""
    store_url: str = ""
