"""Each night: roll the forecasts forward to the new day."""

from datetime import date

from perennial.records.operations.request_refresh import request_refresh

__all__ = ["run"]


def run(day: date) -> None:
    """Ask for a refresh; the refresh itself decides whether the models are fitted anew."""
    del day
    request_refresh(by=None, kind="roll")
