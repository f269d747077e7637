"""The calendar against businesses whose season is known, and on real logs; writes parts of docs/calendar.md.

Run ``python bench/calendar_study.py --seeds 20 --logs DIR``.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from accuracy_logs import load_logs
from calendar_logs import even_days, real_logs
from doc_part import write_part
from measure import machine

from perennial.core.days import day_of
from perennial.engine.backtest.past import look_back
from perennial.engine.backtest.scores import log_score
from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.purchases import PurchaseLog
from perennial.simulate.seasonal import SeasonalLaw, seasonal, true_worth

BEGIN = day_of(date(2021, 1, 1))
DAYS, AFTER = 1095, 60
STRONG = (0.5, 0.7, 0.9, 1.0, 1.1, 0.9, 0.8, 0.8, 1.0, 1.1, 1.3, 2.2)
WEEK = (1.2, 1.2, 1.0, 1.0, 1.3, 0.8, 0.5)
MODEL = "mbg-cnbd-k"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of business."""

    name: str
    law: dict[str, Any]
    customers: int = 4_000


KINDS = (
    Kind("random, every 30 days", {"season": STRONG, "week": WEEK, "gap": 30.0}),
    Kind("regular (k = 2), every 20 days", {"season": STRONG, "week": WEEK, "gap": 20.0, "regularity": 2}),
    Kind("regular (k = 3), every 60 days", {"season": STRONG, "week": WEEK, "gap": 60.0, "regularity": 3}),
    Kind("no season, every 30 days", {"week": WEEK, "gap": 30.0}),
)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="businesses of each kind")
    parser.add_argument("--logs", type=Path, help="folder with real order logs")
    parser.add_argument("--out", type=Path, default=Path("docs/calendar.md"))
    asked = parser.parse_args()
    write_part(asked.out, "seasons", list(seasons(asked.seeds)))
    write_part(asked.out, "real logs", list(real_logs(load_logs(asked.logs))))


def seasons(seeds: int) -> Iterator[str]:
    """Give the table of simulated businesses."""
    yield f"Measured by `bench/calendar_study.py --seeds {seeds}`: {machine()}."
    yield ""
    yield (
        "| business | customers | months within 10% | worst month | intervals that hold "
        "| log score, 28 days: with | without | orders said over came: with | without |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for kind in KINDS:
        found = np.array([_one(kind, 100 + seed) for seed in range(seeds)])
        within, hold, with_it, without, said, plain = found[:, [0, 2, 3, 4, 5, 6]].mean(axis=0)
        yield (
            f"| {kind.name} | {kind.customers:,} | {within:.1%} | {found[:, 1].max():.1%} | {hold:.1%} "
            f"| {with_it:.4f} | {without:.4f} | {said:.2f} | {plain:.2f} |"
        )


def _one(kind: Kind, seed: int) -> tuple[float, ...]:
    """Give share of months within 10%, worst error, share of intervals that hold, scores and ratios."""
    law = SeasonalLaw(begin=BEGIN, days=DAYS + AFTER, joining=DAYS, **kind.law)
    log = seasonal(kind.customers, law, np.random.default_rng(seed))
    cut = BEGIN + DAYS - 1
    calendar = fit_calendar(log, cut)
    truth = _months(law)
    value, low, high = (
        np.array([getattr(each, name) for each in calendar.season], dtype=np.float64)
        for name in ("value", "low", "high")
    )
    error = value / truth - 1
    hold = ((low <= truth) & (truth <= high)).mean()
    score, ratio = _forecast(log, cut, seed)
    with even_days():
        plain_score, plain_ratio = _forecast(log, cut, seed)
    return (
        float((np.abs(error) <= 0.1).mean()),
        float(np.abs(error).max()),
        float(hold),
        score,
        plain_score,
        ratio,
        plain_ratio,
    )


def _months(law: SeasonalLaw) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    day = np.arange(BEGIN, BEGIN + 1461, dtype=np.int32)  # four years hold all weekdays of all months alike
    season = SeasonalLaw(begin=BEGIN, days=1461, joining=1461, season=law.season)
    worth = true_worth(season, day)
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return np.asarray([worth[month == each].mean() for each in range(12)] / worth.mean())


def _forecast(log: PurchaseLog, cut: int, seed: int) -> tuple[float, float]:
    at = look_back(log, cut, [MODEL], np.random.default_rng(seed))
    came = at.came(28)
    chance, expected = at.p_order([MODEL], 28)[:, 0], at.expected([MODEL], 28)[:, 0]
    return log_score(chance, came > 0), float(expected.sum() / came.sum())


if __name__ == "__main__":
    main()
