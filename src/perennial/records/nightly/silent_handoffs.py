"""Each night: hand-offs to which nobody objected in time count as accepted."""

from datetime import date

from perennial.records.operations.accept_silent_handoffs import accept_silent_handoffs

__all__ = ["run"]


def run(day: date) -> None:
    """Accept what was silently agreed to."""
    accept_silent_handoffs(today=day)
