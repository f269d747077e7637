"""One seller's day: lines as long as the day allows, the rest, what is done, and what comes next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from perennial.pictures.strip import Rhythm
from perennial.records.models import Business, Customer, HandOff, PlannedTouch, RefreshRun, Touch, User
from perennial.records.queries.rhythms import rhythms_of
from perennial.records.queries.today_lines import Line, due_lines, read_lines
from perennial.records.rights import covered_by

__all__ = ["Day", "Nothing", "day_of_seller", "notes_to_write", "nothing_to_do", "waiting_for_consent"]

#: Lines beyond the day's capacity that are shown, folded.
_FOLDED_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What stands in Today.

    `lines` fit the day; `more` are the next ones; `further` counts those beyond. `at_stake` is a year's
    expected money of `lines`.
    """

    lines: tuple[Line, ...]
    more: tuple[Line, ...]
    further: int
    done: tuple[Touch, ...]
    done_count: int
    rhythms: Mapping[int, Rhythm]
    at_stake: float

    @property
    def total(self) -> int:
        """Count the touches of the whole day: done and to do."""
        return self.done_count + len(self.lines)

    @property
    def share_done(self) -> float:
        """Give the share of the day that is done."""
        return self.done_count / self.total if self.total else 0.0

    @property
    def left(self) -> int:
        """Count the customers for whom there is a reason but no time."""
        return len(self.more) + self.further


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Why a day is empty: no customers yet, no plan yet, or nothing due until `upcoming`.

    `learning` is the refresh that will make the first plan, where it waits or runs.
    """

    has_customers: bool
    has_plan: bool
    learning: RefreshRun | None
    upcoming: PlannedTouch | None
    upcoming_on: date | None


def day_of_seller(seller: User, *, today: date, business: Business, with_rhythms: bool = True) -> Day:
    """Read the day of a seller and of those they cover for, in a fixed number of questions.

    Parameters
    ----------
    today
        The local day.
    with_rhythms
        Whether strips are to be drawn.
    """
    sellers = covered_by(seller, today)
    done = tuple(
        Touch.objects.filter(seller=seller, day=today, undone_at__isnull=True)
        .select_related("customer")
        .order_by("-happened_at", "-id")
    )
    count = sum(touch.customer_id is not None for touch in done)
    found, is_all = read_lines(sellers, today)
    fits = max((seller.touches_a_day or business.touches_a_day) - count, 0)
    lines, more = _cut(found, fits)
    shown = [line.customer for line in (*lines, *more)]
    return Day(
        lines=lines,
        more=more,
        further=_count(sellers, today, found, is_all=is_all) - len(shown),
        done=done,
        done_count=count,
        rhythms=rhythms_of(shown, today=today) if with_rhythms else {},
        at_stake=sum(line.value_at_risk for line in lines),
    )


def nothing_to_do(seller: User, today: date) -> Nothing:
    """Say why a day is empty."""
    sellers = covered_by(seller, today)
    upcoming = (
        PlannedTouch.objects.filter(seller__in=sellers, state=PlannedTouch.State.OPEN)
        .filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
        .annotate(due=Coalesce("snoozed_until", "day"))
        .filter(due__gt=today)
        .select_related("customer")
        .order_by("due", "-expected_gain", "place", "id")
        .first()
    )
    state = RefreshRun.State
    has_plan = RefreshRun.objects.filter(state=state.DONE).exists()
    under_way = RefreshRun.objects.filter(state__in=[state.QUEUED, state.RUNNING])
    return Nothing(
        has_customers=Customer.objects.filter(erased_at__isnull=True).exists(),
        has_plan=has_plan,
        learning=None if has_plan else under_way.order_by("-pk").first(),
        upcoming=upcoming,
        upcoming_on=getattr(upcoming, "due", None),
    )


def waiting_for_consent(sellers: Collection[int]) -> tuple[int, float]:
    """Give how many customers have a reason to be touched and no consent, with their money at risk.

    As the last plan found it; both are 0 before the first.
    """
    done = RefreshRun.objects.filter(state=RefreshRun.State.DONE).order_by("-pk")
    told = (done.values_list("counts", flat=True).first() or {}).get("waiting", {})
    mine = [told[str(pk)] for pk in sellers if str(pk) in told]
    return sum(count for count, _ in mine), sum(money for _, money in mine)


def notes_to_write(seller: User, today: date) -> int:
    """Count the customers who wait for a hunter's note, or for that of somebody they cover for."""
    waiting = HandOff.objects.filter(hunter__in=covered_by(seller, today), state=HandOff.State.OPEN)
    return waiting.filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True).count()


def _cut(found: list[Line], fits: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Keep as many as the day allows; somebody new and a promise are kept in any case."""
    fixed = sum(line.is_fixed for line in found)
    at = max(fits, fixed)
    return tuple(found[:at]), tuple(found[at : at + _FOLDED_AT_MOST])


def _count(sellers: Collection[int], today: date, found: list[Line], *, is_all: bool) -> int:
    return len(found) if is_all else max(due_lines(sellers, today).count(), len(found))
