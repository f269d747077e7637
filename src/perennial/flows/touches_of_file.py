"""The touches of a file, as an open log numbers its customers."""

import numpy as np

from perennial.core.message import Message
from perennial.engine.touches import Touches
from perennial.flows.read_touches import read_touches
from perennial.flows.touches_told import number_touches
from perennial.ingest.options import ReadingOptions
from perennial.store.log import OrderLog

__all__ = ["touches_of_file"]


def touches_of_file(
    address: str, log: OrderLog, reading: ReadingOptions
) -> tuple[Touches | None, tuple[Message, ...]]:
    """Read touches and number their customers; None with an empty address.

    Returns
    -------
    The touches of customers in the log, and what was guessed and noticed.

    Raises
    ------
    UserError
        The file cannot be used.
    """
    if not address:
        return None, ()
    told, notes = read_touches(address, reading)
    ids = np.array(log.customer_ids(np.arange(log.facts.customers)), dtype=np.str_)
    touches = number_touches(told, ids)
    unknown = int((~np.isin(told.customer_id, ids)).sum())
    if unknown:
        said = {"unknown": unknown, "touches": len(told)}
        notes = (*notes, Message("{unknown:touches} of {touches} went to customers without orders.", said))
    return touches, notes
