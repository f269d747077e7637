"""From typed rows to the reference order log."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.cleaning import DUST, Bucket, CleaningRules, CleaningTally, find_buckets
from perennial.ingest.cleaning_notes import cleaning_notes
from perennial.ingest.suspicions import find_left_truncation, monthly_payers, suspicion_notes
from perennial.store.log import LogFacts
from perennial.store.memory.customers import Customer, customers_of, purchase_log
from perennial.store.memory.lines import Line, kinds_of_statuses, lines_of, without_copies
from perennial.store.memory.memory_log import MemoryLog
from perennial.store.memory.order_rows import OrderRow, day_of_moment, order_key
from perennial.store.memory.orders import Order, Refund, fate_of, make_orders, set_refunds

__all__ = ["log_of_arrays", "open_log"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WATCHED_CUSTOMERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """Orders with their fates, and refunds that fit none."""

    lines: list[Line]
    fates: list[tuple[Order, str]]
    loose: list[Refund]
    copies: int

    def with_fate(self, *fates: str) -> list[Order]:
        return [order for order, fate in self.fates if fate in fates]


def open_log(
    rows: Sequence[OrderRow],
    *,
    rejected: int = 0,
    rules: CleaningRules | None = None,
    as_of: int | None = None,
    currency: str | None = None,
    notes: tuple[Message, ...] = (),
) -> MemoryLog:
    """Count the orders of typed rows; the arguments are those of `perennial.store.duckdb.open_log`.

    Raises
    ------
    UserError
        There are no rows, none on or before `as_of`, or none of them counts.
    """
    rules = rules or CleaningRules()
    end = _end_of_observation(rows, rules, as_of)
    has_amounts = any(row.amount is not None for row in rows)
    settled = _settle(rows, end, rules, has_amounts=has_amounts)
    buckets = _buckets(settled, rules, end)
    named = {bucket.customer_id for bucket in buckets}
    kept = [order for order in settled.with_fate("counted") if order.customer_id not in named]
    customers = customers_of(kept, _adjustments(settled), rules, has_amounts=has_amounts)
    log = purchase_log(customers)
    tally = _tally(rows, settled, buckets, end=end, named=as_of is not None, rules=rules)
    tally = replace(tally, counted=len(kept), purchases=len(log.day))
    facts = LogFacts(
        rows=len(rows) + rejected,
        rejected=rejected,
        refunds=tally.refunds,
        left_out=tally.left_out,
        counted=tally.counted,
        purchases=tally.purchases,
        customers=len(customers),
        first=int(log.day.min()),
        last=int(log.day.max()),
        as_of=end,
        currency=min((row.currency for row in rows if row.currency is not None), default=currency),
        has_amounts=has_amounts,
        notes=(*notes, *cleaning_notes(tally), *_suspicions(rows, customers, end)),
    )
    return MemoryLog(customers, facts, by_category=any(row.category is not None for row in rows))


def log_of_arrays(
    customer_ids: Sequence[str],
    days: NDArray[np.int32] | NDArray[np.int64],
    amounts: NDArray[np.float64] | None = None,
    *,
    as_of: int | None = None,
    rules: CleaningRules | None = None,
) -> MemoryLog:
    """Open the orders of three arrays of shape (m,), as `perennial.store.duckdb.log_of_arrays` does."""
    rows = [
        OrderRow(
            row=i + 2,
            customer_id=str(customer_id),
            ordered_at=_EPOCH + timedelta(days=int(days[i])),
            amount=None if amounts is None else float(amounts[i]),
        )
        for i, customer_id in enumerate(customer_ids)
    ]
    return open_log(rows, as_of=as_of, rules=rules)


def _end_of_observation(rows: Sequence[OrderRow], rules: CleaningRules, as_of: int | None) -> int:
    if not rows:
        raise UserError("The log has no row that can be used; see the reasons of the rejected rows.")
    days = [day_of_moment(row.ordered_at, rules) for row in rows]
    end = max(days) if as_of is None else as_of
    if end < min(days):
        raise UserError(
            "No order is on or before {as_of:date}: the log starts on {first:date}; name a later day.",
            as_of=end,
            first=min(days),
        )
    return end


def _settle(rows: Sequence[OrderRow], end: int, rules: CleaningRules, *, has_amounts: bool) -> _Settled:
    early = [row for row in rows if day_of_moment(row.ordered_at, rules) <= end]
    kept = without_copies(early)
    kinds, _ = kinds_of_statuses(rows)
    lines = lines_of(kept, kinds)
    orders, refunds = make_orders(lines, has_amounts=has_amounts)
    loose = set_refunds(orders, refunds)
    fates = [(order, fate_of(order, rules, has_amounts=has_amounts)) for order in orders]
    return _Settled(lines=lines, fates=fates, loose=loose, copies=len(early) - len(kept))


def _buckets(settled: _Settled, rules: CleaningRules, end: int) -> tuple[Bucket, ...]:
    orders = Counter(order.customer_id for order in settled.with_fate("counted"))
    if not orders:
        raise UserError(
            "No order up to {as_of:date} counts as a purchase; check the columns of amount and status.",
            as_of=end,
        )
    return find_buckets(orders.items(), orders=orders.total(), customers=len(orders), rules=rules)


def _tally(
    rows: Sequence[OrderRow],
    settled: _Settled,
    buckets: tuple[Bucket, ...],
    *,
    end: int,
    named: bool,
    rules: CleaningRules,
) -> CleaningTally:
    left_out = _left_out(rows, settled, buckets, end, rules)
    kinds, statuses = kinds_of_statuses(rows)
    return CleaningTally(
        as_of=end,
        as_of_named=named,
        left_out={reason: count for reason, count in sorted(left_out.items()) if count},
        counted=0,
        purchases=0,
        refunds=sum(_gives_back(line) for line in settled.lines),
        loose_refunds=len(settled.loose),
        contracts=sum(1 for payments in _payments(settled) if payments > 1),
        unknown_statuses=tuple(sorted(text for text, kind in kinds.items() if kind == "unknown")),
        statuses=statuses,
        buckets=buckets,
    )


def _adjustments(settled: _Settled) -> dict[str, float]:
    money: defaultdict[str, float] = defaultdict(float)
    for order in settled.with_fate("refunded"):
        if order.role == "order":
            money[order.customer_id] += order.sold - order.given_back
    for refund in settled.loose:
        money[refund.customer_id] -= refund.amount
    return money


def _left_out(
    rows: Sequence[OrderRow], settled: _Settled, buckets: tuple[Bucket, ...], end: int, rules: CleaningRules
) -> Mapping[str, int]:
    later = [row for row in rows if day_of_moment(row.ordered_at, rules) > end]
    return {
        **Counter(fate for _, fate in settled.fates if fate != "counted"),
        "duplicate": settled.copies,
        "after_as_of": len(
            {order_key(row) for row in later if row.refund_of is None and (row.amount or 0) >= 0}
        ),
        "instalment": sum(payments - 1 for payments in _payments(settled)),
        "bucket": sum(bucket.orders for bucket in buckets),
    }


def _payments(settled: _Settled) -> list[int]:
    """Count the payments of each contract."""
    return [
        len({line.row.order_id or line.row.row for line in sales})
        for order in settled.with_fate("counted", "refunded", "zero_amount")
        if (
            sales := [
                line for line in order.lines if line.kind == "sale" and line.row.contract_id is not None
            ]
        )
    ]


def _gives_back(line: Line) -> bool:
    return line.kind in ("refund", "pointer") or (
        line.kind == "sale" and abs(line.row.refunded_amount or 0) >= DUST
    )


def _suspicions(rows: Sequence[OrderRow], customers: Sequence[Customer], end: int) -> tuple[Message, ...]:
    first_days = np.array([customer.purchases[0].day for customer in customers], dtype=np.int32)
    truncation = find_left_truncation(first_days, start=int(first_days.min()), as_of=end)
    payers = 0.0
    if any(row.amount is not None for row in rows) and all(row.contract_id is None for row in rows):
        payers = monthly_payers(purchase_log(customers[:: 1 + len(customers) // _WATCHED_CUSTOMERS]))
    return suspicion_notes(truncation, payers)
