"""Add to the ledger what is still to be written; what stands there never changes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from perennial.core.message import Message
from perennial.pay.lines.decided import decision_lines
from perennial.pay.lines.line import PayLine
from perennial.pay.lines.reckoning import lines_of
from perennial.pay.lines.writing import lines_to_write
from perennial.pay.plans.plan import PayPlan
from perennial.records.models import Business, PayPlanVersion
from perennial.records.models import PayLine as Row
from perennial.records.operations.audit import note_acts
from perennial.records.operations.give_way import give_way
from perennial.records.operations.only_one import only_one
from perennial.records.queries.pay.facts import decided_facts, pay_facts
from perennial.records.queries.pay.months import closed_months
from perennial.records.queries.pay.plans import all_plans
from perennial.records.queries.pay.written import written_decisions, written_lines
from perennial.records.queries.stored_message import message_to_json

__all__ = ["count_by_month", "in_portions", "write_decisions", "write_lines"]

_AT_ONCE, _PORTION = 500, 2000  # lines in a transaction, customers


def write_lines(customers: Collection[int] | None = None, *, patience: float | None = None) -> int:
    """Reckon what customers' orders pay, and write what is not written yet; a second time nothing.

    The database stays free while it is reckoned. What changes meanwhile is not seen: whoever changes it has
    lines written after that. Sums decided on by hand have their own lines (`write_decisions`).

    Parameters
    ----------
    customers
        Whose orders; everybody's where None, or where a plan counts what a seller had in a month in all.
    patience
        Seconds to wait for another who writes lines; None waits for as long as it takes.

    Returns
    -------
    int
        Lines written.

    Raises
    ------
    BusyError
        The seconds passed.
    """
    plans = all_plans()
    if not plans:
        return 0
    whose = None if count_by_month(plans) else customers
    # Two who reckoned at once would write a line twice, or take back what the other has just written.
    with only_one("pay", patience):
        should = lines_of(plans, pay_facts(Business.current(), whose))
        new = lines_to_write(written_lines(whose), should, closed_months())
        for at in range(0, len(new), _AT_ONCE):
            _write(new[at : at + _AT_ONCE])
            give_way()
    return len(new)


@transaction.atomic
def write_decisions() -> int:
    """Write the lines of sums that were decided on by hand."""
    new = lines_to_write(written_decisions(), decision_lines(decided_facts()), closed_months())
    _write(new)
    return len(new)


def in_portions(customers: Collection[int]) -> Iterator[list[int]]:
    """Give so many customers at a time as one query may name."""
    whose = sorted(customers)
    for at in range(0, len(whose), _PORTION):
        yield whose[at : at + _PORTION]


def count_by_month(plans: Iterable[PayPlan]) -> bool:
    """Say whether a plan counts what a seller had in a month, so that customers hang together."""
    return any(each.thresholds or each.cap is not None for each in plans)


@transaction.atomic
def _write(lines: Sequence[PayLine]) -> None:
    versions = dict(PayPlanVersion.objects.values_list("number", "pk"))
    rows = Row.objects.bulk_create(_row(line, versions) for line in lines)
    note_acts(None, "pay.line", [(row, _facts(row)) for row in rows])


def _row(line: PayLine, versions: dict[int, int]) -> Row:
    return Row(
        seller_id=int(line.seller),
        month=line.month,
        of_month=line.of_month,
        earned_month=line.earned_month,
        day=line.day,
        customer_key=None if line.customer is None else int(line.customer),
        order_key=None if line.order is None else int(line.order),
        cause=line.cause,
        rule=line.rule,
        role=line.role or "",
        plan_id=None if line.plan is None else versions[line.plan],
        base=line.base,
        rate=line.rate,
        amount=line.amount,
        reason=message_to_json(_wordless(line.reason)),
        correction=line.correction,
    )


def _wordless(reason: Message) -> Message:
    """Leave out what somebody wrote: it may name a person, and a line cannot be changed."""
    told = {name: value for name, value in reason.facts.items() if name != "because"}
    return replace(reason, facts=told)


def _facts(row: Row) -> dict[str, object]:
    return {"seller": row.seller_id, "month": row.month, "amount": str(row.amount)}
