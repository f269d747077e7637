"""Read a file of arms: who was treated and who was held out, by which lot and on which day."""

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.read_records import read_records
from perennial.store.reading.record_file import RecordFile, Row
from perennial.trial.lots import CONTROL, TREATMENT, Arm, Lot, disagreeing

__all__ = ["Arms", "read_arms"]

_WORDS: dict[str, Arm] = {
    "treatment": TREATMENT,
    "treated": TREATMENT,
    "основная": TREATMENT,
    "основная группа": TREATMENT,
    "control": CONTROL,
    "held out": CONTROL,
    "held_out": CONTROL,
    "сравнения": CONTROL,
    "группа сравнения": CONTROL,
}
_LOT = ("trial", "seed", "held_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """The n customers of a trial.

    Attributes
    ----------
    trial
        Its id; empty where the file names none.
    customers, lot_keys
        Their ids, and whom the lot was drawn for.
    treated
        Shape (n,): True in treatment.
    assigned
        Shape (n,): day numbers of the assignment.
    lot
        By which the arms were drawn; None where others drew it.
    notes
        What was guessed.
    """

    trial: str
    customers: Sequence[str]
    lot_keys: Sequence[str]
    treated: NDArray[np.bool_]
    assigned: NDArray[np.int64]
    lot: Lot | None
    notes: tuple[Message, ...]

    @property
    def swapped(self) -> int:
        """How many are in another arm than the one their lot gives; 0 where others drew it."""
        if self.lot is None:
            return 0
        arms = [TREATMENT if treated else CONTROL for treated in self.treated]
        return len(disagreeing(self.lot, self.lot_keys, arms))

    @property
    def persons(self) -> tuple[int, int]:
        """How many persons were held out, and how many there are."""
        controls = {key for key, treated in zip(self.lot_keys, self.treated, strict=True) if not treated}
        return len(controls), len(set(self.lot_keys))


def read_arms(address: str, reading: ReadingOptions, *, by_others: bool) -> Arms:
    """Read the arms of one trial.

    Parameters
    ----------
    address, reading
        The file, and how it is read.
    by_others
        The lot was not drawn by us: the arms are believed.

    Raises
    ------
    UserError
        The file cannot be used, a row in it cannot, a customer is in it twice, or it mixes trials.
    """
    with closing(read_records(address, replace(reading, as_of=None, map={}), "arms")) as file:
        _refuse_rejects(file)
        rows = list(file.rows())
        notes = file.notes
    name = file.plan.source
    if not by_others:
        _require_lot(file)
    _refuse_twice(rows, name)
    keys = [str(row["lot_key"] or row["customer_id"]) for row in rows]
    return Arms(
        trial=_one(rows, "trial", name) or "",
        customers=[str(row["customer_id"]) for row in rows],
        lot_keys=keys,
        treated=np.array([_arm(row, name) == TREATMENT for row in rows]),
        assigned=np.array([day_of(row["assigned_on"]) for row in rows], dtype=np.int64),  # type: ignore[arg-type]
        lot=None if by_others else _lot(rows, name),
        notes=notes,
    )


def _refuse_rejects(file: RecordFile) -> None:
    for left in (*file.rejects, *file.unread):
        raise UserError(
            "{file}: row {row}, column {column}: {why}; a file of arms is read whole or not at all",
            file=file.plan.source, row=left.row, column=left.column, why=file.reasons[left.reason],
        )  # fmt: skip


def _require_lot(file: RecordFile) -> None:
    missing = [name for name in _LOT if name not in file.mapping]
    if missing:
        raise UserError(
            "{file}: there is no column {columns}, so that the lot cannot be drawn again; if others drew it, "
            "say --lot-by-others",
            file=file.plan.source, columns=", ".join(missing),
        )  # fmt: skip


def _refuse_twice(rows: Sequence[Row], name: str) -> None:
    seen: dict[object, object] = {}
    for row in rows:
        first = seen.setdefault(row["customer_id"], row["row"])
        if first is not row["row"]:
            raise UserError(
                "{file}: row {row}: customer {customer} stands in row {first} already",
                file=name, row=row["row"], customer=row["customer_id"], first=first,
            )  # fmt: skip


def _arm(row: Row, name: str) -> Arm:
    arm = _WORDS.get(str(row["arm"]).strip().casefold())
    if arm is None:
        raise UserError(
            "{file}: row {row}, column arm: '{value}' is neither treatment nor control",
            file=name, row=row["row"], value=row["arm"],
        )  # fmt: skip
    return arm


def _lot(rows: Sequence[Row], name: str) -> Lot:
    trial, seed, held_out = (_one(rows, column, name) for column in _LOT)
    if trial is None or seed is None or held_out is None:
        raise UserError("{file}: the columns trial, seed and held_out are filled in every row", file=name)
    share = float(held_out) if re.fullmatch(r"0?\.[0-9]+", held_out) else 0.0
    if not re.fullmatch(r"-?[0-9]{1,18}", seed) or share <= 0:
        raise UserError(
            "{file}: seed {seed} is to be a whole number, and held_out {held_out} a share such as 0.1",
            file=name, seed=seed, held_out=held_out,
        )  # fmt: skip
    return Lot(trial=trial, seed=int(seed), held_out=share)


def _one(rows: Sequence[Row], column: str, name: str) -> str | None:
    """Give what stands in all rows of a column."""
    first = rows[0][column]
    for row in rows:
        if row[column] != first:
            raise UserError(
                "{file}: row {row}: column {column} says '{value}' and in the first row '{first}'; read one "
                "trial at a time",
                file=name, row=row["row"], column=column, value=row[column], first=first,
            )  # fmt: skip
    return None if first is None else str(first)
