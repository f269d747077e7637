"""Each night: the last full week of every seller is measured, once."""

from datetime import date

from perennial.records.operations.measure_drift import measure_drift

__all__ = ["run"]


def run(day: date) -> None:
    """Measure what has not been measured."""
    measure_drift(day)
