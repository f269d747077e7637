"""What was asked for of a file of forecasts."""

from dataclasses import dataclass
from pathlib import Path

from perennial.ingest.options import ReadingOptions

__all__ = ["ForecastOrder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastOrder:
    """What was asked for: the orders, the file to write, and horizons in days.

    `store_url` is the address of the engine that counts; empty for the embedded one.
    """

    orders: str
    reading: ReadingOptions
    out: Path
    horizon: int
    return_horizon: int | None
    model: str
    seed: int
    store_url: str = ""
