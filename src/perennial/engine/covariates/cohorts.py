"""Cohorts by when customers came: how often they buy, how many leave, and whether that drifts."""

from collections.abc import Callable

from perennial.engine.covariates.drawn_to_whole import homogeneity
from perennial.engine.covariates.drift import find_drift, trend_of
from perennial.engine.covariates.followed import follow_cohorts
from perennial.engine.covariates.level_fit import fit_levels
from perennial.engine.covariates.results import Cohort, Cohorts
from perennial.engine.covariates.trait_effects import level_effects
from perennial.engine.histories import Ints
from perennial.engine.purchases import PurchaseLog

__all__ = ["compare_cohorts"]


def compare_cohorts(
    log: PurchaseLog,
    as_of: int,
    *,
    since: int,
    usual_gap: float,
    regularity: int,
    clock: Callable[[Ints], Ints],
) -> Cohorts | None:
    """Compare customers by when they came; None where fewer than two cohorts can be compared.

    Parameters
    ----------
    log, as_of, since, usual_gap, clock
        As in `perennial.engine.covariates.followed.follow_cohorts`.
    regularity
        The Erlang k.
    """
    followed = follow_cohorts(log, as_of, since=since, usual_gap=usual_gap, clock=clock)
    if followed is None or not followed.histories.frequency.any():
        return None
    count = len(followed.spans)
    fit = fit_levels(followed.histories, followed.cohort, count, regularity=regularity)
    effects = level_effects(fit, (None,) * count)
    begins = [begin for begin, _ in followed.spans]
    return Cohorts(
        rows=tuple(
            Cohort(
                since=begin,
                until=end,
                customers=effect.customers,
                rate=effect.rate,
                leaving=effect.leaving,
            )
            for (begin, end), effect in zip(followed.spans, effects, strict=True)
        ),
        followed=followed.days,
        homogeneity=homogeneity(fit.log_rate, fit.rate_covariance),
        trend=trend_of(fit.log_rate, fit.rate_covariance),
        drift=find_drift(fit.log_rate, fit.rate_covariance, begins),
    )
