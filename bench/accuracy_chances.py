"""P(an order in 14 and 28 days) at five rolling cuts."""

from collections.abc import Iterator

import numpy as np
from accuracy_forecast import say

from perennial.core.days import iso_of
from perennial.engine.backtest.cuts import choose_cuts
from perennial.engine.backtest.scores import calibration_slope
from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog, count_between

__all__ = ["chance_tables"]

_DRAWS = 400


def chance_tables(logs: dict[str, PurchaseLog]) -> Iterator[str]:
    """Write one table a log."""
    for name, log in logs.items():
        yield f"### {name}"
        yield ""
        yield "| cut | days | said | came | Brier | Brier of the true share | slope |"
        yield "|---|---|---|---|---|---|---|"
        yield from _rows(log)
        yield ""


def _rows(log: PurchaseLog) -> Iterator[str]:
    pooled: dict[int, list[tuple[Floats, Floats, Floats]]] = {14: [], 28: []}
    for cut in choose_cuts(int(log.day.min()), int(log.day.max())):
        said = say(log, cut, (28, 14))
        for days, seen in pooled.items():
            came = (count_between(log, cut, cut + days)[said.index] > 0).astype(np.float64)
            p = said.forecaster.p_order(said.histories, horizon=days, recent=said.recent)
            seen.append((p, came, said.index.astype(np.float64)))
            yield _row(iso_of(cut), days, p, came, came.mean())
    for days, seen in pooled.items():
        p, came, _ = (np.concatenate(part) for part in zip(*seen, strict=True))
        share = np.concatenate([np.full(len(y), y.mean()) for _, y, _ in seen])
        customer = np.concatenate([index for _, _, index in seen]).astype(np.intp)
        yield _row("**all**", days, p, came, share)
        gain, low, high = _skill(p, came, share, customer)
        ratio = p.mean() / came.mean() - 1
        yield f"| skill {gain:.3f} ({low:.3f} to {high:.3f}), mean {ratio:+.1%} | {days} | | | | | |"


def _row(label: str, days: int, p: Floats, came: Floats, share: Floats | float) -> str:
    slope = calibration_slope(p, came > 0)
    brier, constant = np.mean((p - came) ** 2), np.mean((share - came) ** 2)
    shown = "" if slope is None else f"{slope:.2f}"
    return (
        f"| {label} | {days} | {p.mean():.4f} | {came.mean():.4f} | {brier:.4f} | {constant:.4f} | {shown} |"
    )


def _skill(
    p: Floats, came: Floats, share: Floats, customer: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> tuple[float, float, float]:
    # Customers are drawn with replacement, with all their cuts.
    loss = np.bincount(customer, (p - came) ** 2)
    constant = np.bincount(customer, (share - came) ** 2)
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(len(loss), np.full(len(loss), 1 / len(loss)), _DRAWS)
    skills = 1 - (drawn @ loss) / (drawn @ constant)
    low, high = np.quantile(skills, [0.025, 0.975])
    return float(1 - loss.sum() / constant.sum()), float(low), float(high)
