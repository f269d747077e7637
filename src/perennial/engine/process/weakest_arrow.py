"""The weakest arrow: the step whose improvement to the better half of sellers would bring most orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.histories import Floats
from perennial.engine.process.order_value import OrderValue
from perennial.engine.process.passages import Passages, StepTrials, trials_at, waiting_at
from perennial.engine.process.shrinkage import DRAWS, draw_shares
from perennial.engine.process.way import Ways

__all__ = ["ArrowGain", "GroupShare", "WeakestArrow", "weakest_arrow"]

#: How a weakest arrow was found: by what the better half does, or, where sellers cannot be told apart, by
#: what one case more in a hundred would bring.
Basis = Literal["better_half", "one_in_a_hundred"]

_RECENT = 365.0
_LEAST_TRIALS = 20  # a step fewer cases came to is not judged
_LEAST_A_GROUP = 3.0  # groups of fewer cases on average are persons of one case, not sellers


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """One seller or channel at a step: what was seen, and the shrunken share with its limits."""

    name: str
    trials: int
    successes: int
    share: Estimate
    better: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowGain:
    """What an arrow would bring if everybody did as the better half does.

    Attributes
    ----------
    source, target
        The step, and the next one on the likeliest way to the goal; going on past it counts too.
    trials, successes, horizon_days
        Cases judged (where groups are compared, those in somebody's hands), those that went on, and the days
        within which that counts.
    share, better_share
        Of these cases, and of the better half.
    groups
        Sellers or channels, the best first.
    orders_a_month, money_a_month
        The gain; unknown where groups cannot be compared.
    hundredth
        Orders a month that one more case in a hundred going on would bring.
    waiting
        Cases that wait there now.
    """

    source: str
    target: str
    trials: int
    successes: int
    horizon_days: float
    share: Estimate
    better_share: Estimate
    groups: tuple[GroupShare, ...]
    orders_a_month: Estimate
    money_a_month: Estimate
    hundredth: float
    waiting: int

    @property
    def tells(self) -> bool:
        """Whether the better half is better beyond chance."""
        return self.orders_a_month.low is not None and self.orders_a_month.low > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakestArrow:
    """The weakest arrow, and all that were judged, in the order of the steps.

    Attributes
    ----------
    weakest
        None where no step has enough cases.
    basis
        How it was found: `one_in_a_hundred` says that which seller does better cannot be told.
    certainty
        Share of the posterior in which this arrow brings most; None without a comparison of groups.
    """

    arrows: tuple[ArrowGain, ...]
    weakest: ArrowGain | None
    basis: Basis
    certainty: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    step: str
    trials: StepTrials
    going: Floats  # draws of the share that goes on
    waiting: int


def weakest_arrow(
    passages: Passages, ways: Ways, value: OrderValue, rng: np.random.Generator
) -> WeakestArrow:
    """Find the arrow that would bring most.

    With p_g the true share of group g going on, n_g its cases a month and B the mean of p_g over the better
    half, weighted by cases, the gain is D sum_g n_g (B - p_g) over the other half: D is what one case more
    brings from the next step on, D(a) = orders(a) + p(a) D(next(a)). The better half is chosen once, by the
    posterior means, and all is averaged over the posterior of `shrinkage`: where the better half is so by
    chance alone the limits of the gain include 0.

    Parameters
    ----------
    passages
        Cases at the steps of `ways`, by seller or channel.
    value
        Orders that each step brings; where it brings none anywhere, cases that reach the goal are counted.
    """
    judged = [each for step in _in_order(passages, ways) if (each := _judge(passages, step, rng))]
    worth = _worth(ways, value, {each.step: each.going for each in judged})
    amount = _amounts(value, rng)
    found = [_gain(each, ways, worth, amount, rng, groups=passages.groups) for each in judged]
    arrows = tuple(arrow for arrow, _ in found)
    telling = [at for at, arrow in enumerate(arrows) if arrow.tells]
    if telling:
        best = max(telling, key=lambda at: arrows[at].orders_a_month.value or 0.0)
        draws = np.array([gain for _, gain in found if gain is not None])
        chosen = [at for at, (_, gain) in enumerate(found) if gain is not None].index(best)
        certainty = float((draws.argmax(axis=0) == chosen).mean())
        return WeakestArrow(arrows=arrows, weakest=arrows[best], basis="better_half", certainty=certainty)
    thinnest = max(arrows, key=lambda arrow: arrow.hundredth, default=None)
    return WeakestArrow(arrows=arrows, weakest=thinnest, basis="one_in_a_hundred", certainty=None)


def _in_order(passages: Passages, ways: Ways) -> list[str]:
    """Give the steps of the ways, those farthest from the goal first."""
    leading = [step for step in passages.steps if step in ways.following]
    return sorted(leading, key=lambda step: (-len(ways.onward(step)), step))


def _judge(passages: Passages, step: str, rng: np.random.Generator) -> _Judged | None:
    at = list(passages.steps).index(step)
    trials = trials_at(passages, at, recent=_RECENT)
    if trials.all_trials < _LEAST_TRIALS:
        return None
    done, missed = trials.all_successes, trials.all_trials - trials.all_successes
    going = rng.beta(done + 0.5, missed + 0.5, DRAWS)
    return _Judged(step=step, trials=trials, going=going, waiting=len(waiting_at(passages, at)))


def _worth(ways: Ways, value: OrderValue, going: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the orders that a case brings from a step on, as draws; the goal itself counts where none do."""
    orders = value.orders or {ways.goal: 1.0}
    worth: dict[str, Floats] = {}

    def of(step: str) -> Floats:
        if step not in worth:
            own = np.full(DRAWS, orders.get(step, 0.0))
            after = ways.following.get(step)
            worth[step] = own + going[step] * of(after) if after is not None and step in going else own
        return worth[step]

    for step in (*ways.following, ways.goal):
        of(step)
    return worth


def _amounts(value: OrderValue, rng: np.random.Generator) -> Floats | None:
    if value.amount is None:
        return None
    return value.amount * np.exp(rng.normal(0.0, value.log_error, DRAWS))


def _gain(
    judged: _Judged,
    ways: Ways,
    worth: Mapping[str, Floats],
    amount: Floats | None,
    rng: np.random.Generator,
    *,
    groups: Sequence[str],
) -> tuple[ArrowGain, Floats | None]:
    trials, target = judged.trials, ways.following[judged.step]
    months, brings = trials.months, worth[target]
    shares, better, gain = _compare_groups(trials, brings / months, rng)
    cases, done = trials.all_trials, trials.all_successes
    if shares is not None:
        cases, done = float(trials.trials.sum()), float(trials.successes.sum())
    arrow = ArrowGain(
        source=judged.step,
        target=target,
        trials=round(cases),
        successes=round(done),
        horizon_days=trials.horizon,
        share=_estimate(rng.beta(done + 0.5, cases - done + 0.5, DRAWS), done / cases),
        better_share=UNKNOWN if shares is None else _estimate(_mean(shares, trials, better)),
        groups=() if shares is None else _group_shares(groups, trials, shares, better),
        orders_a_month=UNKNOWN if gain is None else _estimate(gain),
        money_a_month=UNKNOWN if gain is None or amount is None else _estimate(gain * amount),
        hundredth=float(trials.all_trials / months * brings.mean() / 100),
        waiting=judged.waiting,
    )
    return arrow, gain


def _compare_groups(
    trials: StepTrials, brings: Floats, rng: np.random.Generator
) -> tuple[Floats | None, list[int], Floats | None]:
    """Draw the shares of the groups that had cases, choose the better half, and draw the gain."""
    there = np.flatnonzero(trials.trials > 0)
    if len(there) < 2 or trials.trials.sum() < _LEAST_A_GROUP * len(there):
        return None, [], None
    shares = np.full((DRAWS, len(trials.trials)), np.nan)
    shares[:, there] = draw_shares(trials.trials[there], trials.successes[there], rng).shares
    ranked = sorted(there.tolist(), key=lambda group: -float(shares[:, group].mean()))
    better = ranked[: (len(ranked) + 1) // 2]
    standard = _mean(shares, trials, better)
    other = [group for group in ranked if group not in better]
    short = ((standard[:, None] - shares[:, other]) * trials.trials[other]).sum(axis=1)
    return shares, better, np.asarray(short * brings)


def _mean(shares: Floats, trials: StepTrials, groups: list[int]) -> Floats:
    return np.asarray(np.average(shares[:, groups], axis=1, weights=trials.trials[groups]))


def _group_shares(
    groups: Sequence[str], trials: StepTrials, shares: Floats, better: list[int]
) -> tuple[GroupShare, ...]:
    found = [
        GroupShare(
            name=groups[group],
            trials=int(trials.trials[group]),
            successes=int(trials.successes[group]),
            share=_estimate(shares[:, group]),
            better=group in better,
        )
        for group in np.flatnonzero(trials.trials > 0).tolist()
    ]
    return tuple(sorted(found, key=lambda group: (-(group.share.value or 0.0), group.name)))


def _estimate(draws: Floats, value: float | None = None) -> Estimate:
    low, high = np.quantile(draws, [0.025, 0.975]).tolist()
    return Estimate(value=float(draws.mean()) if value is None else value, low=low, high=high)
