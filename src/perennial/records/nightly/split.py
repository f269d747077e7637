"""Each night: the year of every seller is read ahead, since a look at all orders takes a while."""

from datetime import date

from perennial.records.models import Business
from perennial.records.queries.split import read_split

__all__ = ["run"]


def run(day: date) -> None:
    """Read it, so that the page of departments opens at once."""
    read_split(day, Business.current())
