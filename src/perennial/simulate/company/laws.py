"""The laws by which each of the three products is sold, bought and left."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.leaving import LeavingLaw, hazard_leaving

__all__ = ["LAWS", "ProductLaw", "column"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductLaw:
    """How one product is sold, bought and left.

    Attributes
    ----------
    gap, regularity, heterogeneity
        Mean wait in days at the mean rate, the Erlang k, the gamma shape of rates.
    one_time_share, never_share
        Shares who leave at the first order, and who never leave.
    leaving
        Law of leaving of the others.
    season
        Index of buying by month, January first.
    company_share, site_share
        Share of companies among customers, and of later orders made by the site.
    lead_share, site_customers
        Share of the leads; first orders by the site a day, without a seller.
    win_lag, meeting_share
        Median days from entering to the first order; share of won leads with a meeting.
    """

    gap: float
    regularity: int
    heterogeneity: float
    one_time_share: float
    never_share: float
    leaving: LeavingLaw
    season: tuple[float, ...]
    company_share: float
    site_share: float
    lead_share: float
    site_customers: float
    win_lag: float
    meeting_share: float


LAWS = (
    ProductLaw(
        gap=7.3,
        regularity=5,
        heterogeneity=16.0,
        one_time_share=0.15,
        never_share=0.15,
        leaving=hazard_leaving([0, 60, 110, 200, 400], [0.0008, 0.002, 0.006, 0.0025, 0.0012]),
        season=(0.85, 1.0, 1.05, 1.05, 1.0, 0.95, 0.85, 0.8, 1.05, 1.1, 1.1, 1.2),
        company_share=0.9,
        site_share=0.3,
        lead_share=0.13,
        site_customers=0.06,
        win_lag=9.0,
        meeting_share=0.5,
    ),
    ProductLaw(
        gap=32.0,
        regularity=4,
        heterogeneity=15.0,
        one_time_share=0.3,
        never_share=0.1,
        leaving=hazard_leaving([0, 90, 150, 260, 500], [0.0006, 0.0012, 0.0052, 0.002, 0.0009]),
        season=(0.8, 0.95, 1.1, 1.0, 1.0, 0.9, 0.8, 0.8, 1.0, 1.05, 1.2, 1.4),
        company_share=0.25,
        site_share=0.45,
        lead_share=0.37,
        site_customers=0.72,
        win_lag=5.0,
        meeting_share=0.2,
    ),
    ProductLaw(
        gap=540.0,
        regularity=6,
        heterogeneity=30.0,
        one_time_share=0.4,
        never_share=0.1,
        leaving=hazard_leaving([0], [1 / 1500]),
        season=(0.8, 0.9, 1.0, 1.0, 1.0, 0.95, 0.85, 0.9, 1.1, 1.15, 1.15, 1.2),
        company_share=0.45,
        site_share=0.1,
        lead_share=0.5,
        site_customers=0.5,
        win_lag=20.0,
        meeting_share=0.7,
    ),
)


def column(name: str) -> Floats:
    """Give one figure of each product, shape (3,)."""
    return np.array([getattr(law, name) for law in LAWS], np.float64)
