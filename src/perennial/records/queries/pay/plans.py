"""The versions of the pay plan."""

from datetime import date

from perennial.pay.plans.plan import PayPlan, plan_on
from perennial.pay.plans.storage import plan_from_json
from perennial.records.models import PayPlanVersion

__all__ = ["all_plans", "plan_of", "plan_today"]


def all_plans() -> tuple[PayPlan, ...]:
    """Give every version, the newest first."""
    return tuple(plan_of(each) for each in PayPlanVersion.objects.all())


def plan_of(version: PayPlanVersion) -> PayPlan:
    """Read a version as it was kept."""
    return plan_from_json(version.rules)


def plan_today(today: date) -> PayPlan | None:
    """Give the plan in force; None before the first."""
    return plan_on(all_plans(), today)
