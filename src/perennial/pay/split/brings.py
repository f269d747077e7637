"""What a split into hunters and farmers would bring in a year, as ranges, with all it rests on."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.core.message import Message
from perennial.pay.columns import Floats
from perennial.pay.split.assumptions import Assumptions
from perennial.pay.split.work import Work

__all__ = ["DEFAULTS", "SplitBrings", "what_the_split_brings"]

DEFAULTS = Assumptions()
#: Pseudo-counts of a rate whose events may be none (Jeffreys).
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitBrings:
    """What the split would bring in a year, more (or fewer) than today; limits of 95%.

    Attributes
    ----------
    touches_freed
        Touches that hunters would no longer spend on existing customers.
    first_contacts_given_up
        First contacts that farmers would no longer make.
    first_sales
        First sales added by the hunters, less those the farmers give up.
    orders_kept
        Later orders kept by the touches that farmers add (or lost by those nobody makes any more).
    money
        Money of both.
    pay
        Pay after the split, less pay today.
    gain
        Money less the added pay; costs of goods are not taken off.
    assumptions
        What it rests on.
    advice
        What to do instead where there are too few sellers; else None.
    """

    touches_freed: int
    first_contacts_given_up: int
    first_sales: Estimate
    orders_kept: Estimate
    money: Estimate
    pay: Estimate
    gain: Estimate
    assumptions: Assumptions
    advice: Message | None


def what_the_split_brings(
    work: Work,
    hunters: Collection[int],
    *,
    rng: np.random.Generator,
    assumptions: Assumptions = DEFAULTS,
) -> SplitBrings:
    """Reckon a year after the split against the last one.

    Hunters turn the touches they spent on existing customers into first contacts, which succeed at their own
    rate so far (first sales for each first contact) times `rate_kept`; farmers give up their first contacts
    and the sales these brought. The existing customers lose the hunters' touches and gain the farmers'.

    Parameters
    ----------
    work
        The last twelve months.
    hunters
        Numbers of those who would be hunters; all others would be farmers.
    rng
        Draws the rates (gamma posteriors), mean amounts and days gained behind the limits.
    assumptions
        What the log cannot know.

    Notes
    -----
    Ranges hold the uncertainty of rates and amounts and the span of days gained; not that of the other
    assumptions, which are to be tried out.
    """
    hunts = np.isin(np.arange(len(work.on_existing)), sorted(hunters))
    freed = float(work.on_existing[hunts].sum())
    given_up = float(work.first_contacts[~hunts].sum())
    sales = _first_sales(work, hunts, assumptions, rng)
    kept = _orders_kept(work, freed, given_up, assumptions, rng)
    first, later = (_mean(each, assumptions, rng) for each in (work.first_amounts, work.later_amounts))
    money = sales * first + kept * later
    pay = _pay(work, sales * first, kept * later, assumptions)
    return SplitBrings(
        touches_freed=round(freed),
        first_contacts_given_up=round(given_up),
        first_sales=_range(sales),
        orders_kept=_range(kept),
        money=_range(money),
        pay=_range(pay),
        gain=_range(money - pay),
        assumptions=assumptions,
        advice=_advice(len(hunts), assumptions),
    )


def _first_sales(
    work: Work, hunts: np.ndarray[tuple[int], np.dtype[np.bool_]], a: Assumptions, rng: np.random.Generator
) -> Floats:
    """Draw the first sales added; a seller who made no first contacts takes the rate of all.

    Where more customers were won than were ever contacted, first contacts are not noted: nothing is said.
    """
    contacts, sold = work.first_contacts, work.first_sales
    if contacts.sum() <= 0 or sold.sum() > contacts.sum():
        return np.full(a.draws, np.nan)
    known = contacts > 0
    count = np.where(known, sold, sold[known].sum())
    out_of = np.where(known, contacts, contacts.sum())
    drawn = np.minimum(rng.gamma(count + _HALF, 1 / out_of, (a.draws, len(count))), 1.0)
    added = work.on_existing * a.used * a.exchange * a.rate_kept
    return np.asarray(drawn @ np.where(hunts, added, 0.0) - drawn @ np.where(hunts, 0.0, contacts))


def _orders_kept(
    work: Work, freed: float, given_up: float, a: Assumptions, rng: np.random.Generator
) -> Floats:
    more = given_up * a.used * a.farmer_exchange - freed
    days = rng.uniform(a.days_gained_low, a.days_gained_high, a.draws)
    return np.asarray(more * days * work.orders_a_day)


def _mean(amounts: Floats, a: Assumptions, rng: np.random.Generator) -> Floats:
    """Draw the mean amount of an order, normal by the central limit and never below nothing."""
    if len(amounts) < 2:
        return np.full(a.draws, amounts[0] if len(amounts) else np.nan)
    error = float(amounts.std(ddof=1)) / np.sqrt(len(amounts))
    return np.asarray(np.maximum(rng.normal(amounts.mean(), error, a.draws), 0.0))


def _pay(work: Work, first: Floats, later: Floats, a: Assumptions) -> Floats:
    first_now, later_now = float(work.first_amounts.sum()), float(work.later_amounts.sum())
    today = first_now * a.percent_now_first + later_now * a.percent_now_existing
    after = (first_now + first) * a.percent_hunter_first + (later_now + later) * a.percent_farmer_existing
    return np.asarray(after - today)


def _range(drawn: Floats) -> Estimate:
    if np.isnan(drawn).any():
        return UNKNOWN
    low, middle, high = np.quantile(drawn, [0.025, 0.5, 0.975])
    return Estimate(value=float(middle), low=float(low), high=float(high))


def _advice(sellers: int, a: Assumptions) -> Message | None:
    if sellers >= a.fewest_sellers:
        return None
    return Message(
        "With so few sellers, split the days and not the people: for example two fixed days a week for new "
        "customers only, with nobody else's calls."
    )
