"""The best week over all sellers, days, gifts and budgets at once: one optimisation, solved by HiGHS.

A touch takes a place of its seller on some day inside its span. By Hall's theorem (in the convex case: Glover
1967) all touches of a seller can be placed exactly when no run of days has more touches that must fall inside
it than it has places; so the days need no variables, and each touch is in or out.

Of many possible touches few matter. The linear problem is solved over some of them, all are judged by its
prices, those worth more than their price are added until none is (Gilmore and Gomory 1961). Touches worth far
more than their price are then in, those worth far less are out, and the whole-number problem is solved over
the others, the core (Balas and Zemel 1980); over all where they are few, so that nothing is better.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array

from perennial.engine.histories import Floats
from perennial.plan.greedy import greedy
from perennial.plan.placing import place
from perennial.plan.room import Choices, Limits, Places, rows_of

__all__ = ["Assigned", "assign"]

#: Seconds of the search among whole numbers, after which the best plan found so far is taken.
_SECONDS = 8.0
#: Touches added at once, the most valuable first.
_ADDED = 10_000
#: Touches in the core.
_CORE = 1000
#: Relative to the largest gain: what counts as no difference between a gain and its price.
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A plan.

    Attributes
    ----------
    chosen, day
        Shape (c,): positions of the chosen touches in their order, and the position of the day of each.
    gain
        Their total.
    bound
        No plan gains more than this.
    """

    chosen: Places
    day: Places
    gain: float
    bound: float


def assign(choices: Choices, limits: Limits, *, seconds: float = _SECONDS) -> Assigned:
    """Choose touches of the greatest total gain, at most one a person, and give each a day.

    Parameters
    ----------
    choices
        The possible touches; those without a gain above 0 are never chosen.
    limits
        What there is of everything.
    seconds
        For the search among whole numbers; it is over much sooner nearly always.

    Returns
    -------
    Assigned
        Never less than `greedy` finds.
    """
    worth = np.flatnonzero(choices.gain > 0)
    some = choices.take(worth)
    best, bound = _best(some, limits, seconds)
    day = place(some.take(best), limits)
    return Assigned(chosen=worth[best], day=day, gain=float(some.gain[best].sum()), bound=bound)


def _best(choices: Choices, limits: Limits, seconds: float) -> tuple[Places, float]:
    """Give the positions of the best plan, and the bound."""
    problem = _Problem(choices, limits)
    if not len(problem.most):
        return np.arange(len(choices)), float(choices.gain.sum())
    simple = greedy(choices, limits)
    found = _solved(problem, simple)
    best = max(simple, problem.whole(found, seconds), key=problem.gain_of)
    return best, max(found.bound, problem.gain_of(best))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solved:
    """The linear problem: how much of each touch is taken, its gain beyond its price, the best total."""

    taken: Floats
    beyond: Floats
    bound: float


class _Problem:
    """Touches and scarce things as a matrix: each column a touch, each row what there is of a thing."""

    def __init__(self, choices: Choices, limits: Limits) -> None:
        rows = rows_of(choices, limits)
        shape = (len(rows), len(choices))
        self.gain, self.most = choices.gain, rows.most
        self.matrix = csc_array((rows.weight, (rows.row, rows.choice)), shape=shape)

    def gain_of(self, chosen: Places) -> float:
        return float(self.gain[chosen].sum())

    def linear(self, columns: Places) -> _Solved:
        """Solve the linear problem over some columns, and judge all by its prices."""
        found = linprog(  # type: ignore[call-overload]  # scipy-stubs know no sparse matrix here
            -self.gain[columns],
            A_ub=self.matrix[:, columns],
            b_ub=self.most,
            bounds=(0, 1),
            method="highs",
        )
        taken = np.zeros(len(self.gain))
        taken[columns] = found.x
        beyond = self.gain + self.matrix.T @ found.ineqlin.marginals
        return _Solved(taken=taken, beyond=beyond, bound=-found.fun)

    def whole(self, found: _Solved, seconds: float) -> Places:
        """Solve the whole-number problem over the core; nothing where no plan is found in time."""
        order = np.argsort(np.abs(found.beyond), kind="stable")
        core, sure = order[:_CORE], order[_CORE:]
        sure = sure[found.taken[sure] > 0.5]
        left = self.most - self.matrix[:, sure].sum(axis=1)
        answer = milp(
            -self.gain[core],
            integrality=np.ones(len(core), dtype=np.int8),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(self.matrix[:, core], ub=left),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        return core[:0] if answer.x is None else np.concatenate([sure, core[answer.x > 0.5]])


def _solved(problem: _Problem, begin: Places) -> _Solved:
    """Solve the linear problem over all touches, beginning with some."""
    inside: NDArray[np.bool_] = np.zeros(len(problem.gain), dtype=np.bool_)
    inside[begin] = True
    inside[np.argsort(-problem.gain)[:_ADDED]] = True
    tiny = _EPSILON * problem.gain.max()
    while True:
        found = problem.linear(np.flatnonzero(inside))
        fresh = np.flatnonzero(~inside & (found.beyond > tiny))
        if not len(fresh):
            return found
        inside[fresh[np.argsort(-found.beyond[fresh])[:_ADDED]]] = True
