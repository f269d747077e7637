"""Each night: plan the calls to leads, also in a house without orders yet."""

from datetime import date

from perennial.records.operations.plan_leads import plan_leads

__all__ = ["run"]


def run(day: date) -> None:
    """Plan everybody's."""
    plan_leads(today=day)
