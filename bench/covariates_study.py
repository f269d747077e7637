"""How often what is said of levels and of drift is right, where the truth is known."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from perennial.core.estimate import Estimate
from perennial.engine.covariates.cohorts import compare_cohorts
from perennial.engine.covariates.results import Cohorts
from perennial.engine.covariates.trait_effects import effects_of_traits
from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import histories_at
from perennial.engine.traits import Traits
from perennial.flows.describe_covariates import seen_from, since_when
from perennial.simulate.levels import drifting, levelled

__all__ = ["DRIFTS", "LEVELS", "drift_row", "level_row"]

_SHARE = (0.4, 0.25, 0.17, 0.13, 0.05)
_LEAVING = -0.85  # log-odds of leaving after a purchase where a level is like all
_RATES, _ODDS = (1.0, 1.3, 0.8, 1.0, 1.5), (0.0, 0.4, -0.4, 0.0, 0.5)
_GAP = 30.0

#: Spread of the levels in the log of their rate and in the log-odds of leaving; None: always the same ones.
_Spread = tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCase:
    """Levels that differ in a way, and the Erlang k that is taken instead of the true 2."""

    spread: _Spread
    customers: int = 2000
    regularity: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftCase:
    """Customers who came in the last 300 days buy `rate` times as often."""

    rate: float
    customers: int = 2000
    gap: float = _GAP
    before: int = 0
    regularity: int = 2
    taken: int = 2


LEVELS = {
    "levels alike": LevelCase(spread=(0.0, 0.0)),
    "levels differ little (0.1, 0.2)": LevelCase(spread=(0.1, 0.2)),
    "levels differ (0.25, 0.4)": LevelCase(spread=(0.25, 0.4)),
    "levels differ, 600 customers": LevelCase(spread=(0.25, 0.4), customers=600),
    "levels differ, k taken for 1": LevelCase(spread=(0.25, 0.4), regularity=1),
    "always the same: rates 1, 1.3, 0.8, 1, 1.5": LevelCase(spread=None),
}

DRIFTS = {
    "no drift": DriftCase(rate=1.0),
    "no drift, k = 4 taken for 1": DriftCase(rate=1.0, regularity=4, taken=1),
    "no drift, log begins after 600 days of business": DriftCase(rate=1.0, customers=3300, before=600),
    "the same, a purchase in 90 days": DriftCase(rate=1.0, customers=3300, before=600, gap=90.0),
    "30% less": DriftCase(rate=0.7),
    "30% less, 4,000 customers": DriftCase(rate=0.7, customers=4000),
    "30% less, 1,000 customers": DriftCase(rate=0.7, customers=1000),
    "30% more": DriftCase(rate=1.3),
    "10% less": DriftCase(rate=0.9),
}


def level_row(name: str, case: LevelCase, runs: int) -> str:
    """Write one line of the table of levels."""
    found = [_levels(case, seed) for seed in range(runs)]
    rate, leaving = (np.concatenate([each[at] for each in found]) for at in (0, 1))
    error = np.sqrt(np.mean(np.concatenate([each[2] for each in found]) ** 2))
    differ = [np.mean([each[3][at] for each in found]) for at in (0, 1)]
    return (
        f"| {name} | {rate.mean():.1%} | {leaving.mean():.1%} | {np.expm1(error):.1%} "
        f"| {differ[0]:.0%} | {differ[1]:.0%} |"
    )


def drift_row(name: str, case: DriftCase, runs: int) -> str:
    """Write one line of the table of drift."""
    found = [cohorts for seed in range(runs) if (cohorts := _cohorts(case, seed)) is not None]
    drifts = [each.drift for each in found if each.drift is not None]
    right = [each for each in drifts if ((each.rate.value or 1.0) < 1.0) == (case.rate < 1.0)]
    held = np.mean([_holds(each.rate, case.rate) for each in right]) if right and case.rate != 1.0 else None
    differ = np.mean([each.homogeneity < 0.05 for each in found])
    size = f"{np.mean([each.rate.value or 1.0 for each in drifts]):.2f}" if drifts else "–"
    return (
        f"| {name} | {len(drifts) / runs:.0%} | {size} | {'–' if held is None else f'{held:.0%}'} "
        f"| {differ:.0%} |"
    )


def _levels(case: LevelCase, seed: int) -> tuple[Floats, Floats, Floats, tuple[bool, bool]]:
    # Whether limits hold each level's rate and share of leaving, the log error of the rate, who differs.
    rng = np.random.default_rng([11, seed])
    rate, odds = _truth(case.spread, rng)
    leaving = expit(_LEAVING + odds)
    made = levelled(
        case.customers,
        share=_SHARE,
        rate=rate.tolist(),
        leaving=leaving.tolist(),
        rng=rng,
        gap=_GAP,
    )
    names = tuple(str(g) for g in range(len(_SHARE)))
    traits = Traits(names=("channel",), levels=(names,), code=made.level[:, None])
    histories, _ = histories_at(made.business.log, made.business.last_day)
    (found,) = effects_of_traits(traits, histories, regularity=case.regularity)
    share = np.bincount(made.level, minlength=len(_SHARE)) / case.customers
    against_all = rate / float(share @ rate)
    known = [(int(each.level), each) for each in found.levels if each.level is not None]
    return (
        np.array([_holds(each.rate, against_all[g]) for g, each in known], np.float64),
        np.array([_holds(each.leaving, leaving[g]) for g, each in known], np.float64),
        np.array([np.log((each.rate.value or 1.0) / against_all[g]) for g, each in known]),
        (found.rates_differ, found.leavings_differ),
    )


def _truth(spread: _Spread, rng: np.random.Generator) -> tuple[Floats, Floats]:
    if spread is None:
        return np.array(_RATES), np.array(_ODDS)
    return np.exp(rng.normal(0.0, spread[0], len(_SHARE))), rng.normal(0.0, spread[1], len(_SHARE))


def _cohorts(case: DriftCase, seed: int) -> Cohorts | None:
    made = drifting(
        case.customers,
        rate=case.rate,
        since=600,
        rng=np.random.default_rng([12, seed]),
        gap=case.gap,
        regularity=case.regularity,
        before=case.before,
    )
    log, first = made.log, int(made.day.min())
    start = seen_from(log.day[log.offsets[:-1]], first=first, as_of=made.last_day)
    return compare_cohorts(
        log,
        made.last_day,
        since=since_when(start, first=first, usual_gap=case.gap),
        usual_gap=case.gap,
        regularity=case.taken,
        clock=_as_they_are,
    )


def _as_they_are(day: Ints) -> Ints:
    return day


def _holds(estimate: Estimate, truth: float) -> bool:
    return (estimate.low or 0.0) <= truth <= (estimate.high or np.inf)
