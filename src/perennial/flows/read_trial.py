"""Read a trial from a file of arms and an order log: what the treated did more than those held out."""

from dataclasses import dataclass

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.flows.compare_arms import Terms, compare_arms
from perennial.flows.read_orders import open_orders
from perennial.flows.trial_arms import read_arms
from perennial.ingest.options import ReadingOptions
from perennial.trial.look import Look

__all__ = ["ReadOrder", "ReadTrial", "read_trial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """What was asked for.

    Attributes
    ----------
    arms, orders, reading
        The two files, and how the orders are read.
    terms
        On what terms the trial is read.
    lot_by_others
        The arms were not drawn by us and are believed.
    """

    arms: str
    orders: str
    reading: ReadingOptions
    terms: Terms
    lot_by_others: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTrial:
    """What a trial says.

    Attributes
    ----------
    trial, lot_by_others
        Its name, and whether the lot was believed.
    look
        All that was seen.
    currency
        Of the money; None where it is not known.
    notes
        What must be said.
    """

    trial: str
    lot_by_others: bool
    look: Look
    currency: str | None
    notes: tuple[Message, ...]


def read_trial(order: ReadOrder, *, progress: Progress) -> ReadTrial:
    """Read a trial.

    Raises
    ------
    UserError
        A file cannot be used, or there is nothing to read yet.
    """
    arms = read_arms(order.arms, order.reading, by_others=order.lot_by_others)
    progress(Message("Reading the orders"), 0.1)
    opened = open_orders(order.orders, order.reading)
    try:
        facts, look = opened.log.facts, compare_arms(opened.log, arms, order.terms, progress=progress)
    finally:
        opened.close()
    return ReadTrial(
        trial=arms.trial,
        lot_by_others=order.lot_by_others,
        look=look,
        currency=facts.currency,
        notes=(*arms.notes, *facts.notes, *_left_out(look)),
    )


def _left_out(look: Look) -> tuple[Message, ...]:
    if not look.left_out:
        return ()
    return (
        Message(
            "Had not bought before the day of the lot, and are left out of both groups: "
            "{customers:customers}.",
            {"customers": look.left_out},
        ),
    )
