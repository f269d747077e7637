"""The preview of touches as a table: weeks across, plays down, what it costs and takes below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from perennial.flows.preview_touches import WEEKS, Due
from perennial.records.models import Business, TouchRule
from perennial.records.queries.offers.preview import (
    Hands,
    Preview,
    cost_of,
    hands_of,
    preview_of,
    spans_now,
)
from perennial.records.queries.offers.rules import rules_now, standings_of
from perennial.records.queries.offers.standing import Standing

__all__ = ["PreviewRow", "changed_preview", "whole_preview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCell:
    """Who is due in a month ("YYYY-MM"), under the weeks that begin in it."""

    month: str
    weeks: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """A play: who is due already, by week or by month, in all, and what that costs."""

    title: object
    note: object
    waiting: int
    weeks: Sequence[int]
    months: Sequence[MonthCell]
    cost: Decimal

    @property
    def total(self) -> int:
        """All of the weeks or months shown."""
        return sum(each.count for each in self.months) if self.months else sum(self.weeks)


def whole_preview(business: Business, today: date) -> dict[str, Any]:
    """Give the table of all plays; nothing where there is no forecast yet."""
    spans = spans_now(business, today)
    if spans is None:
        return {"preview": None}
    rules, hands = rules_now(), hands_of(business, today)
    standings = standings_of(rules.values(), today)
    found = preview_of(spans, rules, hands, standings)
    rows = _all_rows(rules, found, today, standings)
    feet = [_foot("", found, hands, rows)]
    return {"preview": found, "rows": rows, "feet": feet, **_common(rows, today, found)}


def changed_preview(business: Business, today: date, play: str, changed: TouchRule | None) -> dict[str, Any]:
    """Give one play and the sums as they are and, where a rule is changed, as they would be under it."""
    spans = spans_now(business, today)
    if spans is None or play not in spans.spans:
        return {"preview": None, "by_people": spans is not None}
    rules, hands = rules_now(), hands_of(business, today)
    standings = standings_of([*rules.values(), *([changed] if changed else [])], today)
    before = preview_of(spans, rules, hands, standings)
    sides = [("before" if changed else "", rules, before)]
    if changed is not None:
        after = {**rules, play: changed}
        sides.append(("after", after, preview_of(spans, after, hands, standings)))
    rows = [row for note, of, found in sides for row in _rows(of[play], found, today, standings, note)]
    feet = [_foot(note, found, hands, _all_rows(of, found, today, standings)) for note, of, found in sides]
    gap = spans.usual_gap
    return {
        "preview": before,
        "rows": rows,
        "feet": feet,
        "usual_gap": gap,
        "quarter": gap and gap / 4,
        **_common(rows, today, *(found for _, _, found in sides)),
    }


def _all_rows(
    rules: Mapping[str, TouchRule], found: Preview, today: date, standings: Mapping[int, Standing]
) -> list[PreviewRow]:
    ruled = [rule for play, rule in rules.items() if play in found.due]
    return [row for rule in ruled for row in _rows(rule, found, today, standings)]


def _common(rows: Sequence[PreviewRow], today: date, *found: Preview) -> dict[str, Any]:
    return {
        "starts": _starts(today),
        "most": max((each for row in rows for each in row.weeks), default=0) or 1,
        "has_months": any(row.months for row in rows),
        "has_cost": any(any(each.cost) for each in found) or any(row.cost for row in rows),
    }


def _rows(
    rule: TouchRule, found: Preview, today: date, standings: Mapping[int, Standing], note: str = ""
) -> list[PreviewRow]:
    due, each = found.due[rule.play], cost_of(rule, standings)
    months = _months(due, today)
    shown: list[tuple[tuple[MonthCell, ...], int]] = [(months, due.late)] if months else []
    if not months or any(due.weeks) or due.waiting:
        shown.insert(0, ((), due.waiting))
    return [
        PreviewRow(
            title=rule.get_play_display(),
            note=note,
            waiting=waiting,
            weeks=() if cells else due.weeks,
            months=cells,
            cost=each * (sum(cell.count for cell in cells) if cells else sum(due.weeks)),
        )
        for cells, waiting in shown
    ]


def _foot(note: str, found: Preview, hands: Hands, rows: Sequence[PreviewRow]) -> Mapping[str, Any]:
    return {
        "note": note,
        "touches": found.touches,
        "total": sum(row.total for row in rows),
        "hours": [minutes / 60 for minutes in found.minutes],
        "filled": [
            done / fits if fits else None for done, fits in zip(found.by_sellers, hands.fits, strict=True)
        ],
        "costs": found.cost if any(found.cost) else (),
        "cost": sum((row.cost for row in rows), Decimal(0)),
    }


def _months(due: Due, today: date) -> tuple[MonthCell, ...]:
    """Give the months of those who buy rarely, each as wide as the weeks that begin in it."""
    if not due.late and not any(due.months.values()):
        return ()
    begin = [f"{each:%Y-%m}" for each in _starts(today)]
    named = {f"{month // 12}-{month % 12 + 1:02}": count for month, count in sorted(due.months.items())}
    return tuple(
        MonthCell(month=month, weeks=begin.count(month), count=count)
        for month, count in named.items()
        if month in begin
    )


def _starts(today: date) -> list[date]:
    return [today + timedelta(days=7 * week) for week in range(WEEKS)]
