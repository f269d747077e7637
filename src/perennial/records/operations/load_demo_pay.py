"""Pay of the invented company: a plan of a year ago, its lines, months that were closed, and a dispute."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg
from django.utils import timezone
from django_tasks import task

from perennial.pay.plans.shipped import shipped_plan
from perennial.pay.plans.storage import plan_to_json
from perennial.records.models import (
    Business,
    Customer,
    HandOff,
    PayDispute,
    PayLine,
    PayMonth,
    PayPlanVersion,
    Product,
    User,
)
from perennial.records.models.words import Role
from perennial.records.operations.pay.write_lines import write_lines

__all__ = ["add_pay"]

_MONTHS, _OPEN = 12, 2
_BONUS = {"RUB": Decimal(1000)}
_DISPUTE = {
    "ru": "Этого клиента нашла Вера на выставке, но договор готовил я.",
    "en": "Vera met this customer at the fair, but I wrote the contract.",
}


@task()
def add_pay(day: str) -> None:
    """Write a year of pay up to a day under the shipped plan; all but the last months are closed.

    It is done in the background, when the house is open already; where there is a plan, it is done.
    """
    if PayPlanVersion.objects.exists():
        return
    today = date.fromisoformat(day)
    business, owner = Business.current(), User.objects.filter(role=Role.OWNER).order_by("pk")[0]
    months = _months(today)
    _tell_gaps()
    plan = shipped_plan(
        since=date.fromisoformat(f"{months[0]}-01"), bonus=_BONUS.get(business.currency, Decimal(20))
    )
    PayPlanVersion.objects.create(number=1, since=plan.since, rules=plan_to_json(plan), made_by=owner)
    write_lines()
    PayMonth.objects.bulk_create(
        PayMonth(month=month, closed_by=owner, closed_at=timezone.now()) for month in months[:-_OPEN]
    )
    _dispute(months[-_OPEN], _DISPUTE.get(business.language, _DISPUTE["en"]))


def _months(today: date) -> list[str]:
    """Give the months up to this one, a year of them and this."""
    first = today.replace(day=1)
    found = [first]
    for _ in range(_MONTHS):
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return [f"{each:%Y-%m}" for each in reversed(found)]


def _tell_gaps() -> None:
    """Note the usual gap of a product where a hand-off does not know the customer's."""
    for product in Product.objects.all():
        known = Customer.objects.filter(product=product, usual_gap__isnull=False)
        gap = known.aggregate(gap=Avg("usual_gap"))["gap"]
        if gap:
            HandOff.objects.filter(usual_gap=None, customer__product=product).update(usual_gap=gap)


def _dispute(month: str, text: str) -> None:
    lines = PayLine.objects.filter(month=month, seller__role=Role.HUNTER, rule="percentage")
    line = lines.select_related("seller").order_by("-amount", "pk").first()
    if line is not None:
        PayDispute.objects.create(line=line, text=text, by=line.seller)
