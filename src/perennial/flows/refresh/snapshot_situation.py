"""What plans and sentences about single customers look at, taken from a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.forecast import STAGES, CustomerForecast
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.offer_window import LEAD
from perennial.flows.refresh.snapshot import Column, Pace, Snapshot
from perennial.flows.understand import CHANCE_HORIZONS, COUNT_HORIZONS
from perennial.plan.apart import Apart, apart_of
from perennial.plan.priors import PRIORS_WITH_PEOPLE, Prior
from perennial.plan.rule import Rule
from perennial.plan.settings import PlanSettings
from perennial.plan.situation import Situation

__all__ = ["Workdays", "parts_of_snapshot", "situation_of_snapshot"]

_MADE = frozenset({"stage", "expected_orders", "p_order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """How the business works.

    Attributes
    ----------
    capacity
        Touches that fit in one day of each owner; owners who do not stand here make none.
    away
        Days on which an owner does not work, counted from the first day planned (0).
    worked
        Weekdays worked, Monday = 0.
    lead
        L, the days before leaving at which an offer opens.
    priors
        What each play is assumed to gain and to cost.
    rules
        By play, what the business has changed about it.
    off
        Days on which nobody works, counted from the first day planned (0).
    busy
        Touches that stand in an owner's day already, by owner and day counted in the same way.
    """

    capacity: Mapping[str, int]
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)
    worked: frozenset[int] = frozenset(range(5))
    lead: int = LEAD
    priors: Mapping[str, Prior] = field(default_factory=lambda: PRIORS_WITH_PEOPLE)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    off: frozenset[int] = frozenset()
    busy: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def situation_of_snapshot(
    snapshot: Snapshot,
    workdays: Workdays,
    *,
    week_of: int,
    days: int = 7,
    mistakes: Mapping[str, int] | None = None,
) -> Situation:
    """Give what plans and sentences look at, for all rows of a snapshot.

    Parameters
    ----------
    week_of
        Day number of the first day planned.
    days
        Days planned from it on, 7 at most.
    mistakes
        Days of serious mistakes that are not put right yet, by customer id.
    """
    of = snapshot.columns
    planned = frozenset((week_of + 3 + ahead) % 7 for ahead in range(days))
    settings = PlanSettings(
        week_of=week_of,
        worked=workdays.worked & planned,
        lead=workdays.lead,
        priors=workdays.priors,
        rules=workdays.rules,
        days_off=frozenset(week_of + ahead for ahead in workdays.off),
        **_of_business(snapshot.pace),
    )
    money: Floats = of["spend_per_order"]
    return Situation(
        forecast=_forecast(of),
        histories=Histories(
            as_of=snapshot.as_of,
            frequency=of["frequency"],
            recency=of["recency"],
            T=of["T"],
            sum_log_gap=np.zeros(len(snapshot)),
        ),
        settings=settings,
        spend_per_order=None if np.isnan(money).all() else money,
        return_at_order=of["return_at_order"],
        known_end=np.where(of["named_by"] == "known_end", of["churn_date"], NO_DAY).astype(np.int32),
        mistake=_mistakes(of["customer_id"], mistakes or {}),
    )


def parts_of_snapshot(snapshot: Snapshot, everyone: Situation, row: NDArray[np.intp]) -> tuple[Apart, ...]:
    """Part some rows of a snapshot by their rhythm groups, each with the pace of its own.

    Parameters
    ----------
    everyone
        What plans look at, for all rows (`situation_of_snapshot`).
    row
        The rows meant, by which `Apart.rows` count.
    """
    groups = snapshot.pace.groups
    paces = {name: replace(everyone.settings, **_of_business(pace)) for name, pace in groups}
    # Snapshots of older versions know no groups.
    names = snapshot.columns["rhythm_group"][row] if groups else np.full(len(row), "", dtype=object)
    return apart_of(everyone.take(row), names, paces, customers=int(snapshot.is_forecast.sum()))


def _of_business(pace: Pace) -> dict[str, Any]:
    return {each.name: getattr(pace, each.name) for each in fields(pace) if each.name != "groups"}


def _mistakes(ids: Column, days: Mapping[str, int]) -> Ints | None:
    if not days:
        return None
    return np.array([days.get(each, NO_DAY) for each in ids], dtype=np.int32)


def _forecast(of: Mapping[str, Column]) -> CustomerForecast:
    columns = {each.name: of[each.name] for each in fields(CustomerForecast) if each.name not in _MADE}
    codes = {stage: code for code, stage in enumerate(STAGES)}
    return CustomerForecast(
        **columns,
        stage=np.array([codes.get(stage, 0) for stage in of["stage"]], dtype=np.int32),
        expected_orders={days: of[f"expected_orders_{days}"] for days in sorted(COUNT_HORIZONS)},
        p_order={days: of[f"p_order_{days}"] for days in CHANCE_HORIZONS},
    )
