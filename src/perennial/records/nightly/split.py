"""Each night: the year of every seller is read ahead, since a look at all orders takes a while."""

from datetime import date

from perennial.records.operations.reckon_split import ask_for_split

__all__ = ["run"]


def run(day: date) -> None:
    """Have it read, so that the page of departments shows the new day's figures."""
    del day
    ask_for_split()
