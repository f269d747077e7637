"""Join the customers of a trial to an order log: what each had bought before, and what each bought since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.errors import UserError
from perennial.engine.histories import Histories
from perennial.engine.purchases import PurchaseLog, histories_at
from perennial.flows.trial_arms import Arms
from perennial.store.log import OrderLog
from perennial.trial.followed import Costs, Days, Followed

__all__ = ["Gift", "TrialLog", "follow"]

_Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """What one customer was given on one day (its number), and what it cost."""

    customer_id: str
    day: int
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLog:
    """Customers of a trial in an order log.

    Attributes
    ----------
    whole
        All purchases of the business.
    first_day
        Day number of the first assignment.
    histories
        Of the n customers on the day of their assignment.
    followed
        The same customers since.
    rows
        Shape (n,): their places in the file of arms; those who had not bought before are left out.
    has_amounts
        Whether the log tells money.
    """

    whole: PurchaseLog
    first_day: int
    histories: Histories
    followed: Followed
    rows: _Rows
    has_amounts: bool


def follow(
    log: OrderLog,
    arms: Arms,
    *,
    horizon: int | None,
    margin: float = 1.0,
    gifts: Sequence[Gift] | None = None,
) -> TrialLog:
    """Join them.

    Parameters
    ----------
    horizon
        Days from assignment; None takes as many as everybody was followed for.
    margin
        Share of the revenue that is counted as money.
    gifts
        What customers were given; None where that is not known.

    Raises
    ------
    UserError
        No day has passed since the assignment, or an arm has no customers who had bought before.
    """
    as_of, whole = log.facts.as_of, log.purchases()
    days = _horizon(arms, as_of, horizon)
    place = {each: at for at, each in enumerate(log.customer_ids(np.arange(len(whole))))}
    known = np.array([place.get(each, -1) for each in arms.customers], dtype=np.intp)
    histories, rows = _histories(whole, known, arms)
    _require_both(arms.treated[rows])
    until = np.minimum(as_of - arms.assigned[rows], days)
    own = log.purchases(customers=known[rows])
    since = own.day - np.repeat(arms.assigned[rows], np.diff(own.offsets))
    mine = (since >= 1) & (since <= until[own.customer])
    followed = Followed(
        treated=arms.treated[rows],
        until=until,
        customer=own.customer[mine],
        day=since[mine].astype(np.int64),
        orders=log.orders_by_day(known[rows])[mine].astype(np.float64),
        amount=own.amount[mine].astype(np.float64) * margin if log.facts.has_amounts else None,
        horizon=days,
        costs=None if gifts is None else _costs(gifts, arms, rows, until),
    )
    return TrialLog(
        whole=whole,
        first_day=int(arms.assigned.min()),
        histories=histories,
        followed=followed,
        rows=rows,
        has_amounts=log.facts.has_amounts,
    )


def _costs(gifts: Sequence[Gift], arms: Arms, rows: _Rows, until: Days) -> Costs:
    """Give what was given from the day of assignment on, for as long as each is followed."""
    place = {arms.customers[row]: at for at, row in enumerate(rows)}
    known = [each for each in gifts if each.customer_id in place]
    customer = np.array([place[each.customer_id] for each in known], dtype=np.intp)
    since = np.array([each.day for each in known], dtype=np.int64) - arms.assigned[rows][customer]
    within = (since >= 0) & (since <= until[customer])
    amount = np.array([each.cost for each in known], dtype=np.float64)
    return Costs(customer=customer[within], day=since[within], amount=amount[within])


def _horizon(arms: Arms, as_of: int, horizon: int | None) -> int:
    last = int(arms.assigned.max())
    if as_of <= last:
        raise UserError(
            "The orders end on {as_of:date_full}, and customers were assigned on {last:date_full}: there is "
            "nothing to read yet",
            as_of=as_of, last=last,
        )  # fmt: skip
    return horizon or as_of - last


def _histories(whole: PurchaseLog, known: _Rows, arms: Arms) -> tuple[Histories, _Rows]:
    """Give histories on the day of assignment, and the places of the customers who have one."""
    parts, rows = list[Histories](), list[_Rows]()
    for day in np.unique(arms.assigned):
        there = np.flatnonzero((arms.assigned == day) & (known >= 0))
        found, index = histories_at(whole.take(known[there]), int(day))
        parts.append(found)
        rows.append(there[index])
    return _joined(parts), np.concatenate(rows)


def _joined(parts: list[Histories]) -> Histories:
    def all_of(column: Callable[[Histories], NDArray[np.generic]]) -> NDArray[np.generic]:
        return np.concatenate([column(each) for each in parts])

    return Histories(
        as_of=max(each.as_of for each in parts),
        frequency=all_of(lambda each: each.frequency),  # type: ignore[arg-type]
        recency=all_of(lambda each: each.recency),  # type: ignore[arg-type]
        T=all_of(lambda each: each.T),  # type: ignore[arg-type]
        sum_log_gap=all_of(lambda each: each.sum_log_gap),  # type: ignore[arg-type]
    )


def _require_both(treated: NDArray[np.bool_]) -> None:
    if not treated.any() or treated.all():
        raise UserError(
            "One of the arms has no customers who had bought before they were assigned; are the ids of "
            "customers written alike in both files?"
        )
