"""Each night: hand-offs whose day has come without anything coming in, as a delivery that was planned."""

from datetime import date

from perennial.records.operations.open_handoff import open_due_handoffs

__all__ = ["run"]


def run(day: date) -> None:
    """Open what is due."""
    open_due_handoffs(today=day)
