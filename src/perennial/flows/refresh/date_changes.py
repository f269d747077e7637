"""Leaving dates that moved since the last snapshot, each with its cause."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.flows.refresh.matching import Matched
from perennial.flows.refresh.snapshot import Snapshot

__all__ = ["Cause", "DateChange", "find_changes"]

Cause = Literal["order", "promise", "known_end", "refit", "setting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    """A leaving date that moved from day `old` to day `new`; None where there is no such day."""

    customer_id: str
    old: int | None
    new: int | None
    cause: Cause


def find_changes(
    matched: Matched, now: Snapshot, *, fitted: Literal["refit", "setting"] | None
) -> tuple[DateChange, ...]:
    """Compare a new snapshot with the one before.

    A first date is no change; nor is anything said of customers who object to being forecast.

    Parameters
    ----------
    matched
        The customers of the new snapshot against the one before.
    now
        The new snapshot.
    fitted
        Why the models were fitted again, if they were.

    Raises
    ------
    AssertionError
        A date moved for no cause.
    """
    before, both = matched.snapshot, matched.known & now.is_forecast
    if before is None or not both.any():
        return ()
    both[both] = before.is_forecast[matched.place[both]]
    both[both] = matched.column("churn_date", both) != now.columns["churn_date"][both]
    old, new, ids = (
        matched.column("churn_date", both),
        now.columns["churn_date"][both],
        now.columns["customer_id"][both],
    )
    causes = _causes(matched, now, both, fitted)
    return tuple(
        DateChange(customer_id=str(who), old=_day(left), new=_day(leaves), cause=cause)
        for who, left, leaves, cause in zip(ids, old, new, causes, strict=True)
    )


def _causes(
    matched: Matched, now: Snapshot, rows: NDArray[np.bool_], fitted: Literal["refit", "setting"] | None
) -> list[Cause]:
    named_now, named_before = now.columns["named_by"][rows], matched.column("named_by", rows)
    promised = now.columns["promised"][rows] != matched.column("promised", rows)
    none = np.zeros(len(named_now), np.bool_)
    # The first that holds.
    causes: tuple[tuple[Cause, NDArray[np.bool_]], ...] = (
        ("known_end", named_now == "known_end"),
        ("promise", promised & (named_now == "promise")),
        ("order", ~matched.same[rows]),
        ("known_end", named_before == "known_end"),
        ("promise", promised & (named_before == "promise")),
        ("setting", ~none if fitted == "setting" else none),
        ("refit", ~none if fitted == "refit" else none),
    )
    which = np.select([holds for _, holds in causes], list(range(len(causes))), -1)
    if (which < 0).any():
        raise AssertionError("a leaving date moved for no cause")
    return [causes[each][0] for each in which]


def _day(day: int) -> int | None:
    return None if day == NO_DAY else int(day)
