"""Trials whose truth is known: by how much the treated really leave later."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Histories
from perennial.engine.purchases import PurchaseLog, histories_at
from perennial.simulate.business import as_log
from perennial.simulate.leaving import lognormal_leaving
from perennial.trial.followed import Followed

__all__ = ["SimulatedTrial", "TrialLaw", "history_before", "simulate_trial"]

_FIRST_DAY = 19_359  # 2023-01-02
_DRAWN = (3, 12, 48)  # customers ever seen for one who bought lately, until it is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLaw:
    """How customers buy and leave, and what the trial does to them.

    Attributes
    ----------
    shift
        Days by which the treated who are still customers at assignment leave later.
    faster
        By how much the treated buy faster from assignment on; 1 as before.
    held_out
        Chance of being held out.
    horizon
        Days from assignment.
    gap, regularity, heterogeneity
        Mean wait in days at the mean rate, the Erlang k, and the gamma shape of rates (larger: more alike).
    leaving_median, leaving_sigma
        Customers leave lognormally by days since the first purchase.
    span
        Days before assignment over which first purchases fall.
    most_silence
        Customers silent for longer at assignment are not in the trial.
    """

    shift: float = 0.0
    faster: float = 1.0
    held_out: float = 0.5
    horizon: int = 270
    gap: float = 21.0
    regularity: int = 2
    heterogeneity: float = 4.0
    leaving_median: float = 300.0
    leaving_sigma: float = 0.4
    span: int = 730
    most_silence: int = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedTrial:
    """A trial of n customers with m purchases after assignment, and what no log shows.

    Attributes
    ----------
    histories
        Of the n customers at the end of the day of assignment.
    treated
        Shape (n,): whether in treatment.
    customer, day
        Shape (m,): whose purchase, and how many days after assignment (1 to the horizon).
    stay_control, stay_treatment
        Shape (n,): days from assignment to leaving, at most the horizon, in either arm; 0 for who had left.
    horizon
        Days followed.
    """

    histories: Histories
    treated: NDArray[np.bool_]
    customer: NDArray[np.intp]
    day: NDArray[np.int64]
    stay_control: Floats
    stay_treatment: Floats
    horizon: int

    @property
    def seen(self) -> Followed:
        """What a log shows of it."""
        return Followed(
            treated=self.treated,
            until=np.full(len(self.treated), self.horizon),
            customer=self.customer,
            day=self.day,
            orders=np.ones(len(self.day)),
            amount=None,
            horizon=self.horizon,
        )

    @property
    def truth(self) -> float:
        """Days gained by these customers: mean of the stay if treated less the stay if not."""
        return float((self.stay_treatment - self.stay_control).mean())

    @property
    def stay(self) -> Floats:
        """Shape (n,): days that each really stayed, at most the horizon."""
        return np.where(self.treated, self.stay_treatment, self.stay_control)


def history_before(customers: int, law: TrialLaw, rng: np.random.Generator) -> Histories:
    """Simulate all customers of a business as they look at the day of assignment, long gone ones included."""
    return histories_at(_lives(customers, law, rng, most_gone=np.inf).log, _assigned(law))[0]


def simulate_trial(customers: int, law: TrialLaw, rng: np.random.Generator) -> SimulatedTrial:
    """Simulate a trial of exactly that many customers.

    Raises
    ------
    ValueError
        Hardly anybody buys as lately as `most_silence` asks.
    """
    for drawn in _DRAWN:
        lives = _lives(drawn * customers + 100, law, rng, most_gone=law.most_silence)
        histories, index = histories_at(lives.log, _assigned(law))
        chosen = np.flatnonzero(histories.silence <= law.most_silence)[:customers]
        if len(chosen) == customers:
            return _trial(lives, histories.take(chosen), index[chosen], law)
    raise ValueError("too few customers who bought lately: raise most_silence")


def _assigned(law: TrialLaw) -> int:
    return _FIRST_DAY + law.span - 1


def _trial(lives: "_Lives", histories: Histories, who: NDArray[np.intp], law: TrialLaw) -> SimulatedTrial:
    log = lives.log.take(who)
    whom, since = log.customer, log.day.astype(np.int64) - _assigned(law)
    after = since >= 1
    left = lives.leave[who] - law.span
    return SimulatedTrial(
        histories=histories,
        treated=lives.treated[who],
        customer=whom[after],
        day=since[after],
        stay_control=np.clip(left, 0.0, law.horizon),
        stay_treatment=np.clip(np.where(left > 0, left + law.shift, 0.0), 0.0, law.horizon),
        horizon=law.horizon,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lives:
    # `leave`: moment of leaving if not treated, in days from the first day of the span.
    log: PurchaseLog
    leave: Floats
    treated: NDArray[np.bool_]


def _lives(customers: int, law: TrialLaw, rng: np.random.Generator, *, most_gone: float) -> _Lives:
    # Only those who did not leave more than so many days before assignment.
    start = rng.uniform(0, law.span, customers)
    leaving = lognormal_leaving(median=law.leaving_median, sigma=law.leaving_sigma)
    leave = start + leaving(rng.random(customers))
    kept = leave > law.span - most_gone
    start, leave = start[kept], leave[kept]
    treated = rng.random(len(start)) >= law.held_out
    gained = np.where(treated & (leave > law.span), law.shift, 0.0)
    rate = rng.standard_gamma(law.heterogeneity, len(start)) / (law.heterogeneity * law.gap)
    pace = np.where(treated, law.faster, 1.0)
    who, moment = _purchases((start, leave + gained, rate * law.regularity, pace), law, rng)
    day = (_FIRST_DAY + np.floor(moment)).astype(np.int32)
    return _Lives(log=as_log(who, day, np.ones(len(day))), leave=leave, treated=treated)


def _purchases(
    lives: tuple[Floats, Floats, Floats, Floats], law: TrialLaw, rng: np.random.Generator
) -> tuple[NDArray[np.intp], Floats]:
    # All first purchases, all second ones, and so on. Who buys faster lives through the time after
    # assignment faster: waits are drawn in that time and put back into days.
    start, end, phases, pace = lives
    who, own = np.arange(len(start)), start
    held: list[tuple[NDArray[np.intp], Floats]] = []
    while len(who):
        days = np.where(own > law.span, law.span + (own - law.span) / pace[who], own)
        going = (days <= end[who]) & (days < law.span + law.horizon)
        who, own = who[going], own[going]
        held.append((who, days[going]))
        own = own + rng.standard_gamma(law.regularity, len(who)) / phases[who]
    return _customer_by_customer(held, len(start))


def _customer_by_customer(
    rounds: list[tuple[NDArray[np.intp], Floats]], customers: int
) -> tuple[NDArray[np.intp], Floats]:
    # The n-th purchase of a customer stands n places after their first: nothing is sorted.
    orders = np.bincount(np.concatenate([who for who, _ in rounds]), minlength=customers)
    begin = np.cumsum(orders) - orders
    moment = np.empty(int(orders.sum()))
    for turn, (who, days) in enumerate(rounds):
        moment[begin[who] + turn] = days
    return np.repeat(np.arange(customers), orders), moment
