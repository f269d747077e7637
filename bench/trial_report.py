"""The report of the study of trials, from what its runs gave."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from trial_cells import CELLS, WEEKS, Cell

from perennial.engine.histories import Floats

__all__ = ["Runs", "report"]

#: For each cell, its runs: one number a run under each name.
Runs = Mapping[Cell, Sequence[Mapping[str, float]]]

_HEADER = """## Trials against known truth

What a trial says it gained, where the truth is known. Customers buy about every 21 days (Erlang k = 2, gamma
heterogeneity 4) and leave lognormally (median 300 days after the first purchase, sigma 0.4). Those who bought
in the last 63 days are assigned, old and new ones; one in eight is already gone. The treated who were still
customers leave 0, 10 or 30 days later; all are followed for 270 days.

The model of who is still a customer (tenure) is fitted on a history of the same business before the trial,
its k chosen from the data; {histories} histories for each size of trial are used in turn, of
{fitted} customers. Truth: what the simulated customers would have stayed on average, had all been
treated, less what they would have stayed, had none. Written by `bench/trial_study.py`.
"""
_DAYS = """### Days gained

Coverage and width are those of the 95% limits at the planned end. An oracle sees the true leavings and
compares two means; the widths of our limits, at the planned end and of those that hold at every look, are put
in proportion to the oracle's. An asterisk marks trials with fewer than about 100 customers in an arm.
"""
_DAYS_COLUMNS = (
    "customers",
    "held out",
    "later by",
    "truth",
    "mean estimate",
    "oracle's mean",
    "coverage",
    "width",
    "width / oracle's",
    "for every look / oracle's",
)
_ORDERS = """
### Verdicts by orders per customer

`works`: the lower limit that holds at every look is above 0, at the planned end. Planned: the limits of the
planned end alone exclude 0, for orders and for days gained. False `works`: where there is no effect, the
share of trials that say `works` at any of {weeks} weekly looks.
"""
_ORDERS_COLUMNS = (
    "customers",
    "held out",
    "later by",
    "orders gained",
    "works",
    "orders, planned",
    "days gained, planned",
    "false works",
)
_FOOTER = """
### What it rests on, and what was not tried

Leaving is never seen; what tells it is silence, in the rhythm that the history taught. The estimate falls
short of a shift by a few per cent: pieces of 30 days and one tilt do not follow every shape of an effect. The
limits allow for that (5% of the days gained) and for what was fitted before and is taken as known (two fifths
of the standard error), so that they cover somewhat more often than they promise; with some 20 customers in an
arm they are wide on purpose. Days gained are read here at the planned end only, all customers are assigned on
one day, and nobody's pace changes; the weekly looks are at orders per customer.
"""


def _heading(columns: Sequence[str]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)


def report(runs: Runs, *, histories: int, fitted: str) -> Iterator[str]:
    """Write the report in Markdown, line by line."""
    yield _HEADER.format(histories=histories, fitted=fitted)
    yield from (_DAYS, *_heading(_DAYS_COLUMNS))
    cells = [cell for cell in CELLS if runs.get(cell)]
    yield from (_days_row(cell, runs, _truth(runs, cell.shift)) for cell in cells)
    yield from ("", _pooled(runs, cells), _ORDERS.format(weeks=WEEKS), *_heading(_ORDERS_COLUMNS))
    yield from (_orders_row(cell, runs) for cell in cells)
    yield _FOOTER.rstrip()


def _column(runs: Runs, cell: Cell, name: str) -> Floats:
    return np.array([run[name] for run in runs[cell]])


def _truth(runs: Runs, shift: float) -> float:
    # One truth for all sizes and shares: the mean over all simulated customers.
    cells = [cell for cell in runs if cell.shift == shift and runs[cell]]
    means = [_column(runs, cell, "truth").mean() for cell in cells]
    return float(np.average(means, weights=[cell.customers * len(runs[cell]) for cell in cells]))


def _covered(runs: Runs, cell: Cell) -> Floats:
    truth = _truth(runs, cell.shift)
    low, high = (_column(runs, cell, f"days_planned_{side}") for side in ("low", "high"))
    return ((low <= truth) & (truth <= high)).astype(np.float64)


def _days_row(cell: Cell, runs: Runs, truth: float) -> str:
    def mean_width(kind: str) -> float:
        return float(
            (_column(runs, cell, f"days_{kind}high") - _column(runs, cell, f"days_{kind}low")).mean()
        )

    oracle = float(_column(runs, cell, "oracle_width").mean())
    star = "" if cell.has_hundred else " *"
    return (
        f"| {cell.customers:,} | {cell.held_out:.0%}{star} | {cell.shift:.0f} | {truth:.1f} "
        f"| {_column(runs, cell, 'days_value').mean():.1f} | {_column(runs, cell, 'oracle').mean():.1f} "
        f"| {_covered(runs, cell).mean():.1%} | {mean_width('planned_'):.1f} "
        f"| {mean_width('planned_') / oracle:.2f} | {mean_width('') / oracle:.2f} |"
    )


def _pooled(runs: Runs, cells: Sequence[Cell]) -> str:
    covered = np.concatenate([_covered(runs, cell) for cell in cells])
    fewest = min(len(runs[cell]) for cell in cells)
    return f"Coverage pooled: {covered.mean():.1%} of {len(covered):,} runs, {fewest} or more in each cell."


def _orders_row(cell: Cell, runs: Runs) -> str:
    def above(name: str) -> str:
        return f"{(_column(runs, cell, name) > 0).mean():.1%}"

    false = f"{_column(runs, cell, 'works_at_a_look').mean():.1%}" if cell.shift == 0 else ""
    return (
        f"| {cell.customers:,} | {cell.held_out:.0%} | {cell.shift:.0f} "
        f"| {_column(runs, cell, 'orders_value').mean():.2f} | {above('orders_low')} "
        f"| {above('orders_planned_low')} | {above('days_planned_low')} | {false} |"
    )
