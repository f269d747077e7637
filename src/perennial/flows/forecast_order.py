"""What was asked for of a file of forecasts."""

from dataclasses import dataclass
from pathlib import Path

from perennial.flows.special_days import NOTHING_TOLD, DaysTold
from perennial.ingest.options import ReadingOptions

__all__ = ["ForecastOrder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastOrder:
    """What was asked for: the orders, the file to write, and horizons in days.

    `days` is what the business says of its days, `touches` the address of a file of touches, `store_url`
    that of the engine that counts; empty for none, and for the embedded one.
    """

    orders: str
    reading: ReadingOptions
    out: Path
    horizon: int
    return_horizon: int | None
    model: str
    seed: int
    days: DaysTold = NOTHING_TOLD
    touches: str = ""
    store_url: str = ""
