"""What a trial gained in parts of its customers, as in each stage: a hint, never the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.trial.before import Before
from perennial.trial.days_gained import gained
from perennial.trial.followed import Followed
from perennial.trial.limits import Effect, effect_of
from perennial.trial.reading import orders_effect

__all__ = ["FEWEST", "GroupReading", "readings_by"]

#: Customers in either arm of a group, with fewer of whom nothing is said.
FEWEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReading:
    """One group of customers; effects are None where it is too small to tell."""

    name: str
    customers: int
    held_out: int
    orders: Effect | None
    days_gained: Effect | None


def readings_by(
    before: Before, followed: Followed, names: Sequence[str], *, seen: float = 1.0
) -> tuple[GroupReading, ...]:
    """Read each group by itself, the largest first.

    Parameters
    ----------
    before, followed, seen
        As in `perennial.trial.reading.reading_of`.
    names
        The group of each of the n customers.
    """
    longest = int(followed.until.max())
    before, followed = before.over(longest / followed.horizon), followed.seen_by(longest)
    groups, size = np.unique(np.asarray(names, dtype=np.str_), return_counts=True)
    largest = groups[np.argsort(-size, kind="stable")]
    return tuple(_reading(before, followed, names, str(name), seen) for name in largest)


def _reading(
    before: Before, followed: Followed, names: Sequence[str], name: str, seen: float
) -> GroupReading:
    who = np.asarray(names, dtype=np.str_) == name
    treated = int((who & followed.treated).sum())
    held_out = int(who.sum()) - treated
    if min(treated, held_out) < FEWEST:
        return GroupReading(
            name=name, customers=int(who.sum()), held_out=held_out, orders=None, days_gained=None
        )
    mine, seen_of = before.take(who), followed.take(who)
    return GroupReading(
        name=name,
        customers=int(who.sum()),
        held_out=held_out,
        orders=orders_effect(mine, seen_of, seen=seen),
        days_gained=effect_of(gained(mine, seen_of).contrast, seen_of.treated, seen=seen),
    )
