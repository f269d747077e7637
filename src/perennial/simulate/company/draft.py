"""Everything that happens in the company, by number, before it is written down in tables."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.buying import Bought, arrivals, buy
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.complaining import Complaints, complain
from perennial.simulate.company.contacts import NOBODY, Contacts, joined
from perennial.simulate.company.customer_work import work_with_customers
from perennial.simulate.company.effort import daily_counts
from perennial.simulate.company.farming import Base, farm
from perennial.simulate.company.handing_over import Owners, hand_over
from perennial.simulate.company.hunting import BEYOND, Paths, make_paths
from perennial.simulate.company.laws import column
from perennial.simulate.company.lead_work import work_on_leads
from perennial.simulate.company.memory import remember
from perennial.simulate.company.staff import Staff, make_staff
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["FULL_WEEKS", "Buyers", "Draft", "make_density", "make_draft"]

#: Weeks before the end in which every touch is written down.
FULL_WEEKS = 40

_EARLY_DENSITY = 0.45
_PLANS_SHARE = 0.05
_PLAN_DAYS = (-30, 200)  # when plans end, counted from the last day
_DOUBLED = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyers:
    """Customers in order of their first order, shape (n,) each.

    Attributes
    ----------
    start, product
        Day of the first order, counted from the company's first; product number.
    party
        Number among leads, or leads + number among those who came by the site.
    lead, hunter
        Numbers; `NOBODY` for who came by the site.
    same_as
        Number of the earlier record of the same person; `NOBODY` if there is none.
    """

    start: Offsets
    product: Offsets
    party: Offsets
    lead: Offsets
    hunter: Offsets
    same_as: Offsets

    def of_leads(self, leads: int) -> Offsets:
        """Give the number of the customer that each lead became; `NOBODY` if none."""
        number = np.full(leads, NOBODY)
        won = self.lead != NOBODY
        number[self.lead[won]] = np.flatnonzero(won)
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What happened; `begun` and `seller` stand beside the orders of `bought`."""

    calendar: Calendar
    staff: Staff
    paths: Paths
    buyers: Buyers
    bought: Bought
    owners: Owners
    paid_until: Offsets
    complaints: Complaints
    contacts: Contacts
    begun: Codes
    seller: Offsets


def make_draft(calendar: Calendar, rng: np.random.Generator) -> Draft:
    """Let the company live through its days: sellers, leads, customers, orders, touches."""
    staff = make_staff(calendar, hunters=5, farmers=4, drifting_hunters=1, drifting_farmers=1, rng=rng)
    density = make_density(calendar, FULL_WEEKS)
    counts = daily_counts(staff, calendar, density=density, rng=rng)
    paths = make_paths(counts, staff, calendar, density=density, rng=rng)
    buyers = _buyers(paths, calendar, rng)
    bought = buy(buyers.start, buyers.product, calendar, rng)
    owners = hand_over(buyers.start, buyers.hunter, staff, calendar, rng)
    gap, paid_until = 1.0 / bought.rate, _plans(buyers, bought, calendar, rng)
    complaints = complain(bought, calendar, rng)
    base = Base(first=buyers.start, gap=gap, paid_until=paid_until, owners=owners)
    picked = farm(
        counts["existing_out"],
        base,
        remember(bought, calendar),
        complaints=complaints,
        staff=staff,
        calendar=calendar,
        rng=rng,
    )
    work = work_with_customers(
        counts, picked, bought, owners, gap=gap, online=_online(buyers, bought, calendar, rng), rng=rng
    )
    return Draft(
        calendar=calendar,
        staff=staff,
        paths=paths,
        buyers=buyers,
        bought=bought,
        owners=owners,
        paid_until=paid_until,
        complaints=complaints,
        contacts=joined([work_on_leads(paths, staff, calendar, rng), work.contacts]),
        begun=_first_begun(work.begun, paths, buyers, bought),
        seller=_first_seller(work.owner, buyers, bought),
    )


def make_density(calendar: Calendar, full_weeks: int) -> Floats:
    """Share of the touches that is written down each day: all in the last weeks, about half before."""
    return np.where(np.arange(calendar.span) < calendar.span - 7 * full_weeks, _EARLY_DENSITY, 1.0)


def _buyers(paths: Paths, calendar: Calendar, rng: np.random.Generator) -> Buyers:
    won = np.flatnonzero(paths.won < BEYOND)
    day, product = arrivals(calendar, rng)
    start = np.concatenate([paths.won[won], day])
    order = np.argsort(start, kind="stable")
    lead = np.concatenate([won, np.full(len(day), NOBODY)])[order]
    party = np.concatenate([won, len(paths.won) + np.arange(len(day))])[order]
    what = np.concatenate([paths.product[won], product])[order]
    return Buyers(
        start=start[order],
        product=what,
        party=party,
        lead=lead,
        hunter=np.where(lead == NOBODY, NOBODY, paths.hunter[lead]),
        same_as=_same(lead, what, rng),
    )


def _same(lead: Offsets, product: Offsets, rng: np.random.Generator) -> Offsets:
    """Let some who come by the site be known already: each known at most once more."""
    same = np.full(len(lead), NOBODY)
    late = np.flatnonzero((lead == NOBODY) & (np.arange(len(lead)) > len(lead) // 4))
    for number in rng.permutation(late)[: int(_DOUBLED * len(lead))]:
        known = np.flatnonzero((product[:number] == product[number]) & (lead[:number] != NOBODY))
        known = np.setdiff1d(known, same)
        same[number] = known[rng.integers(0, len(known))]
    return same


def _plans(buyers: Buyers, bought: Bought, calendar: Calendar, rng: np.random.Generator) -> Offsets:
    """End of the service plan of a few who are still customers; `-BEYOND` for the others."""
    there = (bought.leaving >= calendar.span) & (buyers.product > 0)
    with_plan = there & (rng.random(len(there)) < _PLANS_SHARE)
    return np.where(with_plan, calendar.span + rng.integers(*_PLAN_DAYS, len(there)), -BEYOND)


def _online(buyers: Buyers, bought: Bought, calendar: Calendar, rng: np.random.Generator) -> Flags:
    """Mark orders by the site: a share of each product's, and all of days off."""
    share = column("site_share")[buyers.product[bought.customer]]
    return np.asarray((rng.random(len(share)) < share) | ~calendar.working[bought.day])


def _first_begun(begun: Codes, paths: Paths, buyers: Buyers, bought: Bought) -> Codes:
    """Give first orders to who began: the hunter, the lead who called, or the site."""
    lead = buyers.lead[bought.customer]
    first = np.where(lead == NOBODY, "site", np.where(paths.inbound[lead], "customer", "seller"))
    return np.where(bought.turn == 0, first, begun)


def _first_seller(owner: Offsets, buyers: Buyers, bought: Bought) -> Offsets:
    return np.where(bought.turn == 0, buyers.hunter[bought.customer], owner)
