"""What goes with buying often and with leaving, as values that JSON knows."""

from typing import Any

from perennial.core.days import iso_of
from perennial.engine.covariates.results import AfterTouch, Cohorts, Covariates

__all__ = ["after_touch_json", "cohorts_json", "covariates_json"]


def covariates_json(found: Covariates) -> list[dict[str, Any]]:
    """Give one row a level of each trait; the level of those that stand together is null."""
    return [
        {
            "trait": trait.trait,
            "level": each.level,
            "customers": each.customers,
            "rate": each.rate,
            "leaving": each.leaving,
            "rate_homogeneity_p": trait.rate_homogeneity,
            "leaving_homogeneity_p": trait.leaving_homogeneity,
        }
        for trait in found.traits
        for each in trait.levels
    ]


def after_touch_json(found: AfterTouch | None) -> dict[str, Any] | None:
    """Give what follows a touch; None where none are known."""
    if found is None:
        return None
    return {
        "customers": found.customers,
        "touches": found.touches,
        "days": found.days,
        "rate": found.rate,
        "return_horizon_days": found.horizon,
        "staying_away": found.away,
    }


def cohorts_json(found: Cohorts | None, drift: str | None) -> dict[str, Any] | None:
    """Give the cohorts; None where none can be compared.

    Parameters
    ----------
    drift
        The sentence in the reader's language; None where there is no drift to speak of.
    """
    if found is None:
        return None
    return {
        "rows": [
            {
                "since": iso_of(each.since),
                "until": iso_of(each.until),
                "customers": each.customers,
                "rate": each.rate,
                "leaving": each.leaving,
            }
            for each in found.rows
        ],
        "followed_days": found.followed,
        "homogeneity_p": found.homogeneity,
        "trend": found.trend,
        "drift": drift,
    }
