"""Customers of the tenure model: what each may have done after the last purchase, weighed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.lifetime.tenure_tables import Steps, shift_terms, steps_of, sums
from perennial.engine.numerics.grouping import group

__all__ = ["Rows", "Weighed", "pieces_by_frequency", "rows_of", "survival_of", "weigh"]

_CELLS = 3_000_000  # numbers held in one table of sums
_ROWS = 100_000  # rows weighed at once, or all of one x


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Distinct rows (x, t_x, T) with weights, sorted by x; shape (n,)."""

    frequency: NDArray[np.int64]
    recency: NDArray[np.int64]
    age: NDArray[np.int64]
    weight: Floats

    def take(self, piece: slice) -> "Rows":
        """Give some of the rows."""
        return Rows(
            frequency=self.frequency[piece],
            recency=self.recency[piece],
            age=self.age[piece],
            weight=self.weight[piece],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Silence sums of n rows, in proportion to what is common to all of a row.

    Attributes
    ----------
    steps, column
        The factors of the table, and the column of each row in it.
    q, log_y, fall, shift
        r + k x; log of y = (alpha + t_x) / (alpha + T); y**q; the change of base from T to t_x.
    powers
        Shape (n, p): (1 - y)**j.
    there
        Shape (n,): y**q times the share still there at T.
    gone, gone_log
        Shape (n, p) and (n, l): sums over leaving days in (t_x, T], plain and with log y.
    """

    steps: Steps
    column: NDArray[np.intp]
    q: Floats
    log_y: Floats
    fall: Floats
    shift: Floats
    powers: Floats
    there: Floats
    gone: Floats
    gone_log: Floats


def rows_of(frequency: NDArray[np.integer], recency: NDArray[np.integer], age: NDArray[np.integer]) -> Rows:
    """Group equal customers."""
    found = group(frequency, recency, age)
    x, last, whole = found.columns
    return Rows(frequency=x, recency=last, age=whole, weight=found.weight)


def survival_of(hazard: Floats) -> Floats:
    """Give the share still there at ages 0 to D from the hazard of each of D days."""
    return np.asarray(np.exp(-np.concatenate([[0.0], np.cumsum(hazard)])))


def pieces_by_frequency(frequency: NDArray[np.int64], days: int, sums_held: int) -> list[slice]:
    """Cut rows sorted by x into runs whose rows, and whose table of sums, fit in memory."""
    change = np.flatnonzero(np.diff(frequency, prepend=frequency[:1] - 1))
    most = max(1, _CELLS // max(days * sums_held, 1))
    starts, held = [0], 0
    for begin, end in zip(change, np.append(change[1:], len(frequency)), strict=True):
        if held and (held >= most or end - starts[-1] > _ROWS):
            starts.append(int(begin))
            held = 0
        held += 1
    return [slice(a, b) for a, b in zip(starts, [*starts[1:], len(frequency)], strict=True)]


def weigh(
    rows: Rows, shape: tuple[float, float, int], survival: Floats, *, powers: int, logs: int
) -> Weighed:
    """Weigh what may have happened after each row's last purchase.

    Parameters
    ----------
    rows
        n customers or distinct rows.
    shape
        r, alpha and k.
    survival
        Shape (D + 1,): share still there at ages 0 to D, D not below any age.
    powers, logs
        How many powers of 1 - y to sum, plain and with log y; `logs` is at most `powers`.
    """
    r, alpha, k = shape
    x, column = np.unique(rows.frequency, return_inverse=True)
    steps = steps_of(r + k * x.astype(np.float64), alpha, len(survival) - 1, powers=powers, logs=logs)
    table = sums(steps, -np.diff(survival))
    y = (alpha + rows.recency) / (alpha + rows.age)
    log_y = np.log(y)
    q = r + k * rows.frequency.astype(np.float64)
    fall = np.exp(q * log_y)
    shift = shift_terms(y, powers)
    first, last = table[rows.recency, :, column], table[rows.age, :, column]
    tail = last[:, powers:] + log_y[:, None] * last[:, :logs]
    return Weighed(
        steps=steps,
        column=column,
        q=q,
        log_y=log_y,
        fall=fall,
        shift=shift,
        powers=(1.0 - y)[:, None] ** np.arange(powers),
        there=survival[rows.age] * fall,
        gone=first[:, :powers] - fall[:, None] * np.einsum("nji,ni->nj", shift, last[:, :powers]),
        gone_log=first[:, powers:] - fall[:, None] * np.einsum("nji,ni->nj", shift[:, :logs, :logs], tail),
    )
