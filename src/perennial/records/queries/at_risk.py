"""Whose money is at risk: of those who may still leave, not of those who have left."""

from django.db.models import Q, Sum

from perennial.records.models.words import Stage

__all__ = ["HAVE_LEFT", "MAY_LEAVE", "sum_at_risk"]

HAVE_LEFT = Q(stage=Stage.LEFT)
MAY_LEAVE = ~HAVE_LEFT


def sum_at_risk() -> Sum:
    """Sum a year's money at risk of customers; None where there are none."""
    return Sum("value_at_risk", filter=MAY_LEAVE)
