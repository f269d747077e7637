"""Compare the arms of a trial in an order log: the same arithmetic for files and for the records."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.lifetime import tenure
from perennial.engine.purchases import histories_at
from perennial.flows.trial_arms import Arms
from perennial.flows.trial_followed import Gift, TrialLog, follow
from perennial.store.log import OrderLog
from perennial.trial.before import Before, before_of
from perennial.trial.by_group import readings_by
from perennial.trial.followed import Followed
from perennial.trial.limits import Effect
from perennial.trial.look import Given, Look
from perennial.trial.reading import TrialReading, reading_of
from perennial.trial.sample_ratio import sample_ratio_p
from perennial.trial.size import customers_for
from perennial.trial.verdict import verdict_of

__all__ = ["Terms", "compare_arms"]

#: Customers on whom the model of the time before is fitted, where there are more.
_FITTED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a trial is read; all but the seed were fixed before it began.

    Attributes
    ----------
    horizon
        Days from assignment; None takes those that everybody was followed for.
    smallest_effect
        Orders per customer that would be worth having.
    planned
        Customers that were planned for; None takes those there are. While customers still come in, less has
        been seen than days alone tell.
    margin
        Share of the revenue that is counted as money.
    seed
        Of the choice of customers on whom the time before is learnt.
    """

    horizon: int | None
    smallest_effect: float
    planned: int | None = None
    margin: float = 1.0
    seed: int = 0


def compare_arms(
    log: OrderLog,
    arms: Arms,
    terms: Terms,
    *,
    gifts: Sequence[Gift] | None = None,
    groups: Sequence[str] | None = None,
    progress: Progress,
) -> Look:
    """Read a trial.

    Parameters
    ----------
    gifts
        What customers were given, to be taken off the money; None where that is not known.
    groups
        A group for each customer of `arms`, to be read by itself besides.

    Raises
    ------
    UserError
        There is nothing to read yet, or an arm is empty.
    """
    progress(Message("Reading the orders"), 0.2)
    found = follow(log, arms, horizon=terms.horizon, margin=terms.margin, gifts=gifts)
    progress(Message("Comparing the groups"), 0.6)
    before, seen = _before(found, terms), _seen(found.followed, terms.planned)
    reading = reading_of(before, found.followed, seen=seen)
    names = [] if groups is None else [groups[at] for at in found.rows]
    return _look(
        arms,
        found,
        terms,
        reading,
        groups=readings_by(before, found.followed, names, seen=seen) if names else (),
    )


def _before(log: TrialLog, terms: Terms) -> Before:
    """Fit the time before on the whole business."""
    rng = np.random.default_rng(terms.seed)
    past, _ = histories_at(log.whole, log.first_day)
    if len(past) > _FITTED:
        past = past.take(np.sort(rng.choice(len(past), _FITTED, replace=False)))
    return before_of(tenure.fit(past, rng=rng), log.histories, horizon=log.followed.horizon)


def _seen(followed: Followed, planned: int | None) -> float:
    """Give the share of the planned days of all customers planned that was seen."""
    customers = max(planned or 0, len(followed))
    return float(followed.until.sum()) / (customers * followed.horizon)


def _look(arms: Arms, log: TrialLog, terms: Terms, reading: TrialReading, **more: object) -> Look:
    orders, ratio, swapped = reading.orders, _ratio(arms), arms.swapped
    return Look(
        horizon=log.followed.horizon,
        followed=float(log.followed.until.mean()),
        reading=reading,
        sample_ratio_p=ratio,
        swapped=swapped,
        smallest_effect=terms.smallest_effect,
        verdict=verdict_of(
            low=orders.low,
            high=orders.high,
            smallest_effect=terms.smallest_effect,
            sample_ratio_p=1.0 if ratio is None else ratio,
            swapped=swapped,
        ),
        needed_customers=_needed(orders, len(log.followed), terms.smallest_effect or abs(orders.value)),
        left_out=len(arms.customers) - len(log.rows),
        given=_given(log.followed),
        **more,  # type: ignore[arg-type]
    )


def _needed(orders: Effect, customers: int, effect: float) -> int | None:
    planned = orders.planned_high - orders.value
    return customers_for(
        standard_error=orders.standard_error,
        customers=customers,
        smallest_effect=effect,
        widening=(orders.high - orders.value) / planned if planned > 0 else 1.0,
    )


def _ratio(arms: Arms) -> float | None:
    if arms.lot is None:
        return None
    controls, persons = arms.persons
    return sample_ratio_p(controls, persons, arms.lot.held_out)


def _given(followed: Followed) -> Given | None:
    costs = followed.costs
    if costs is None:
        return None
    treated = followed.treated[costs.customer]
    return Given(
        times_control=int((~treated).sum()),
        times_treatment=int(treated.sum()),
        cost_control=float(costs.amount[~treated].sum()),
        cost_treatment=float(costs.amount[treated].sum()),
    )
