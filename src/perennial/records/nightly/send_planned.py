"""Each morning: what the plan has sent by itself goes into the outbox; it leaves after the quiet hours."""

from datetime import date

from perennial.records.operations.outbox.put_planned import put_planned

__all__ = ["run"]


def run(day: date) -> None:
    """Put what is due, where anything may be sent at all."""
    put_planned(day)
