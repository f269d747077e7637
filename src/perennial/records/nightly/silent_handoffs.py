"""Each night: hand-offs to which nobody objected in time count as accepted."""

from datetime import date

from perennial.records.later import operation

__all__ = ["run"]


def run(day: date) -> None:
    """Accept what was silently agreed to."""
    accept = operation("accept_silent_handoffs")
    if accept is not None:
        accept(today=day)
