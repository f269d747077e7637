"""Money at risk as what the business keeps of it, where the business has said how much that is."""

from dataclasses import replace

from perennial.flows.understand import Learnt

__all__ = ["in_margin"]


def in_margin(learnt: Learnt, margin: float | None) -> Learnt:
    """Give what was learnt with money at risk in margin instead of revenue.

    What a touch may bring is a share of it; what a touch costs is paid in full, and stays.

    Parameters
    ----------
    margin
        Share of an order's money that is kept; None where unknown, and the money is then revenue.
    """
    found = learnt.understanding
    if margin is None or found.spend_per_order is None:  # without amounts the values are orders
        return learnt
    forecast = replace(found.forecast.whole, value_at_risk=found.forecast.value_at_risk * margin)
    return replace(learnt, understanding=replace(found, forecast=forecast))
