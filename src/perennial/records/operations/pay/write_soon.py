"""Have the ledger written in the background, soon after something that changes pay."""

from collections.abc import Collection

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.records.models import Order, PayPlanVersion
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.only_one import BusyError
from perennial.records.operations.pay.write_lines import count_by_month, in_portions, write_lines
from perennial.records.queries.pay.plans import all_plans

__all__ = ["write_everybody", "write_now", "write_soon"]

_FEW = 200
_PATIENCE = 0.5  # seconds
_WAITS = (TaskResultStatus.READY,)


def write_soon(customers: Collection[int] | None = None) -> None:
    """Ask for it once this is committed: for some customers, or for everybody; without a plan for nobody."""
    if not PayPlanVersion.objects.exists():
        return
    if customers is not None and len(customers) <= _FEW:
        ids = sorted(customers)
        in_step(lambda: write_some.enqueue(ids))
    else:
        in_step(_ask_for_everybody)


def write_now(customers: Collection[int]) -> None:
    """Write the lines of a few before a page goes on; soon, where that takes longer than a page may."""
    if count_by_month(all_plans()):
        write_soon(customers)
        return
    try:
        write_lines(customers, patience=_PATIENCE)
    except BusyError:
        write_soon(customers)


@task()
def write_some(customers: list[int]) -> None:
    """Write the lines of some customers."""
    write_lines(customers)


@task()
def write_everybody() -> None:
    """Write the lines of all who bought since the first plan, a portion at a time where that is the same."""
    plans = all_plans()
    if not plans:
        return
    if count_by_month(plans):
        write_lines()
        return
    since = min(each.since for each in plans)
    bought = Order.objects.filter(day__gte=since).order_by("customer").values_list("customer", flat=True)
    for some in in_portions(set(bought.distinct())):
        write_lines(some)


def _ask_for_everybody() -> None:
    waiting = DBTaskResult.objects.filter(task_path=write_everybody.module_path, status__in=_WAITS)
    if not waiting.exists():
        write_everybody.enqueue()
