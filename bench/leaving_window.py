"""Known truth against the leaving window, over many simulated businesses; prints a Markdown report."""

import argparse
import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
from scipy.special import ndtri

from perennial.core.estimate import Estimate
from perennial.engine.histories import Floats
from perennial.engine.lifetime.leaving_window import leaving_window
from perennial.engine.lifetime.tenure import fit
from perennial.engine.purchases import histories_at
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal

SHARES = np.array([0.25, 0.5, 0.75])


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of business; `model_is_true` where rate and leaving are unrelated, as the model takes them."""

    name: str
    setting: Mapping[str, Any]
    customers: int = 4_000
    median: float = 135.0
    sigma: float = 0.261
    model_is_true: bool = True


@dataclass(slots=True)
class Found:
    """Results of one kind of business: rows of start, middle, end; nan where not reached."""

    value: list[list[float]] = field(default_factory=list)
    covered: list[list[bool]] = field(default_factory=list)
    regularity: list[int] = field(default_factory=list)
    never: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


KINDS = (
    Kind(name="Buyers every 21 days, k = 2", setting={"gap": 21.0, "regularity": 2, "span": 730}),
    Kind(name="Buyers every 30 days, k = 1", setting={"gap": 30.0, "regularity": 1, "span": 730}),
    Kind(
        name="Buyers every 60 days, k = 3",
        setting={"gap": 60.0, "regularity": 3, "span": 1095},
        median=239.0,
        sigma=0.306,
    ),
    Kind(
        name="Half one-time buyers",
        setting={"gap": 30.0, "regularity": 2, "span": 730, "one_time_share": 0.5},
    ),
    Kind(
        name="40% who never leave",
        setting={"gap": 30.0, "regularity": 2, "span": 730, "never_share": 0.4},
    ),
    Kind(name="A 12-month log", setting={"gap": 21.0, "regularity": 2, "span": 365}),
    Kind(
        name="300 customers",
        setting={"gap": 30.0, "regularity": 2, "span": 730},
        customers=300,
    ),
    Kind(
        name="Frequent buyers stay longer (correlation 0.5)",
        setting={"gap": 30.0, "regularity": 2, "span": 730, "correlation": 0.5},
        model_is_true=False,
    ),
    Kind(
        name="Frequent buyers leave sooner (correlation -0.5)",
        setting={"gap": 30.0, "regularity": 2, "span": 730, "correlation": -0.5},
        model_is_true=False,
    ),
)


def truth(kind: Kind) -> Floats:
    """Give the days by which a quarter, half and three quarters leave; inf where they never do."""
    never = kind.setting.get("never_share", 0.0) / (1.0 - kind.setting.get("one_time_share", 0.0))
    share = np.minimum(SHARES / (1.0 - never), 1.0)
    return np.asarray(kind.median * np.exp(kind.sigma * ndtri(share)))


def study(kind: Kind, seeds: int) -> Found:
    """Simulate and read one kind of business as often as there are seeds."""
    found, right = Found(), truth(kind)
    for seed in range(seeds):
        rng = np.random.default_rng([seed, KINDS.index(kind)])
        law = lognormal_leaving(median=kind.median, sigma=kind.sigma)
        business = renewal(kind.customers, leaving=law, rng=rng, **kind.setting)
        histories, _ = histories_at(business.log, business.last_day)
        began = time.process_time()
        fitted = fit(histories, rng=rng)
        window = leaving_window(fitted, rng=rng)
        found.seconds.append(time.process_time() - began)
        days = (window.start_days, window.middle_days, window.end_days)
        found.value.append([np.nan if day.value is None else day.value for day in days])
        found.covered.append([covers(day, at) for day, at in zip(days, right, strict=True)])
        found.regularity.append(fitted.k)
        found.never.append(fitted.q0)
    return found


def covers(day: Estimate, right: float) -> bool:
    """Tell whether the limits hold the truth; open ones reach on."""
    low = -np.inf if day.low is None else day.low
    high = np.inf if day.high is None else day.high
    return bool(low <= right <= high)


def row(kind: Kind, found: Found) -> str:
    """Write one line of the table."""
    right, value = truth(kind), np.array(found.value)
    cells = []
    for at in range(3):
        known = value[:, at][~np.isnan(value[:, at])]
        said = f"{np.median(known):.0f}" if len(known) > len(value) / 2 else "not reached"
        off = f" ({np.median(known) / right[at] - 1:+.1%})" if len(known) > len(value) / 2 else ""
        cells.append(f"{said}{off}")
    exact = "/".join("never" if np.isinf(day) else f"{day:.0f}" for day in right)
    cover = "/".join(f"{share:.0%}" for share in np.mean(found.covered, axis=0))
    k = np.bincount(found.regularity)
    chosen = ", ".join(f"{count} x {at}" for at, count in enumerate(k) if count)
    return (
        f"| {kind.name} | {exact} | {' | '.join(cells)} | {cover} | {np.median(found.never):.3f} | {chosen} "
        f"| {np.median(found.seconds):.1f} |"
    )


def main() -> None:
    """Run the study and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=50)
    seeds = parser.parse_args().seeds
    print("# The leaving window against known truth\n")
    print(
        f"{seeds} simulated businesses of each kind, 4,000 customers unless said, leaving lognormal. Days "
        "by which 25, 50 and 75% of those who did not leave at once have left: truth, median answer, error, "
        "how often the 95% interval holds the truth; the median q0; the k chosen; processor seconds for fit, "
        "choice of k and window. Written by `bench/leaving_window.py`.\n"
    )
    print("| business | truth | 25% | 50% | 75% | coverage | q0 | k | s |")
    print("|---|---|---|---|---|---|---|---|---|")
    pooled: list[bool] = []
    for kind in KINDS:
        found = study(kind, seeds)
        print(row(kind, found), flush=True)
        if kind.model_is_true:
            finite = np.isfinite(truth(kind))
            pooled.extend(np.array(found.covered)[:, finite].ravel().tolist())
    share = f"{np.mean(pooled):.1%} of {len(pooled)}"
    print(f"\nCoverage pooled over businesses where the model is true: {share}.\n")
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    print(
        f"{when}, {platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}, one core."
    )


if __name__ == "__main__":
    main()
