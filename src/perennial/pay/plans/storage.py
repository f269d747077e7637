"""Pay plans as JSON and back: shares and money as decimals in quotes, days as YYYY-MM-DD.

Only `version`, `since` and `percentages` are required; a field that is unknown is a fault, not passed over.
"""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from perennial.core.errors import UserError
from perennial.pay.plans.faults import Fault, faults_of
from perennial.pay.plans.fields import (
    Reader,
    day,
    factor,
    group_of,
    list_of,
    money,
    name,
    or_none,
    share,
    whole,
    word,
)
from perennial.pay.plans.plan import Bonus, PayPlan, Percentage, Protected, Returned, Threshold

__all__ = ["PlanError", "plan_faults", "plan_from_json", "plan_to_json"]


class PlanError(UserError):
    """A plan that cannot be used; `faults` has all that is wrong, the sentence names the first."""

    faults: tuple[Fault, ...] = ()


def plan_to_json(plan: PayPlan) -> dict[str, Any]:
    """Write a plan so that `plan_from_json` gives it back."""
    return {name: _plain(value) for name, value in asdict(plan).items()}


def plan_from_json(stored: object) -> PayPlan:
    """Read a plan.

    Raises
    ------
    PlanError
        Something is wrong with it.
    """
    plan, faults = _read_plan(stored)
    if plan is None or faults:
        error = PlanError("{where}: {fault}", where=faults[0].where, fault=faults[0].sentence)
        error.faults = faults
        raise error
    return plan


def plan_faults(stored: object) -> tuple[Fault, ...]:
    """Give all that is wrong with a plan as it is stored or was typed; none where it can be used."""
    return _read_plan(stored)[1]


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read_plan(stored: object) -> tuple[PayPlan | None, tuple[Fault, ...]]:
    faults: list[Fault] = []
    plan = group_of(PayPlan, _PLAN)(stored, "", faults)
    if plan is None or faults:
        return None, tuple(faults)
    return plan, faults_of(plan)


_PERCENTAGE: dict[str, Reader] = {
    "to": word("hunter", "farmer", "seller"),
    "share": share,
    "first": whole,
    "last": or_none(whole),
    "products": list_of(name),
    "categories": list_of(name),
    "on": word("revenue", "margin"),
}
_PROTECTED = {name: _PERCENTAGE[name] for name in ("share", "first", "last", "on")}
_BONUS: dict[str, Reader] = {
    "amount": money,
    "number": whole,
    "gaps": factor,
    "counted_from": word("purchase", "handoff"),
}
_THRESHOLD: dict[str, Reader] = {
    "to": _PERCENTAGE["to"],
    "above": money,
    "share": or_none(share),
    "times": or_none(factor),
}
_PLAN: dict[str, Reader] = {
    "version": whole,
    "since": day,
    "percentages": list_of(group_of(Percentage, _PERCENTAGE)),
    "earned_on": word("paid", "ordered"),
    "protected": or_none(group_of(Protected, _PROTECTED)),
    "bonus": or_none(group_of(Bonus, _BONUS)),
    "returned": or_none(group_of(Returned, {"after_days": whole})),
    "thresholds": list_of(group_of(Threshold, _THRESHOLD)),
    "cover_share": share,
    "after_leaving": word("person", "successor", "nobody"),
    "usual_margin": or_none(share),
    "cap": or_none(money),
}
