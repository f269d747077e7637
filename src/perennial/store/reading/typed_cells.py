"""Typed cells of spreadsheets and databases as text."""

import datetime as dt
from typing import Final

__all__ = ["Cell", "cell_text"]

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_LARGEST_WHOLE: Final = 1e15


def cell_text(cell: Cell | bytes | None) -> str:
    """Write a typed cell as text: whole numbers without a fraction, dates as ISO."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST_WHOLE:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return cell.decode("utf-8", errors="replace")
    return "" if cell is None else str(cell)
