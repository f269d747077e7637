"""Put a version of the pay plan in force from a day on."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Max

from perennial.core.errors import UserError
from perennial.pay.plans.plan import PayPlan
from perennial.pay.plans.storage import plan_from_json, plan_to_json
from perennial.records.models import PayPlanVersion, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.pay.write_soon import write_soon
from perennial.records.queries.pay.months import last_closed

__all__ = ["check_since", "put_in_force"]


@transaction.atomic
def put_in_force(by: User, plan: PayPlan, *, note: str = "") -> PayPlanVersion:
    """Keep a plan as the next version; the lines it changes are written soon.

    Raises
    ------
    UserError
        Something is wrong with it, or it begins in a month that is closed.
    """
    check_since(plan.since)
    number = (PayPlanVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    rules = plan_to_json(replace(plan, version=number))
    plan_from_json(rules)
    version = PayPlanVersion.objects.create(
        number=number, since=plan.since, rules=rules, note=note.strip()[:300], made_by=by
    )
    note_act(by, "pay.plan", version, version=number, since=plan.since.isoformat())
    write_soon()
    return version


def check_since(since: date) -> None:
    """See that a plan begins after the months that are closed.

    Raises
    ------
    UserError
        It does not.
    """
    closed = last_closed()
    if f"{since:%Y-%m}" <= closed:
        raise UserError("{month:month} is closed: a plan can begin only after it.", month=closed)
