"""From typed order rows to an open order log: what counts, who the customers are, what to say."""

from datetime import datetime, time, timedelta

import numpy as np
from duckdb import DuckDBPyConnection

from perennial.core.days import date_of, day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.engine.histories import Ints
from perennial.ingest.cleaning import DUST, Bucket, CleaningRules, CleaningTally, find_buckets
from perennial.ingest.cleaning_notes import cleaning_notes
from perennial.ingest.suspicions import find_left_truncation, monthly_payers, suspicion_notes
from perennial.store.duckdb.counting import Counted, Profile, count_orders, profile_of
from perennial.store.duckdb.duck_engine import DuckEngine
from perennial.store.duckdb.duck_log import DuckLog
from perennial.store.duckdb.purchase_arrays import purchases_of_every
from perennial.store.duckdb.summarising import summaries_of
from perennial.store.engine import Engine
from perennial.store.log import LogFacts

__all__ = ["open_log"]

_MANY_TO_NAME = 1000
_WATCHED_CUSTOMERS = 20_000


def open_log(
    connection: DuckDBPyConnection,
    *,
    rows: int,
    rejected: int,
    rules: CleaningRules,
    as_of: int | None = None,
    currency: str | None = None,
    notes: tuple[Message, ...] = (),
    engine: Engine | None = None,
) -> DuckLog:
    """Count orders and open them as an order log, which then owns the connection and the engine.

    Parameters
    ----------
    connection
        Holds ``rejects``, and files are written by it.
    engine
        Holds ``order_rows`` (a table or view; one row a typed row of the source) and does all counting; the
        connection when not said.
    rows, rejected
        Rows of the source, and those of them that could not be used.
    rules
        What the user decided about counting.
    as_of
        Day number of the end of observation; the last day present in the whole log when not said.
    currency
        Currency of the amounts, where the rows do not say it.
    notes
        What reading had to say; stands before what counting says.

    Raises
    ------
    UserError
        There are no rows, none on or before `as_of`, or none of them counts.
    """
    # Positions in arrays and files lean on it.
    connection.execute("SET preserve_insertion_order = true")
    engine = DuckEngine(connection) if engine is None else engine
    end = _end_of_observation(engine, rules, as_of)
    profile = profile_of(engine)
    least = 0.0 if rules.keep_zero or not profile.has_amounts else DUST
    by_category = profile.categories > 0
    engine.tell(has_amounts=profile.has_amounts, least_amount=least, by_category=by_category)
    counted = count_orders(engine, profile)
    buckets = _number_customers(engine, rules, end)
    _make_purchases(engine)
    summaries = summaries_of(engine, end)
    orders, first, last = engine.rows("orders_total")[0]
    purchases = int((summaries.histories.frequency + 1).sum())
    tally = _tally(counted, buckets, end=end, named=as_of is not None, orders=orders, purchases=purchases)
    facts = LogFacts(
        rows=rows,
        rejected=rejected,
        refunds=tally.refunds,
        left_out=tally.left_out,
        counted=orders,
        purchases=purchases,
        customers=len(summaries.histories),
        first=first,
        last=last,
        as_of=end,
        currency=profile.currency or currency,
        has_amounts=profile.has_amounts,
        notes=(
            *notes,
            *cleaning_notes(tally),
            *_suspicions(engine, profile, summaries.histories.first_day, (first, end)),
        ),
    )
    return DuckLog(
        engine,
        connection,
        facts,
        summaries,
        product_days=counted.product_days,
        first_rows=counted.first_rows,
        traits=profile.traits,
    )


def _make_purchases(engine: Engine) -> None:
    """Sort the orders by customer and day, and put those of one day together."""
    kept = not engine.neighbours
    engine.make("sorted_orders", kind="TABLE" if kept else "VIEW")
    engine.make("purchases", kind="VIEW" if kept else "TABLE", neighbours=engine.neighbours)
    if kept:
        engine.make("order_days", orders="1", source="sorted_orders")
    else:
        engine.make("order_days", orders="orders", source="purchases")


def _tally(
    counted: Counted, buckets: tuple[Bucket, ...], *, end: int, named: bool, orders: int, purchases: int
) -> CleaningTally:
    left_out = {**counted.left_out, "bucket": sum(bucket.orders for bucket in buckets)}
    return CleaningTally(
        as_of=end,
        as_of_named=named,
        left_out={reason: count for reason, count in sorted(left_out.items()) if count},
        counted=orders,
        purchases=purchases,
        refunds=counted.refunds,
        loose_refunds=counted.loose_refunds,
        contracts=counted.contracts,
        unknown_statuses=counted.unknown_statuses,
        statuses=counted.statuses,
        buckets=buckets,
    )


def _end_of_observation(engine: Engine, rules: CleaningRules, as_of: int | None) -> int:
    """Set what the SQL texts need to know before the first of them runs; give the end of observation."""
    first, last = engine.rows("bounds")[0]
    if first is None:
        raise UserError("The log has no row that can be used; see the reasons of the rejected rows.")
    start = day_of((first - rules.day_shift).date())
    end = day_of((last - rules.day_shift).date()) if as_of is None else as_of
    if end < start:
        raise UserError(
            "No order is on or before {as_of:date}: the log starts on {first:date}; name a later day.",
            as_of=end,
            first=start,
        )
    midnight = datetime.combine(date_of(end), time(0, 0)) + timedelta(days=1)
    engine.tell(
        as_of=end,
        end_of_observation=midnight + rules.day_shift,
        day_shift=rules.day_shift,
        keep_zero=rules.keep_zero,
        dust=DUST,
    )
    engine.make("day_number")
    return end


def _number_customers(engine: Engine, rules: CleaningRules, as_of: int) -> tuple[Bucket, ...]:
    engine.make("buyers")
    orders, customers = engine.rows("buyers_total")[0]
    if not customers:
        raise UserError(
            "No order up to {as_of:date} counts as a purchase; check the columns of amount and status.",
            as_of=as_of,
        )
    many = min(_MANY_TO_NAME, orders // 100)
    named = engine.rows("candidate_buckets", {"many": many})
    buckets = find_buckets(named, orders=orders, customers=customers, rules=rules)
    engine.load("buckets", {"customer_id": np.array([each.customer_id for each in buckets], dtype=np.str_)})
    engine.make("customers")
    engine.drop("buyers")
    return buckets


def _suspicions(
    engine: Engine, profile: Profile, first_days: Ints, observed: tuple[int, int]
) -> tuple[Message, ...]:
    truncation = find_left_truncation(first_days, start=observed[0], as_of=observed[1])
    payers = 0.0
    if profile.has_amounts and not profile.contracts:
        every = 1 + len(first_days) // _WATCHED_CUSTOMERS
        payers = monthly_payers(purchases_of_every(engine, every))
    return suspicion_notes(truncation, payers)
