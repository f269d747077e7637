"""Leaving dates that people know better than the models: a promised day, a known end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.forecast import CustomerForecast
from perennial.engine.histories import Histories, Ints
from perennial.engine.lifetime.offer_window import offer_window
from perennial.flows.customer_models import CustomerModels, GroupModels, by_part
from perennial.flows.refresh.settings import Circumstances

__all__ = ["NAMED_BY", "NamedEnds", "name_ends"]

#: What names a leaving date, in the order of the codes in `NamedEnds.named_by`.
NAMED_BY = ("model", "promise", "known_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEnds:
    """The forecast with the dates as they are to be shown.

    `named_by` has shape (n,), codes in `NAMED_BY`; `promised`, of the same shape, holds the promised days
    that are still to be waited for, `NO_DAY` where there is none.
    """

    forecast: CustomerForecast
    named_by: Ints
    promised: Ints


def name_ends(
    forecast: CustomerForecast,
    histories: Histories,
    models: CustomerModels,
    ids: NDArray[np.str_],
    said: Circumstances,
    *,
    lead: int,
) -> NamedEnds:
    """Let promises and known ends name leaving dates.

    A customer who promised to buy on a day is not given up before that day and `lead` days (half the usual
    gap where that is shorter) have passed; who has no leaving date gets none. A known end takes the place of
    the models' date. Both count only where they lie after the last purchase. The share said to come back is
    that of customers silent until the date shown.

    Parameters
    ----------
    forecast, histories, ids
        Of n customers.
    models
        Their return probability.
    """
    promised, end = _days(said.promises, ids), _days(said.paid_until, ids)
    patience = np.maximum(np.rint(np.fmin(np.nan_to_num(forecast.fixed_median) / 2, lead)), 1).astype(
        np.int64
    )
    promised[promised <= histories.last_day] = NO_DAY
    given_up = np.where(promised != NO_DAY, promised + patience, NO_DAY)
    by_promise = (forecast.churn_date != NO_DAY) & (given_up > forecast.churn_date)
    by_end = end > histories.last_day
    churn = np.where(by_end, end, np.where(by_promise, given_up, forecast.churn_date)).astype(np.int32)
    early = np.where(by_promise, np.maximum(forecast.churn_early, promised + 1), forecast.churn_early)
    late = np.where(
        by_promise & (forecast.churn_late != NO_DAY),
        np.maximum(forecast.churn_late, churn),
        forecast.churn_late,
    )
    moved = by_end | by_promise
    shown = replace(
        forecast,
        churn_date=churn,
        churn_early=np.where(by_end, end, early).astype(np.int32),
        churn_late=np.where(by_end, end, late).astype(np.int32),
        return_at_churn=_at_churn(forecast, histories, models, churn, moved=moved),
    )
    begin, until = offer_window(
        churn, histories.last_day, forecast.fixed_median, forecast.fixed_median, histories.as_of
    )
    return NamedEnds(
        forecast=replace(shown, offer_from=begin, offer_until=until),
        named_by=np.where(by_end, 2, by_promise).astype(np.int32),
        promised=promised.astype(np.int32),
    )


def _days(said: Mapping[str, int], ids: NDArray[np.str_]) -> NDArray[np.int64]:
    days = np.full(len(ids), NO_DAY, dtype=np.int64)
    if said:
        some = np.flatnonzero(np.isin(ids, list(said)))
        days[some] = [said[str(each)] for each in ids[some]]
    return days


def _at_churn(
    forecast: CustomerForecast,
    histories: Histories,
    models: CustomerModels,
    churn: Ints,
    *,
    moved: NDArray[np.bool_],
) -> NDArray[np.float64]:
    share = forecast.return_at_churn.copy()
    if moved.any():
        some, date = histories.take(moved), churn[moved]
        share[moved] = by_part(
            models.take(moved), lambda group, rows: _chance_after(group, some.take(rows), date[rows])
        )
    return share


def _chance_after(group: GroupModels, histories: Histories, day: Ints) -> NDArray[np.float64]:
    """Give the chance that each comes back after silence up to its day."""
    measured = group.measured(histories)
    silence = (group.time.days(day) if group.time else day) - measured.last_day
    gap = group.returns.gaps(measured.frequency, measured.recency)
    return group.returns.probability(measured.frequency, measured.recency, silence, gap)
