"""The next eight weeks under the touch rules, as they stand or as they would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.db.models import Avg, Max

from perennial.core.days import day_of
from perennial.flows.preview_touches import (
    WEEKS,
    Due,
    PreviewSpans,
    preview_touches,
    spans_ahead,
)
from perennial.flows.refresh import read_snapshot, snapshot_folder
from perennial.flows.refresh.snapshot_situation import Workdays
from perennial.records.models import Business, Customer, Mistake, Touch, TouchRule, User
from perennial.records.models.words import Channel, Role
from perennial.records.queries.figures import snapshots_folder
from perennial.records.queries.offers.days_off import worked_days
from perennial.records.queries.offers.rules import as_planned
from perennial.records.queries.offers.standing import Standing

__all__ = ["Hands", "Preview", "cost_of", "hands_of", "preview_of", "spans_now"]

_WEEK = 7
_LATELY = timedelta(days=90)
#: Minutes of a touch where nobody has logged any yet.
_MINUTES: Mapping[str, float] = {
    Channel.CALL: 8,
    Channel.MESSAGE: 4,
    Channel.VISIT: 60,
    Channel.MAIL: 5,
    Channel.MEETING: 45,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What sellers can do: touches that fit in each week, and the minutes of a touch by its way."""

    fits: tuple[int, ...]
    minutes: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who comes due by play; of each week all touches, their cost, those by sellers and their minutes."""

    due: Mapping[str, Due]
    touches: tuple[int, ...]
    cost: tuple[Decimal, ...]
    by_sellers: tuple[int, ...]
    minutes: tuple[float, ...]


def spans_now(business: Business, today: date) -> PreviewSpans | None:
    """Give whom the last snapshot has coming due, read once a snapshot and day; None before the first."""
    current = snapshot_folder(snapshots_folder())
    return None if current is None else _spans(current, today, business.offer_lead_days)


def preview_of(
    spans: PreviewSpans, rules: Mapping[str, TouchRule], hands: Hands, standings: Mapping[int, Standing]
) -> Preview:
    """Count who comes due under some rules, what that costs and how long it takes.

    Parameters
    ----------
    standings
        Of the offers that go with the rules: one that cannot be given costs nothing.
    """
    due = preview_touches(spans, {play: as_planned(rule) for play, rule in rules.items()})
    by_hand = {play: each for play, each in due.items() if not rules[play].by_itself}
    return Preview(
        due=due,
        touches=_summed(due),
        cost=tuple(
            sum(
                (each.weeks[week] * cost_of(rules[play], standings) for play, each in due.items()), Decimal(0)
            )
            for week in range(WEEKS)
        ),
        by_sellers=_summed(by_hand),
        minutes=tuple(
            sum(each.weeks[week] * _minutes(rules[play], hands) for play, each in by_hand.items())
            for week in range(WEEKS)
        ),
    )


def cost_of(rule: TouchRule, standings: Mapping[int, Standing]) -> Decimal:
    """Give what one touch by a rule costs in what is given."""
    offer = rule.offer
    return offer.cost if offer is not None and standings.get(offer.pk) == "on" else Decimal(0)


def hands_of(business: Business, today: date) -> Hands:
    """Count what the sellers of existing customers can do in each of the weeks."""
    sellers = User.objects.filter(
        is_active=True, role__in=[Role.FARMER, Role.HUNTER], customers__isnull=False
    )
    a_day = sum(each or business.touches_a_day for each in _touches_a_day(sellers))
    weeks = [today + timedelta(days=_WEEK * week) for week in range(WEEKS)]
    logged = Touch.objects.filter(minutes__gt=0, day__gt=today - _LATELY, undone_at__isnull=True)
    known = logged.exclude(play="chore").order_by().values_list("channel").annotate(Avg("minutes"))
    return Hands(
        fits=tuple(a_day * worked_days(business, first, _WEEK) for first in weeks),
        minutes={**_MINUTES, **dict(known)},
    )


def _touches_a_day(sellers: object) -> list[int | None]:
    return list(sellers.distinct().order_by("pk").values_list("touches_a_day", flat=True))  # type: ignore[attr-defined]


def _summed(due: Mapping[str, Due]) -> tuple[int, ...]:
    return tuple(sum(each.weeks[week] for each in due.values()) for week in range(WEEKS))


def _minutes(rule: TouchRule, hands: Hands) -> float:
    return hands.minutes.get(rule.channels[0], 0.0) if rule.channels else 0.0


@lru_cache(maxsize=2)
def _spans(current: Path, today: date, lead: int) -> PreviewSpans | None:
    del current  # names what is read
    snapshot = read_snapshot(snapshots_folder())
    if snapshot is None:
        return None
    now = day_of(today)
    # An old log is looked at as if its last day were yesterday, as the plan does.
    first = max(snapshot.as_of + 1, now) if now - snapshot.as_of <= 2 else snapshot.as_of + 1
    ids = np.asarray(snapshot.columns["customer_id"]).astype(np.int64)
    return spans_ahead(
        snapshot,
        Workdays(capacity={}, lead=lead),
        day=first,
        customers=np.isin(ids, _planned_for()),
        mistakes=_mistakes(),
    )


def _planned_for() -> np.ndarray:
    mine = Customer.objects.filter(
        owner__is_active=True, erased_at__isnull=True, merged_into__isnull=True, objects_to_profiling=False
    )
    return np.fromiter(mine.order_by().values_list("pk", flat=True).iterator(20_000), dtype=np.int64)


def _mistakes() -> Mapping[str, int]:
    found = Mistake.objects.filter(solved_at__isnull=True).order_by().values("customer")
    return {str(each["customer"]): day_of(each["last"]) for each in found.annotate(last=Max("at__date"))}
