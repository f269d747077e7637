"""What was asked for of a report."""

from dataclasses import dataclass
from pathlib import Path

from perennial.ingest.options import ReadingOptions

__all__ = ["ReportOrder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOrder:
    """What was asked for: the orders, the folder to write, horizons in days, touches a day.

    `store_url` is the address of the engine that counts; empty for the embedded one.
    """

    orders: str
    reading: ReadingOptions
    out: Path
    language: str
    horizon: int | None
    return_horizon: int | None
    capacity: int
    seed: int
    store_url: str = ""
