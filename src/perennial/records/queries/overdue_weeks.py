"""Regulars silent past their expected band, by farmer and week, and those of them who were touched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import F, Max

from perennial.core.days import day_of
from perennial.pay.columns import Overdue
from perennial.pay.columns import Role as SellerRole
from perennial.records.models import Customer, Order, OwnerChange, Touch
from perennial.records.queries.trials.held_out_days import held_out_days

__all__ = ["FEWEST_PURCHASES", "read_overdue"]

#: Purchases from which a customer is taken for a regular here; who leaves now was one before.
FEWEST_PURCHASES = 4
#: Days past the band in which a touch is still asked for; at least so many, else as many as the band.
_LEAST_AWAITED = 28
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Regular:
    """A regular: whose, since when, and the days after an order from which silence is past the band."""

    owner: int
    since: int
    band: int


def read_overdue(
    number: Mapping[int, int], roles: Sequence[SellerRole], *, first: date, last: date
) -> Overdue:
    """Count by week, as it stood on the last day of each; `first` is the first day of a week.

    A customer's band is the fixed one of the last refresh, and is taken for all weeks alike; weeks before
    the present owner had the customer are left out, and so are those who object to forecasts, and weeks on
    whose last day a customer was held out by lot: nobody was to call them.
    """
    farmers = {pk: at for pk, at in number.items() if roles[at] == "farmer"}
    counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    held_out = held_out_days(first, last)
    for regulars in _regulars(farmers, first):
        orders = _days_of(Order.objects.filter(refund_of=""), regulars, last)
        touches = _days_of(Touch.objects.filter(undone_at__isnull=True), regulars, last)
        for pk, each in regulars.items():
            for week, touched in _weeks(each, orders[pk], touches[pk], first=first, last=last):
                if held_out.on(pk, week + 6):
                    continue
                cell = counts[each.owner, week]
                cell[0] += 1
                cell[1] += touched
    cells = sorted(counts)
    return Overdue(
        seller=np.array([seller for seller, _ in cells], dtype=np.int64),
        week=np.array([week for _, week in cells], dtype=np.int64),
        past_band=np.array([counts[cell][0] for cell in cells], dtype=np.int64),
        touched=np.array([counts[cell][1] for cell in cells], dtype=np.int64),
    )


def _regulars(farmers: Mapping[int, int], first: date) -> Iterator[Mapping[int, _Regular]]:
    rows = Customer.objects.filter(
        owner__in=list(farmers),
        purchases__gte=FEWEST_PURCHASES,
        late_from__gt=F("last_order_on"),
        objects_to_profiling=False,
        erased_at__isnull=True,
        merged_into__isnull=True,
    ).order_by("pk")
    columns = rows.values_list("pk", "owner_id", "last_order_on", "late_from")
    known = list(columns)
    for at in range(0, len(known), _AT_ONCE):
        part = known[at : at + _AT_ONCE]
        since = _since([pk for pk, *_ in part])
        yield {
            pk: _Regular(
                owner=farmers[owner],
                since=max(since.get((pk, owner), 0), day_of(first)),
                band=(late - last).days,
            )
            for pk, owner, last, late in part
            if owner is not None and last is not None and late is not None
        }


def _since(customers: Iterable[int]) -> Mapping[tuple[int, int | None], int]:
    """Give the day from which each customer has been with each owner."""
    changes = OwnerChange.objects.filter(customer__in=customers, new__isnull=False).order_by()
    rows = changes.values_list("customer_id", "new_id").annotate(Max("at"))
    return {(pk, owner): day_of(at.date()) for pk, owner, at in rows}


def _days_of(rows: object, regulars: Mapping[int, _Regular], last: date) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    past = rows.filter(customer__in=list(regulars), day__lte=last).order_by("day")  # type: ignore[attr-defined]
    for pk, day in past.values_list("customer_id", "day").iterator(chunk_size=20_000):
        found[pk].append(day_of(day))
    return found


def _weeks(
    regular: _Regular, orders: list[int], touches: list[int], *, first: date, last: date
) -> Iterator[tuple[int, bool]]:
    """Give the weeks in which a regular was past the band on the last day, and whether they were touched."""
    ends = np.arange(day_of(first) + 6, day_of(last) + 1, 7)
    ends = ends[ends >= regular.since]
    bought, touched = np.array(orders, dtype=np.int64), np.array(touches, dtype=np.int64)
    seen = np.searchsorted(bought, ends, side="right")
    for end, at in zip(ends[seen > 0].tolist(), seen[seen > 0].tolist(), strict=True):
        late = int(bought[at - 1]) + regular.band
        if late <= end < late + max(regular.band, _LEAST_AWAITED):  # later nobody waits for an order
            between = np.searchsorted(touched, [late, end + 1])
            yield end - 6, bool(between[1] > between[0])
