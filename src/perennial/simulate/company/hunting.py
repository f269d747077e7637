"""Leads from the first contact to the first order, or to nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Calendar, Offsets, next_true
from perennial.simulate.company.contacts import slots
from perennial.simulate.company.laws import column
from perennial.simulate.company.staff import Staff
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["BEYOND", "Paths", "make_paths", "written_off"]

#: A day that never comes.
BEYOND = 10**6

_WON_SHARE = 0.27  # of leads, where all of them are written down
_THINNED = 0.75  # where few are, the hopeless ones are missing first
_STUCK_SHARE = 0.08  # neither won nor lost, only ageing
_LOST_LAG = 14.0
#: Days after its last step on which a lead that nobody moves is written off.
_WRITTEN_OFF = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Leads in order of entering; days are counted from the company's first, `BEYOND` where they never come.

    Attributes
    ----------
    hunter, product, inbound
        Seller and product number; whether the lead called first.
    entered, first_contact
        Days of entering and of the first contact.
    reached, meeting, offer, won, lost
        Days of the steps.
    lag
        Days from the first contact to the end, or those it would take.
    """

    hunter: Offsets
    product: Offsets
    inbound: Flags
    entered: Offsets
    first_contact: Offsets
    reached: Offsets
    meeting: Offsets
    offer: Offsets
    won: Offsets
    lost: Offsets
    lag: Floats

    def step(self) -> Codes:
        """Name the step in which each lead stands at the end."""
        seen = [self.lost, self.won, self.offer, self.meeting, self.reached]
        names = ["lost", "won", "offer", "meeting", "contact"]
        return np.select([day < BEYOND for day in seen], names, default="new")


def written_off(paths: Paths, span: int) -> Paths:
    """End the leads that were neither won nor lost, and stood still for long, as lost.

    Parameters
    ----------
    span
        Days that the company has lived.
    """
    steps = np.stack([paths.first_contact, paths.reached, paths.meeting, paths.offer])
    off = np.where(steps < BEYOND, steps, 0).max(axis=0) + _WRITTEN_OFF
    is_over = (paths.won == BEYOND) & (paths.lost == BEYOND) & (off < span)
    return replace(paths, lost=np.where(is_over, off, paths.lost))


def make_paths(
    counts: Mapping[str, Offsets],
    staff: Staff,
    calendar: Calendar,
    *,
    density: Floats,
    rng: np.random.Generator,
) -> Paths:
    """Draw the way of each lead that the hunters' first contacts begin."""
    hunter, day, inbound = _first_contacts(counts)
    product = rng.choice(3, len(hunter), p=column("lead_share"))
    entered = np.maximum(
        day - np.where(inbound | (rng.random(len(day)) < 0.3), 0, rng.integers(1, 4, len(day))), 0
    )
    order = np.lexsort((day, entered))
    hunter, day, inbound = hunter[order], day[order], inbound[order]
    product, entered = product[order], entered[order]
    kind = rng.random(len(day))
    wins = kind < _WON_SHARE * density[day] ** -_THINNED
    lag = _lags(product, wins, inbound, rng)
    end = np.where(kind > 1.0 - _STUCK_SHARE, BEYOND, _worked(hunter, day + lag, staff, calendar))
    depth = np.where(wins, 1.0, rng.random(len(day)))
    meets = (depth > 0.7) & (rng.random(len(day)) < column("meeting_share")[product])
    later = {
        "reached": np.where(depth > 0.25, day, BEYOND),
        "meeting": np.where(meets, _worked(hunter, day + 0.4 * lag, staff, calendar), BEYOND),
        "offer": np.where(depth > 0.8, _worked(hunter, day + 0.7 * lag, staff, calendar), BEYOND),
    }
    steps = {
        name: np.where(when <= np.minimum(end, calendar.span - 1), when, BEYOND)
        for name, when in later.items()
    }
    return Paths(
        hunter=hunter,
        product=product,
        inbound=inbound,
        entered=entered,
        first_contact=day,
        won=np.where(wins & (end < calendar.span), end, BEYOND),
        lost=np.where(~wins & (end < calendar.span), end, BEYOND),
        lag=lag,
        **steps,
    )


def _first_contacts(counts: Mapping[str, Offsets]) -> tuple[Offsets, Offsets, Flags]:
    out, came = slots(counts["first_out"]), slots(counts["first_in"])
    inbound = np.repeat([False, True], [len(out[0]), len(came[0])])
    return np.concatenate([out[0], came[0]]), np.concatenate([out[1], came[1]]), inbound


def _lags(product: Offsets, wins: Flags, inbound: Flags, rng: np.random.Generator) -> Floats:
    """Lead time: lognormal, shorter for those who called by themselves."""
    median = np.where(wins, column("win_lag")[product], _LOST_LAG) * np.where(inbound, 0.6, 1.0)
    spread = np.where(wins, 0.6, 0.8)
    return np.asarray(1.0 + median * np.exp(spread * rng.standard_normal(len(product))))


def _worked(seller: Offsets, day: Floats, staff: Staff, calendar: Calendar) -> Offsets:
    """Move to the seller's next day at work; past the end if that is past the end."""
    at_work = next_true(staff.present)
    inside = np.minimum(day.astype(np.int64), len(calendar.working) - 1)
    return np.asarray(np.where(day < calendar.span, at_work[seller, inside], BEYOND))
