"""Read a file of touches: whom somebody called, wrote to or visited, and when."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, time, timedelta

import numpy as np

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.flows.touch_columns import of_touches
from perennial.flows.touches_told import TouchesTold
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.read_records import read_records
from perennial.store.reading.record_file import RecordFile

__all__ = ["read_touches"]

_IN = "in"


def read_touches(address: str, reading: ReadingOptions) -> tuple[TouchesTold, tuple[Message, ...]]:
    """Read the touches that went out; those that customers began are left out.

    Parameters
    ----------
    address, reading
        The file, and how the orders beside it are read; of the columns named those that only touches have.

    Returns
    -------
    The touches, and what was guessed.

    Raises
    ------
    UserError
        The file cannot be used, or no touch in it can.
    """
    with closing(read_records(address, of_touches(reading), "touches")) as file:
        found = list(_outgoing(file, _hours(reading.day_start)))
        notes = (*file.notes, *_rejected(file))
        if not found:
            raise UserError("{file}: no touch in it went out to a customer", file=file.plan.source)
    ids, days = zip(*found, strict=True)
    return TouchesTold(customer_id=np.array(ids, np.str_), day=np.array(days, np.int32)), notes


def _hours(day_start: time) -> timedelta:
    # What happens before it belongs to the day before, as with orders.
    return timedelta(hours=day_start.hour, minutes=day_start.minute)


def _outgoing(file: RecordFile, day_start: timedelta) -> Iterator[tuple[str, int]]:
    for row in file.rows():
        moment = row["happened_at"]
        if row["direction"] != _IN and isinstance(moment, datetime):
            yield str(row["customer_id"]), day_of((moment - day_start).date())


def _rejected(file: RecordFile) -> Iterator[Message]:
    if file.rejects:
        first = file.rejects[0]
        yield Message(
            "{file}: {rejected:rows} of touches could not be used; the first is row {row}, column {column}.",
            {"file": file.plan.source, "rejected": file.rejected, "row": first.row, "column": first.column},
        )
