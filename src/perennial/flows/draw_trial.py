"""Draw the lot of a trial for a file of customers."""

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.flows.output_folder import output_file
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.read_records import read_records
from perennial.store.reading.record_file import RecordFile
from perennial.trial.lots import CONTROL, Lot, draw

__all__ = ["ARMS_COLUMNS", "DrawOrder", "draw_trial"]

#: Of a file of arms.
ARMS_COLUMNS = ("trial", "seed", "held_out", "customer_id", "lot_key", "arm", "assigned_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOrder:
    """What was asked for: the customers, the lot, the day it is drawn, and the file to write."""

    customers: str
    reading: ReadingOptions
    trial: str
    seed: int
    held_out: float
    assigned_on: date
    out: Path


def draw_trial(order: DrawOrder, *, progress: Progress) -> tuple[Message, ...]:
    """Draw for each customer of a file once, and write the arms.

    Returns
    -------
    What was guessed and left out, and how many are held out: it must be shown.

    Raises
    ------
    UserError
        The file cannot be used, a customer has two lot keys in it, or the arms cannot be written.
    """
    lot = _lot(order)
    progress(Message("Reading the customers"), 0.0)
    reading = replace(order.reading, one_column=True)
    with closing(read_records(order.customers, reading, "drawn")) as file:
        keys, notes = _keys(file), file.notes
    progress(Message("Drawing"), 0.7)
    arms = draw(lot, keys.values())
    with output_file(order.out) as aside, aside.open("w", newline="", encoding="utf-8") as written:
        writer = csv.writer(written)
        writer.writerow(ARMS_COLUMNS)
        told = (lot.trial, lot.seed, repr(lot.held_out))
        day = order.assigned_on.isoformat()
        writer.writerows(
            (*told, customer, key, arm, day) for (customer, key), arm in zip(keys.items(), arms, strict=True)
        )
    facts = {"customers": len(arms), "controls": arms.count(CONTROL), "share": lot.held_out}
    said = Message(
        "Held out by lot: {controls:number} of {customers:customers}, each with a chance of {share:percent}.",
        facts,
    )
    return (*notes, said)


def _lot(order: DrawOrder) -> Lot:
    if not 0 < order.held_out < 1:
        raise UserError(
            "--held-out {share}: name the share to hold out, above 0 and below 1", share=order.held_out
        )
    if not order.trial.strip():
        raise UserError("--trial is empty: the lot is drawn by it, so name the trial")
    return Lot(trial=order.trial, seed=order.seed, held_out=order.held_out)


def _keys(file: RecordFile) -> dict[str, str]:
    """Give the lot key of each customer, which is their own id where the file has none."""
    keys: dict[str, str] = {}
    for row, customer, key in _told(file):
        if keys.setdefault(customer, key) != key:
            raise UserError(
                "{file}: row {row} gives customer {customer} another lot key ({key}) than a row above "
                "({other}); one person has one lot",
                file=file.plan.source, row=row, customer=customer, key=key, other=keys[customer],
            )  # fmt: skip
    if not keys:
        raise UserError("{file}: there are no customers in it", file=file.plan.source)
    return keys


def _told(file: RecordFile) -> Iterator[tuple[object, str, str]]:
    for row in file.rows():
        customer = str(row["customer_id"])
        yield row["row"], customer, str(row["lot_key"] or customer)
