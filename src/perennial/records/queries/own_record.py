"""How right it was to say that customers had left: those whose day has passed long enough to be judged."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from perennial.records.models import Customer, ForecastChange, Order, RefreshRun, Touch
from perennial.records.models.words import Cause

__all__ = ["own_record"]

_BEFORE = timedelta(days=14)  # a touch so shortly before the day may have changed it, too
_BATCH = 500
_Days = Mapping[int, list[date]]


def own_record(as_of: date, *, within: int) -> dict[str, Any]:
    """Count customers said to have left, and those of them without an order in the days after.

    Only days that were named before they came are judged: those after the first refresh here, and of them
    the last `within` that can be judged.

    Parameters
    ----------
    as_of
        The last day whose orders are known.
    within
        Days in which an order would have shown that a customer had not left.

    Returns
    -------
    dict
        ``days``, and (said, stayed away) under ``all`` and under ``untouched`` for those nobody spoke to;
        empty where nothing can be judged yet.
    """
    until = as_of - timedelta(days=within)
    done = RefreshRun.objects.filter(state=RefreshRun.State.DONE, as_of__isnull=False).order_by("as_of")
    first = done.values_list("as_of", flat=True).first()
    if first is None or first >= until:
        return {}
    said = _said(max(first, until - timedelta(days=within)), until)
    if not said:
        return {}
    span = timedelta(days=within)
    orders = _days(Order.objects.filter(refund_of=""), said)
    touches = _days(Touch.objects.filter(undone_at__isnull=True), said)
    every, untouched = [0, 0], [0, 0]
    for pk, day in said.items():
        away = not any(day < each <= day + span for each in orders[pk])
        alone = not any(day - _BEFORE <= each <= day + span for each in touches[pk])
        for counts in (every, untouched) if alone else (every,):
            counts[0] += 1
            counts[1] += away
    return {"days": within, "all": every, "untouched": untouched}


def _said(since: date, until: date) -> dict[int, date]:
    living = Customer.objects.filter(erased_at__isnull=True, churn_date__gt=since, churn_date__lte=until)
    said = dict(living.values_list("pk", "churn_date"))
    # Whoever bought again has another leaving date now; the one that was given up stands in its history.
    back = ForecastChange.objects.filter(cause=Cause.ORDER, old__gt=since, old__lte=until)
    for pk, day, told in back.order_by("pk").values_list("customer_id", "old", "as_of"):
        if day is not None and told > day:
            said.setdefault(pk, day)
    return {pk: day for pk, day in said.items() if day is not None}


def _days(rows: Any, said: Mapping[int, date]) -> _Days:
    found: dict[int, list[date]] = defaultdict(list)
    pks, earliest = sorted(said), min(said.values()) - _BEFORE
    for at in range(0, len(pks), _BATCH):
        some = rows.filter(customer__in=pks[at : at + _BATCH], day__gte=earliest)
        for pk, day in some.order_by().values_list("customer_id", "day"):
            found[pk].append(day)
    return found
