"""The measures of drift, week by week: what is counted, out of what, and which way is worse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from perennial.pay.columns import NOBODY, Floats, Role, SellerLog
from perennial.pay.drift.settings import DriftSettings
from perennial.pay.drift.weeks import Weeks

__all__ = ["KINDS", "Kind", "Name", "Weekly", "weekly"]

Name = Literal[
    "touches_on_existing",
    "money_from_existing",
    "first_contacts_a_day",
    "time_on_chores",
    "begun_by_customer",
    "overdue_untouched",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How a measure is read.

    Attributes
    ----------
    role
        Whose measure it is.
    is_share
        Whether it is a share of a whole; else a number a working day.
    worse_up
        Whether more is worse.
    counts
        Whether it counts things, which scatter at least as by chance; else minutes or money.
    alarms
        Whether it is behaviour, for which an alarm may be raised; results are only shown.
    """

    role: Role
    is_share: bool = True
    worse_up: bool = True
    counts: bool = True
    alarms: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """One measure by seller and week, both of shape (m, w): the part and the whole it is out of."""

    part: Floats
    whole: Floats


KINDS: Mapping[Name, Kind] = MappingProxyType(
    {
        "touches_on_existing": Kind(role="hunter"),
        "money_from_existing": Kind(role="hunter", counts=False, alarms=False),
        "first_contacts_a_day": Kind(role="hunter", is_share=False, worse_up=False),
        "time_on_chores": Kind(role="hunter", counts=False),
        "begun_by_customer": Kind(role="farmer"),
        "overdue_untouched": Kind(role="farmer"),
    }
)


def weekly(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> Mapping[Name, Weekly]:
    """Count every measure for every seller.

    What the plan asked for is never counted against a seller: such touches with existing customers leave a
    hunter's share, and the time they took is taken off the days in which first contacts could be made; for
    a farmer they count as contacts the seller began. Touches with held-out customers leave all measures.

    Parameters
    ----------
    log
        The sellers.
    weeks
        The weeks they worked.
    settings
        Minutes of touches whose length is unknown.
    """
    return {name: count(log, weeks, settings) for name, count in _COUNTS.items()}


def _touches_on_existing(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> Weekly:
    del settings
    each = log.touches
    own = (each.customer != NOBODY) & ~each.held_out & ~(each.planned & each.on_existing)
    return Weekly(
        part=weeks.sums(each.seller, each.day, own & each.on_existing),
        whole=weeks.sums(each.seller, each.day, own),
    )


def _money_from_existing(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> Weekly:
    del settings
    each = log.orders
    return Weekly(
        part=weeks.sums(each.seller, each.day, each.amount * ~each.is_first),
        whole=weeks.sums(each.seller, each.day, each.amount),
    )


def _first_contacts_a_day(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> Weekly:
    each, minutes = log.touches, _minutes(log, settings)
    asked = weeks.sums(each.seller, each.day, minutes * (each.planned & each.on_existing))
    spent = weeks.sums(each.seller, each.day, minutes)
    free = 1 - np.divide(asked, spent, out=np.zeros_like(asked), where=spent > 0)
    return Weekly(
        part=weeks.sums(each.seller, each.day, each.outgoing & each.first_contact & ~each.held_out),
        whole=weeks.worked * free,
    )


def _time_on_chores(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> Weekly:
    each, minutes = log.touches, _minutes(log, settings)
    chore = (each.customer == NOBODY) & ~each.planned
    return Weekly(
        part=weeks.sums(each.seller, each.day, minutes * chore),
        whole=weeks.sums(each.seller, each.day, minutes * ~each.held_out),
    )


def _begun_by_customer(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> Weekly:
    del settings
    each = log.touches
    counted = (each.customer != NOBODY) & each.on_existing & ~each.held_out
    return Weekly(
        part=weeks.sums(each.seller, each.day, counted & ~each.outgoing & ~each.planned),
        whole=weeks.sums(each.seller, each.day, counted),
    )


def _overdue_untouched(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> Weekly:
    del settings
    each = log.overdue
    missed = np.maximum(each.past_band - each.touched, 0)
    return Weekly(
        part=weeks.sums(each.seller, each.week, missed.astype(float)),
        whole=weeks.sums(each.seller, each.week, each.past_band.astype(float)),
    )


def _minutes(log: SellerLog, settings: DriftSettings) -> Floats:
    minutes = log.touches.minutes
    return np.where(np.isnan(minutes), settings.minutes_unknown, minutes)


_COUNTS: Mapping[Name, Callable[[SellerLog, Weeks, DriftSettings], Weekly]] = {
    "touches_on_existing": _touches_on_existing,
    "money_from_existing": _money_from_existing,
    "first_contacts_a_day": _first_contacts_a_day,
    "time_on_chores": _time_on_chores,
    "begun_by_customer": _begun_by_customer,
    "overdue_untouched": _overdue_untouched,
}
