"""Sources side by side: who comes from where, who buys once and again, and what it takes and brings."""

from dataclasses import dataclass

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.histories import Floats
from perennial.engine.process.journeys import NO_SOURCE, Journeys
from perennial.engine.process.passages import Bools
from perennial.engine.process.ratio import Z, ratio

__all__ = ["SourceRow", "Sources", "compare_sources"]

_USUAL = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source; `source` is None for cases of which it is not known.

    Attributes
    ----------
    cases
        How many came from there.
    to_first
        Share of the cases that made a first order within `Sources.first_days`.
    to_second
        Share of those with a first order who made a second within `Sources.second_days`.
    days_to_first
        Median days from the beginning to the first order, of those who made one.
    touches_first, touches_repeat
        Touches for each first order (those spent on cases that never bought included), and for each further
        order.
    cost_first, cost_repeat
        The same in money; unknown where costs are.
    money
        What a customer has brought so far, on average; unknown where there are no amounts.
    """

    source: str | None
    cases: int
    to_first: Estimate
    to_second: Estimate
    days_to_first: float | None
    touches_first: Estimate
    touches_repeat: Estimate
    cost_first: Estimate
    cost_repeat: Estimate
    money: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All sources, the largest first, and all cases together.

    Attributes
    ----------
    first_days, second_days
        Days within which a first and a second order count; cases too young for that are left out of shares.
    dearer
        How many times the touches of a repeat order a first order takes (in money, where costs are known):
        above 1 it is easier to sell to an existing customer.
    """

    rows: tuple[SourceRow, ...]
    together: SourceRow
    first_days: float
    second_days: float
    dearer: Estimate


def compare_sources(journeys: Journeys) -> Sources:
    """Put the sources side by side.

    Shares have Wilson's limits (1927).

    Parameters
    ----------
    journeys
        All cases; those of no known source make a row of their own.
    """
    days = (
        _usual(journeys.first_order - journeys.started),
        _usual(journeys.second_order - journeys.first_order),
    )
    names = {**dict(enumerate(journeys.sources)), NO_SOURCE: None}
    members = {number: journeys.source == number for number in names}
    rows = [_row(journeys, members[number], name, days) for number, name in names.items()]
    return Sources(
        rows=tuple(
            sorted((row for row in rows if row.cases), key=lambda row: (-row.cases, row.source or ""))
        ),
        together=_row(journeys, np.ones(len(journeys), np.bool_), None, days),
        first_days=days[0],
        second_days=days[1],
        dearer=_dearer(journeys),
    )


def _usual(wait: Floats) -> float:
    waits = wait[np.isfinite(wait)]
    return max(1.0, float(np.quantile(waits, _USUAL))) if len(waits) else 1.0


def _row(journeys: Journeys, rows: Bools, source: str | None, days: tuple[float, float]) -> SourceRow:
    started, first, second = (
        each[rows] for each in (journeys.started, journeys.first_order, journeys.second_order)
    )
    bought = np.isfinite(first).astype(np.float64)
    repeats = np.maximum(journeys.orders[rows] - 1, 0).astype(np.float64)
    waits = (first - started)[np.isfinite(first)]
    return SourceRow(
        source=source,
        cases=int(rows.sum()),
        to_first=_share(first - started <= days[0], started + days[0] <= journeys.as_of),
        to_second=_share(second - first <= days[1], first + days[1] <= journeys.as_of),
        days_to_first=float(np.median(waits)) if len(waits) else None,
        touches_first=ratio(journeys.touches_first[rows].astype(np.float64), bought),
        touches_repeat=ratio(journeys.touches_repeat[rows].astype(np.float64), repeats),
        cost_first=ratio(journeys.cost_first[rows], bought),
        cost_repeat=ratio(journeys.cost_repeat[rows], repeats),
        money=ratio(np.where(bought > 0, journeys.money[rows], 0.0), bought),
    )


def _share(came: Bools, judged: Bools) -> Estimate:
    trials = int(judged.sum())
    if trials == 0:
        return UNKNOWN
    share = float((came & judged).sum() / trials)
    middle = (share + Z**2 / (2 * trials)) / (1 + Z**2 / trials)
    half = Z * np.sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2)) / (1 + Z**2 / trials)
    return Estimate(
        value=share,
        low=min(max(float(middle - half), 0.0), share),
        high=max(min(float(middle + half), 1.0), share),
    )


def _dearer(journeys: Journeys) -> Estimate:
    """Divide what a first order takes by what a repeat order takes."""
    bought = np.isfinite(journeys.first_order).astype(np.float64)
    repeats = np.maximum(journeys.orders - 1, 0).astype(np.float64)
    known = bool(np.isfinite(journeys.cost_first).all() and np.isfinite(journeys.cost_repeat).all())
    spent = (
        (journeys.cost_first, journeys.cost_repeat)
        if known
        else (journeys.touches_first.astype(np.float64), journeys.touches_repeat.astype(np.float64))
    )
    first, repeat = ratio(spent[0], bought), ratio(spent[1], repeats)
    if not first.value or not repeat.value or first.low is None or repeat.low is None:
        return UNKNOWN
    value = first.value / repeat.value
    influence = _influence(spent[0], bought) - _influence(spent[1], repeats)
    factor = float(np.exp(Z * np.sqrt(np.sum(influence**2))))
    return Estimate(value=value, low=value / factor, high=value * factor)


def _influence(above: Floats, below: Floats) -> Floats:
    """Give what each case does to the logarithm of a ratio."""
    return np.asarray(above / np.sum(above) - below / np.sum(below))
