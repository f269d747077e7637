"""What each trait of the first purchase goes with: buying more or less often, leaving sooner or later."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from perennial.engine.covariates.drawn_to_whole import draw_to_whole, homogeneity
from perennial.engine.covariates.level_fit import LevelFit, fit_levels
from perennial.engine.covariates.limits import against_all, estimate_of, ratio_of
from perennial.engine.covariates.results import LevelEffect, TraitEffects
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.traits import NO_LEVEL, Traits

__all__ = ["effects_of_traits", "level_effects"]

_FEWEST = 30  # customers that a level needs to stand alone
_MOST = 12  # levels that stand alone, those with most customers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Levels:
    """Levels that stand alone and the others (None), by falling number of customers; -1 where unknown."""

    names: tuple[str | None, ...]
    code: Ints


def effects_of_traits(traits: Traits, histories: Histories, *, regularity: int) -> tuple[TraitEffects, ...]:
    """Compare the customers of each level of each trait with all.

    Parameters
    ----------
    traits, histories
        Of the same n customers; histories in business time.
    regularity
        The Erlang k.

    Returns
    -------
    tuple
        Of the traits that at least two levels of 30 customers have, in the order of the traits.
    """
    return tuple(_effects(traits, histories, regularity))


def level_effects(fit: LevelFit, names: tuple[str | None, ...]) -> tuple[LevelEffect, ...]:
    """Draw what levels say to the whole and set it against all their customers.

    Parameters
    ----------
    fit
        Of G levels, two or more.
    names
        Of the levels.
    """
    share = fit.customers / fit.customers.sum()
    rate = draw_to_whole(fit.log_rate, fit.rate_covariance)
    leaving = draw_to_whole(fit.leaving, fit.leaving_covariance)
    weight = _parts(share * np.exp(rate.mean - rate.mean.max()))
    _, rate_error = against_all(rate.mean, rate.covariance, weight)
    log_rate = rate.mean - np.log(share @ np.exp(rate.mean))
    odds, odds_error = against_all(leaving.mean, leaving.covariance, share)
    error = np.sqrt(np.diag(leaving.covariance))
    return tuple(
        LevelEffect(
            level=name,
            customers=int(fit.customers[g]),
            rate=ratio_of(log_rate[g], rate_error[g]),
            leaving=estimate_of(leaving.mean[g], error[g], expit),
            leaving_odds=ratio_of(odds[g], odds_error[g]),
        )
        for g, name in enumerate(names)
    )


def _parts(each: Floats) -> Floats:
    return np.asarray(each / each.sum())


def _effects(traits: Traits, histories: Histories, regularity: int) -> Iterator[TraitEffects]:
    for name in traits.names:
        levels = _levels(*traits.of(name))
        if len(levels.names) < 2:
            continue
        known = levels.code != NO_LEVEL
        fit = fit_levels(histories.take(known), levels.code[known], len(levels.names), regularity=regularity)
        yield TraitEffects(
            trait=name,
            levels=level_effects(fit, levels.names),
            rate_homogeneity=homogeneity(fit.log_rate, fit.rate_covariance),
            leaving_homogeneity=homogeneity(fit.leaving, fit.leaving_covariance),
        )


def _levels(names: tuple[str, ...], code: Ints) -> _Levels:
    count = np.bincount(code[code != NO_LEVEL], minlength=len(names))
    order = np.argsort(-count, kind="stable")[:_MOST]
    alone = order[count[order] >= _FEWEST]
    others = count.sum() - count[alone].sum()
    place = np.full(len(names) + 1, len(alone) if others >= _FEWEST else NO_LEVEL, np.int32)
    place[alone] = np.arange(len(alone))
    place[NO_LEVEL] = NO_LEVEL  # the last one, which a missing level points to
    found = tuple(names[each] for each in alone)
    return _Levels(names=(*found, None) if others >= _FEWEST else found, code=place[code])
