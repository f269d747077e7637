"""What is said of a seller's week, and its measures with small pictures of the weeks before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.records.models import SellerWeek
from perennial.web.speech import message_of
from perennial.web.views.drift_lines import Line, line_of

__all__ = ["Shown", "measures_of", "week_words"]

_NAMES: Mapping[str, object] = {
    "touches_on_existing": _("Touches with customers who already buy"),
    "money_from_existing": _("Money from customers who bought before"),
    "first_contacts_a_day": _("People contacted for the first time, a working day"),
    "time_on_chores": _("Time on reports and other chores"),
    "begun_by_customer": _("Contacts that the customer began"),
    "overdue_untouched": _("Regulars past their usual time, without a touch"),
    "new_customers_90": _("New customers in 90 days"),
}
_NUMBERS = frozenset({"first_contacts_a_day", "new_customers_90"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One measure as a page shows it."""

    name: object
    kind: str
    now: Estimate
    before: Estimate
    change: Message | None
    alarm: bool
    line: Line | None


def measures_of(week: SellerWeek) -> list[Shown]:
    """Give the measures of a week with their pictures."""
    lines = week.reading.get("lines", {})
    return [_shown(each, lines.get(each["name"])) for each in week.reading.get("measures", [])]


def week_words(week: SellerWeek) -> Message:
    """Say what came of a week in one sentence."""
    reason = week.reading.get("reason")
    if reason:
        return message_of(reason)
    return Message("Nothing has changed that is worth a word.")


def _shown(measure: Mapping[str, Any], line: Any) -> Shown:
    kind = "number" if measure["name"] in _NUMBERS else "percent"
    return Shown(
        name=_NAMES.get(measure["name"], measure["name"]),
        kind=kind,
        now=_estimate(measure["now"]),
        before=_estimate(measure["before"]),
        change=_change(_estimate(measure["change"]), kind),
        alarm=measure["alarm"],
        line=line_of(line, is_share=kind == "percent") if line else None,
    )


def _estimate(limits: list[float | None]) -> Estimate:
    value, low, high = limits
    return Estimate(value=value, low=low, high=high)


def _change(change: Estimate, kind: str) -> Message | None:
    """Say by how much a measure changed: points of a share, else the share by which a number grew."""
    if change.value is None:
        return None
    if kind == "percent":
        points = Estimate(value=_points(change.value), low=_points(change.low), high=_points(change.high))
        return Message("change in points: {points:number}", {"points": points})
    return Message("change: {share:percent}", {"share": change})


def _points(share: float | None) -> float | None:
    return None if share is None else 100 * share
