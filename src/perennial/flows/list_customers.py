"""Name the customers a report shows: who is due, who is leaving, who lacks one purchase to be regular."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY, month_of
from perennial.core.message import Message
from perennial.engine.forecast import STAGES, CustomerForecast
from perennial.engine.purchases import PurchaseLog
from perennial.flows.plan_week import parts_of_plan, situation_of
from perennial.flows.understanding import Understanding
from perennial.pictures.report.contents import CustomerList, CustomerRow, DueSeason
from perennial.pictures.strip import Rhythm
from perennial.plan.reasons import reasons_of
from perennial.plan.scale import is_rare
from perennial.store.log import OrderLog

__all__ = ["CustomerLists", "due_season", "list_customers"]

_SHOWN = 12
_LATEST_PURCHASES = 24
_GONE = tuple(STAGES.index(stage) for stage in ("leaving", "left"))

_DATES = (
    "next_order_early",
    "next_order_likely",
    "next_order_late",
    "offer_from",
    "offer_until",
    "churn_date",
    "churn_early",
    "churn_late",
)

_MONTH_AROUND = 31
_WEEK = 7

_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLists:
    """The three lists."""

    due: CustomerList
    leaving: CustomerList
    one_step: CustomerList


def list_customers(log: OrderLog, understanding: Understanding) -> CustomerLists:
    """Choose the first rows of each list, most money at risk first, with their purchases."""
    forecast, histories = understanding.forecast, understanding.histories
    past = (forecast.churn_date != NO_DAY) & (forecast.churn_date <= histories.as_of)
    gone = np.isin(forecast.stage, _GONE) | past
    almost = (histories.frequency + 2 == understanding.ladder.regular_from) & ~gone
    lists: Mapping[str, tuple[_Mask, str]] = {
        "due": (_due(understanding) & ~gone, "remind"),
        "leaving": (forecast.stage == STAGES.index("leaving"), "offer"),
        "one_step": (almost, "remind"),
    }
    return CustomerLists(
        **{name: _list(log, understanding, mask, play) for name, (mask, play) in lists.items()}
    )


def due_season(understanding: Understanding) -> DueSeason | None:
    """Say whom to remind where purchases are rare, by the months in which they last bought."""
    if not is_rare(understanding.next_purchase.usual_gap_days):
        return None
    due = _ending_this_month(understanding)
    if not due.any():
        return None
    months = [month_of(day) for day in understanding.histories.last_day[due]]
    return DueSeason(
        customers=int(due.sum()), first_month=_month(min(months)), last_month=_month(max(months))
    )


def _due(understanding: Understanding) -> _Mask:
    """Mark those whose own median wait ends by the end of the coming week and who are not yet late."""
    forecast, histories = understanding.forecast, understanding.histories
    due: _Mask = (histories.silence + _WEEK >= forecast.fixed_median) & (
        histories.silence <= forecast.fixed_90
    )
    return due


def _ending_this_month(understanding: Understanding) -> _Mask:
    """Mark those still to be kept whose own median wait ends within a month of now, before or after."""
    forecast, histories = understanding.forecast, understanding.histories
    past = (forecast.churn_date != NO_DAY) & (forecast.churn_date <= histories.as_of)
    near: _Mask = np.abs(forecast.fixed_median - histories.silence) <= _MONTH_AROUND
    return np.asarray(near & ~past)


def _list(log: OrderLog, understanding: Understanding, mask: _Mask, play: str) -> CustomerList:
    members = np.flatnonzero(mask)
    value = np.nan_to_num(understanding.forecast.value_at_risk)
    # The most valuable first; equal ones in their own order, so that the page is the same every time.
    shown = members[np.argsort(-value[members], kind="stable")][:_SHOWN]
    total = float(value[members].sum()) if understanding.facts.has_amounts else float("nan")
    return CustomerList(rows=_rows(log, understanding, shown, play), total=len(members), value_at_risk=total)


def _rows(
    log: OrderLog, understanding: Understanding, shown: NDArray[np.intp], play: str
) -> tuple[CustomerRow, ...]:
    if not len(shown):
        return ()
    purchases, ids = log.purchases(customers=shown), log.customer_ids(shown)
    reasons, said = _reasons(understanding, shown, play), understanding.forecast.take(shown)
    return tuple(
        _row(
            understanding,
            said.take(np.array([place])),
            customer_id,
            purchases.take(np.array([place])),
            reasons[place],
        )
        for place, customer_id in enumerate(ids)
    )


def _reasons(understanding: Understanding, shown: NDArray[np.intp], play: str) -> list[Message]:
    now = situation_of(understanding).take(shown)
    reasons: dict[int, Message] = {}
    for part in parts_of_plan(understanding, now, shown):
        told = reasons_of([play] * len(part.rows), part.now)
        reasons |= dict(zip(part.rows.tolist(), told, strict=True))
    return [reasons[place] for place in range(len(shown))]


def _row(
    understanding: Understanding,
    said: CustomerForecast,
    customer_id: str,
    purchases: PurchaseLog,
    reason: Message,
) -> CustomerRow:
    """Make the row of one customer, of whom alone things are said."""
    value, as_of = float(said.value_at_risk[0]), understanding.facts.as_of
    return CustomerRow(
        id=customer_id,
        stage=STAGES[said.stage[0]],
        silence=int(as_of - purchases.day[-1]),
        rhythm=_rhythm(as_of, said, purchases),
        reason=reason,
        value_at_risk=value if understanding.facts.has_amounts else float("nan"),
    )


def _rhythm(as_of: int, said: CustomerForecast, purchases: PurchaseLog) -> Rhythm:
    dates: dict[str, Any] = {name: int(getattr(said, name)[0]) for name in _DATES}
    return Rhythm(
        as_of=as_of,
        days=tuple(purchases.day[-_LATEST_PURCHASES:].tolist()),
        amounts=tuple(purchases.amount[-_LATEST_PURCHASES:].tolist()),
        usual_gap=float(said.fixed_median[0]),
        purchases=len(purchases.day),
        **dates,
    )


def _month(number: int) -> str:
    year, month = divmod(number, 12)
    return f"{year:04d}-{month + 1:02d}"
