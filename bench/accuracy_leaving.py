"""Leaving dates at five rolling cuts: who still comes back, against what was said, and what alarms catch."""

from collections.abc import Callable, Iterator

import numpy as np
from accuracy_forecast import NEVER
from accuracy_looks import Days, Look, spend_between
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.histories import Floats

__all__ = ["alarm_tables", "leaving_tables"]

_DAYS = range(15, 400, 5)


def _or_never(day: NDArray[np.int32]) -> Days:
    return np.where(day == NO_DAY, NEVER, day).astype(np.int64)


def leaving_tables(by_log: dict[str, list[Look]]) -> Iterator[str]:
    """Write what was said and what came, by thirds of frequency, pooled over the cuts."""
    yield "| log | repeat purchases | reached their date | said to come back | came back | 2 std. errors |"
    yield "|---|---|---|---|---|---|"
    notes = []
    for name, seen in by_log.items():
        parts = []
        for look in seen:
            day = _or_never(look.said.leaving.churn_date)
            ok = look.reached(day)
            parts.append(
                (look.said.histories.frequency[ok], look.said.leaving.return_at_churn[ok], look.came(day)[ok])
            )
        x, said, came = (np.concatenate(part) for part in zip(*parts, strict=True))
        yield _row(name, "all", said, came)
        for third in np.array_split(np.argsort(x, kind="stable"), 3):
            if len(third):
                yield _row(name, f"{x[third].min()} to {x[third].max()}", said[third], came[third])
        notes.append(_offers(name, seen))
    yield ""
    yield from notes
    yield ""


def _row(name: str, label: str, said: Floats, came: NDArray[np.bool_]) -> str:
    if not len(said):
        return f"| {name} | {label} | 0 | | | |"
    error = 2 * np.sqrt((said * (1 - said)).sum()) / len(said)
    return f"| {name} | {label} | {len(said)} | {said.mean():.3f} | {came.mean():.3f} | {error:.3f} |"


def _offers(name: str, seen: list[Look]) -> str:
    blank, early, before, ordered = [], 0, 0, []
    for look in seen:
        leaving, h = look.said.leaving, look.said.histories
        blank.append((leaving.churn_date == NO_DAY).mean())
        window = leaving.offer_from != NO_DAY
        early += int((window & (leaving.offer_from <= h.last_day + leaving.fixed_median)).sum())
        begin, churn = _or_never(leaving.offer_from), _or_never(leaving.churn_date)
        inside = window & (begin > look.said.cut) & (churn <= look.end) & (look.next_day >= begin)
        before += int(inside.sum())
        ordered.append((look.next_day <= churn)[inside])
    came = np.concatenate(ordered)
    share = f"{came.mean():.1%}" if len(came) else "none"
    return (
        f"- {name}: no leaving date in sight for {np.mean(blank):.0%} of customers; {early} offer windows "
        f"open before the customer's median; of {before} customers who reached their window in silence "
        f"{share} ordered by their leaving date, untouched; "
        f"R = {sorted({look.said.returns.horizon for look in seen})} days."
    )


def alarm_tables(by_log: dict[str, list[Look]]) -> Iterator[str]:
    """Write what alarms catch at an equal number of alarms.

    An alarm is a customer who reaches the rule's day in silence after the cut. *Later spend* is what the
    alarmed spent in the return horizon after it, untouched. *Spend lost* is what those of them who stayed
    away for that time would have spent in it at their rate so far. Both are for each alarm, so that rules
    compare at an equal number; N is set so that the alarms are as many. A mean gap of their own have repeat
    customers only. Both measures and both populations were looked at, and no rule leads in all four.
    """
    yield "| log | customers | rule | alarms | stayed away | later spend an alarm | spend lost an alarm |"
    yield "|---|---|---|---|---|---|---|"
    for name, seen in by_log.items():
        yield from _rules(name, seen, repeat=True)
        yield _alarm(
            name, "repeat", "no order for twice their own mean gap", _caught(seen, _twice, repeat=True)
        )
        yield from _rules(name, seen, repeat=False)


def _rules(name: str, seen: list[Look], *, repeat: bool) -> Iterator[str]:
    who = "repeat" if repeat else "all"
    ours = _caught(seen, _leaving, repeat=repeat)
    yield _alarm(name, who, "leaving date", ours)
    tried = [(_caught(seen, _silent(days), repeat=repeat), days) for days in _DAYS]
    caught, days = min(tried, key=lambda found: abs(found[0][0] - ours[0]))
    yield _alarm(name, who, f"no order for {days} days", caught)


def _leaving(look: Look) -> Days:
    return _or_never(look.said.leaving.churn_date)


def _twice(look: Look) -> Days:
    h = look.said.histories
    wait = np.ceil(2.0 * h.recency / np.maximum(h.frequency, 1))
    return np.asarray(h.last_day + np.maximum(wait, 1)).astype(np.int64)


def _silent(days: int) -> Callable[[Look], Days]:
    return lambda look: look.said.histories.last_day.astype(np.int64) + days


Caught = tuple[int, int, float, float]


def _caught(seen: list[Look], rule: Callable[[Look], Days], *, repeat: bool) -> Caught:
    alarms = away = 0
    later = lost = 0.0
    for look in seen:
        h, horizon = look.said.histories, look.said.returns.horizon
        day = rule(look)
        ok = look.reached(day) & ((h.frequency > 0) | (not repeat))
        gone = ok & ~look.came(day)
        rate = spend_between(look, -NEVER, look.said.cut) / np.maximum(h.T, 30)
        alarms, away = alarms + int(ok.sum()), away + int(gone.sum())
        later += float(spend_between(look, day, day + horizon)[ok].sum())
        lost += float((rate * horizon)[gone].sum())
    return alarms, away, later, lost


def _alarm(name: str, who: str, rule: str, caught: Caught) -> str:
    alarms, away, later, lost = caught
    each = max(alarms, 1)
    money = f"{later / each:,.1f} | {lost / each:,.1f}"
    return f"| {name} | {who} | {rule} | {alarms:,} | {away / each:.0%} | {money} |"
