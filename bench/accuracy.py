"""Accuracy against what came and against peers; tables for docs/.

Run ``LOGS=DIR python bench/accuracy.py`` to measure on the logs of a folder, or without ``LOGS`` on CDNOW.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from accuracy_bands import band_tables
from accuracy_best import ABOUT, HEADING, best_tables
from accuracy_chances import chance_tables
from accuracy_counts import count_tables
from accuracy_leaving import alarm_tables, leaving_tables
from accuracy_lists import list_tables
from accuracy_logs import load_logs
from accuracy_looks import looks
from accuracy_small import furniture_lines, small_tables
from accuracy_waits import wait_tables

__all__ = ["accuracy_tables"]


def accuracy_tables(folder: Path | None, pymc: Path | None = None) -> Iterator[str]:
    """Write all tables in Markdown, line by line.

    Parameters
    ----------
    folder
        Holds real logs, or None.
    pymc
        A Python that has `pymc-marketing`, or None.
    """
    logs = load_logs(folder)
    yield "The forecasts were developed on these same logs. No constant is set for one log, but choices"
    yield "between ways of forecasting were made with these figures in sight; only the simulated businesses,"
    yield "and logs of your own, are strangers to them."
    yield ""
    yield from ("## Orders in the second half, seen from the first", "")
    yield from count_tables(logs)
    yield from ("## Waits still open", "")
    yield from (line.strip() for line in (wait_tables.__doc__ or "").splitlines()[2:])
    yield from wait_tables(logs)
    yield from ("## The chance of an order in 14 and 28 days", "")
    yield from chance_tables(logs)
    yield from ("## The day of the next order", "")
    yield from (line.strip() for line in (band_tables.__doc__ or "").splitlines()[2:])
    yield from band_tables(logs)
    yield ""
    yield from ("## Leaving dates", "", "Customers who reached their date in silence, five cuts pooled.", "")
    seen = {name: looks(log) for name, log in logs.items()}
    yield from leaving_tables(seen)
    yield from furniture_lines()
    yield from ("## Alarms", "")
    yield from (line.strip() for line in (alarm_tables.__doc__ or "").splitlines()[2:])
    yield from alarm_tables(seen)
    yield from ("", "## Lists of equal length", "")
    yield from (line.strip() for line in (list_tables.__doc__ or "").splitlines()[2:])
    yield from list_tables(seen)
    yield from ("", "## Small bases", "")
    yield from small_tables(logs)
    yield from ("", f"## {HEADING}", "", *ABOUT, "")
    yield from best_tables(logs, pymc)


if __name__ == "__main__":
    for line in accuracy_tables(Path(os.environ["LOGS"]) if os.environ.get("LOGS") else None):
        print(line, flush=True)
