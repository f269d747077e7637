"""From hunter to farmer: who owns each customer from when on."""

from dataclasses import dataclass

import numpy as np

from perennial.simulate.company.calendar import Calendar, Offsets, next_true
from perennial.simulate.company.contacts import NOBODY
from perennial.simulate.company.hunting import BEYOND
from perennial.simulate.company.staff import Staff

__all__ = ["Owners", "hand_over"]

_PAID = (0, 3)  # days from the order to its payment
_PROMPT = 0.88  # share of hand-offs accepted on the next working day or the one after
_KEPT = 0.85  # share of the new customers whom a hunter in full drift keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Owners of n customers, shape (n,) each; days are counted from the company's first.

    Attributes
    ----------
    hunter
        Who won the customer; `NOBODY` for who came by the site.
    farmer
        Who takes the customer over, or would.
    offered, since
        Days of the hunter's note, and from which on the farmer owns the customer; `BEYOND` if not yet.
    """

    hunter: Offsets
    farmer: Offsets
    offered: Offsets
    since: Offsets

    def on(self, customer: Offsets, day: Offsets) -> Offsets:
        """Give the owner of each customer on a day."""
        hunted = (self.hunter[customer] != NOBODY) & (day < self.since[customer])
        return np.where(hunted, self.hunter[customer], self.farmer[customer])


def hand_over(
    start: Offsets, hunter: Offsets, staff: Staff, calendar: Calendar, rng: np.random.Generator
) -> Owners:
    """Draw the hand-off of each customer; hunters who drift keep many of theirs."""
    customers = len(start)
    farmer = staff.hunters + rng.integers(0, staff.farmers, customers)
    last = len(calendar.working) - 1
    work = next_true(calendar.working)
    paid = np.minimum(start + rng.integers(*_PAID, customers) + 1, last)
    offered = work[paid]
    lag = np.where(
        rng.random(customers) < _PROMPT, rng.integers(0, 2, customers), rng.integers(2, 7, customers)
    )
    since = next_true(staff.present)[farmer, np.minimum(offered + 1 + lag, last)]
    drift = staff.drift(calendar.span)[np.maximum(hunter, 0), start]
    keeps = (hunter != NOBODY) & (rng.random(customers) < _KEPT * drift)
    offered = np.where((hunter == NOBODY) | keeps | (offered >= calendar.span), BEYOND, offered)
    since = np.where(
        hunter == NOBODY, work[np.minimum(start + 1, last)], np.where(offered < BEYOND, since, BEYOND)
    )
    since = np.where(since >= calendar.span, BEYOND, since)
    return Owners(hunter=hunter, farmer=farmer, offered=offered, since=since)
