"""The arms of a trial as lots were drawn: read as a file of arms would be, and written as one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from perennial.core.days import day_of
from perennial.flows.trial_arms import Arms
from perennial.records.models import Customer, Trial, TrialLot
from perennial.trial.lots import Lot

__all__ = ["DrawnArms", "drawn_arms", "rows_of_arms", "share_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnArms:
    """Arms, with the stage of each customer on the day of the lot, and how many held out were touched."""

    arms: Arms
    stages: tuple[str, ...]
    touched: int


def drawn_arms(trial: Trial, *, before: date | None = None) -> DrawnArms | None:
    """Give who is in which arm; None where nobody is.

    Records that were merged since count as one customer, by the first lot that was drawn. Whoever was erased
    counts on: nothing that names them is read.

    Parameters
    ----------
    before
        Leave out who came in on this day or later: nothing was seen of them yet.
    """
    lots = _lots(trial, before)
    if not lots:
        return None
    arms = Arms(
        trial=trial.key,
        customers=[str(customer) for customer, _ in lots],
        lot_keys=[lot.lot_key for _, lot in lots],
        treated=np.array([lot.arm == TrialLot.Arm.TREATMENT for _, lot in lots]),
        assigned=np.array([day_of(lot.assigned_on) for _, lot in lots], dtype=np.int64),
        lot=Lot(trial=trial.key, seed=trial.seed, held_out=float(trial.held_out)),
        notes=(),
    )
    return DrawnArms(
        arms=arms,
        stages=tuple(lot.stage for _, lot in lots),
        touched=sum(lot.touched_on is not None for _, lot in lots),
    )


def rows_of_arms(trial: Trial) -> Iterator[tuple[object, ...]]:
    """Give the rows of a file of arms, as `perennial.flows.draw_trial.ARMS_COLUMNS` names them."""
    for customer, lot in _lots(trial, None):
        told = (trial.key, trial.seed, share_of(trial))
        yield (*told, customer, lot.lot_key, lot.arm, lot.assigned_on.isoformat())


def share_of(trial: Trial) -> str:
    """Write the share held out as files of arms have it."""
    return repr(float(trial.held_out))


def _lots(trial: Trial, before: date | None) -> list[tuple[int, TrialLot]]:
    rows = TrialLot.objects.filter(trial=trial).order_by("assigned_on", "pk")
    if before is not None:
        rows = rows.filter(assigned_on__lt=before)
    whom = _kept_records()
    found: dict[int, TrialLot] = {}
    for lot in rows:
        found.setdefault(_kept(lot.customer_id, whom), lot)
    return sorted(found.items())


def _kept_records() -> Mapping[int, int]:
    merged = Customer.objects.filter(merged_into__isnull=False)
    return {pk: into for pk, into in merged.values_list("pk", "merged_into_id") if into is not None}


def _kept(customer: int, whom: Mapping[int, int]) -> int:
    while customer in whom:
        customer = whom[customer]
    return customer
