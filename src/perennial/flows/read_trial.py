"""Read a trial from a file of arms and an order log: what the treated did more than those held out."""

from dataclasses import dataclass

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.lifetime import tenure
from perennial.engine.purchases import histories_at
from perennial.flows.read_orders import open_orders
from perennial.flows.trial_arms import Arms, read_arms
from perennial.flows.trial_followed import TrialLog, follow
from perennial.ingest.options import ReadingOptions
from perennial.store.log import LogFacts
from perennial.trial.before import before_of
from perennial.trial.limits import Effect
from perennial.trial.reading import TrialReading, reading_of
from perennial.trial.sample_ratio import sample_ratio_p
from perennial.trial.size import customers_for
from perennial.trial.verdict import Verdict, verdict_of

__all__ = ["ReadOrder", "ReadTrial", "read_trial"]

#: Customers on whom the model of the time before is fitted, where there are more.
_FITTED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """What was asked for.

    Attributes
    ----------
    arms, orders, reading
        The two files, and how the orders are read.
    horizon
        Days from assignment, fixed before the trial began; None takes those that everybody was followed for.
    smallest_effect
        Orders per customer that would be worth having.
    lot_by_others
        The arms were not drawn by us and are believed.
    """

    arms: str
    orders: str
    reading: ReadingOptions
    horizon: int | None
    smallest_effect: float
    lot_by_others: bool
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTrial:
    """What a trial says.

    Attributes
    ----------
    trial, lot_by_others
        Its name, and whether the lot was believed.
    horizon, followed
        Days planned, and days that everybody was followed for so far, on average.
    reading
        All outcomes.
    sample_ratio_p
        Chance of a share held out as odd as this one; None where the share is not known.
    swapped
        Customers whose arm is not that of their lot.
    smallest_effect
        Orders per customer that would be worth having.
    verdict, needed_customers
        By orders per customer; how many customers would settle it, None where that cannot be told.
    currency
        Of the money; None where it is not known.
    notes
        What must be said.
    """

    trial: str
    lot_by_others: bool
    horizon: int
    followed: float
    reading: TrialReading
    sample_ratio_p: float | None
    swapped: int
    smallest_effect: float
    verdict: Verdict
    needed_customers: int | None
    currency: str | None
    notes: tuple[Message, ...]


def read_trial(order: ReadOrder, *, progress: Progress) -> ReadTrial:
    """Read a trial.

    Raises
    ------
    UserError
        A file cannot be used, or there is nothing to read yet.
    """
    arms = read_arms(order.arms, order.reading, by_others=order.lot_by_others)
    progress(Message("Reading the orders"), 0.1)
    opened = open_orders(order.orders, order.reading)
    try:
        facts, log = opened.log.facts, follow(opened.log, arms, horizon=order.horizon)
        progress(Message("Comparing the groups"), 0.6)
        reading = _reading(log, np.random.default_rng(order.seed))
    finally:
        opened.close()
    return _read(order, arms, log, reading, facts)


def _reading(log: TrialLog, rng: np.random.Generator) -> TrialReading:
    """Fit the time before on the whole business, and compare the arms."""
    past, _ = histories_at(log.whole, log.first_day)
    if len(past) > _FITTED:
        past = past.take(np.sort(rng.choice(len(past), _FITTED, replace=False)))
    model = tenure.fit(past, rng=rng)
    before = before_of(model, log.histories, horizon=log.followed.horizon)
    return reading_of(before, log.followed, seen=float(log.followed.until.mean()) / log.followed.horizon)


def _read(
    order: ReadOrder,
    arms: Arms,
    log: TrialLog,
    reading: TrialReading,
    facts: LogFacts,
) -> ReadTrial:
    orders, ratio, swapped = reading.orders, _ratio(arms), arms.swapped
    return ReadTrial(
        trial=arms.trial,
        lot_by_others=order.lot_by_others,
        horizon=log.followed.horizon,
        followed=float(log.followed.until.mean()),
        reading=reading,
        sample_ratio_p=ratio,
        swapped=swapped,
        smallest_effect=order.smallest_effect,
        verdict=verdict_of(
            low=orders.low,
            high=orders.high,
            smallest_effect=order.smallest_effect,
            sample_ratio_p=1.0 if ratio is None else ratio,
            swapped=swapped,
        ),
        needed_customers=_needed(orders, len(log.followed), order.smallest_effect or abs(orders.value)),
        currency=facts.currency,
        notes=(*arms.notes, *facts.notes, *_left_out(arms, log)),
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


def _left_out(arms: Arms, log: TrialLog) -> tuple[Message, ...]:
    missing = len(arms.customers) - len(log.rows)
    if not missing:
        return ()
    return (
        Message(
            "Had not bought before the day of the lot, and are left out of both groups: "
            "{customers:customers}.",
            {"customers": missing},
        ),
    )
