"""Small bases and an 18-month rhythm: no failure, wide bands, nobody left too early."""

from collections.abc import Iterator

import numpy as np
from accuracy_forecast import say

from perennial.core.days import NO_DAY
from perennial.engine.purchases import PurchaseLog
from perennial.simulate.renewal import furniture

__all__ = ["furniture_lines", "small_tables"]

_SAMPLES = 20


def small_tables(logs: dict[str, PurchaseLog]) -> Iterator[str]:
    """Write how wide bands are at 30 and at 300 customers, of 20 random samples each.

    An open band has no end within two years of silence; a closed one is told as a share of the wait from the
    last order to the leaving date.
    """
    yield "| log | customers | failures | no leaving date | open bands | closed bands, share of the wait |"
    yield "|---|---|---|---|---|---|"
    for name, log in logs.items():
        for size in (30, 300):
            yield _row(name, log, size)
    yield ""


def _row(name: str, log: PurchaseLog, size: int) -> str:
    rng = np.random.default_rng(size)
    widths, blanks, opens, failures = [], [], [], 0
    for seed in range(_SAMPLES):
        sample = log.take(np.sort(rng.choice(len(log), size, replace=False)))
        try:
            said = say(sample, int(log.day.max()), (90, 28), seed=seed)
        except Exception as fault:  # noqa: BLE001  (counting failures is the point)
            print(f"{name}, {size} customers: {fault!r}")
            failures += 1
            continue
        dates = said.leaving
        there, closed = dates.churn_date != NO_DAY, dates.churn_late != NO_DAY
        blanks.append(1 - there.mean())
        opens.extend(~closed[there])
        wait = (dates.churn_date - said.histories.last_day)[closed]
        widths.append((dates.churn_late - dates.churn_early)[closed] / wait)
    share = np.concatenate(widths).mean()
    return f"| {name} | {size} | {failures} | {np.mean(blanks):.0%} | {np.mean(opens):.0%} | {share:.2f} |"


def furniture_lines() -> Iterator[str]:
    """Say how many of a simulated base that buys every 18 months are said to have left too early."""
    log = furniture(2_000, rng=np.random.default_rng(0)).log
    said = say(log, int(log.day.max()), (90, 28))
    leaving, h = said.leaving, said.histories
    left = (leaving.churn_date != NO_DAY) & (h.as_of >= leaving.churn_date)
    within = left & (h.silence <= leaving.fixed_75)
    yield (
        f"Furniture bought every 18 months, simulated ({len(h):,} customers): {left.mean():.1%} are said to "
        f"have left, {within.sum()} of them within their 75% wait; no leaving date in sight for "
        f"{(leaving.churn_date == NO_DAY).mean():.0%}; R = {said.returns.horizon} days."
    )
    yield ""
