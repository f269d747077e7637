"""Each night: what the day's orders, payments and refunds pay is written to the ledger."""

from datetime import date

from perennial.records.operations.pay.write_soon import write_soon

__all__ = ["run"]


def run(day: date) -> None:
    """Have it written for everybody: absences, shares and changes of owner count, too."""
    del day
    write_soon()
