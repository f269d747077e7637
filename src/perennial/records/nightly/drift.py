"""Each night: the last full week of every seller is measured, once."""

from datetime import date

from perennial.records.later import operation

__all__ = ["run"]


def run(day: date) -> None:
    """Measure what has not been measured."""
    measure = operation("measure_drift")
    if measure is not None:
        measure(day)
