"""From typed order rows to an open order log: what counts, who the customers are, what to say."""

from datetime import datetime, time, timedelta

import numpy as np
from duckdb import DuckDBPyConnection

from perennial.core.days import date_of, day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.cleaning import DUST, Bucket, CleaningRules, CleaningTally, find_buckets
from perennial.ingest.cleaning_notes import cleaning_notes
from perennial.ingest.suspicions import find_left_truncation, monthly_payers, suspicion_notes
from perennial.store.duckdb.counting import Counted, Profile, count_orders, profile_of
from perennial.store.duckdb.duck_log import DuckLog
from perennial.store.duckdb.purchase_arrays import purchases_of_every
from perennial.store.duckdb.texts import sql_text
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
) -> DuckLog:
    """Count the orders of a connection and open them as an order log, which then owns the connection.

    Parameters
    ----------
    connection
        Holds ``order_rows`` (a table or view; one row a typed row of the source) and ``rejects``.
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
    end = _end_of_observation(connection, rules, as_of)
    profile = profile_of(connection)
    least = 0.0 if rules.keep_zero or not profile.has_amounts else DUST
    by_category = profile.categories > 0
    _set(connection, has_amounts=profile.has_amounts, least_amount=least, by_category=by_category)
    counted = count_orders(connection, profile)
    buckets = _number_customers(connection, rules)
    connection.execute(sql_text("purchases"))
    customers, orders, purchases, first, last = connection.execute(sql_text("purchases_total")).fetchall()[0]
    tally = _tally(counted, buckets, end=end, named=as_of is not None, orders=orders, purchases=purchases)
    facts = LogFacts(
        rows=rows,
        rejected=rejected,
        refunds=tally.refunds,
        left_out=tally.left_out,
        counted=orders,
        purchases=purchases,
        customers=customers,
        first=first,
        last=last,
        as_of=end,
        currency=profile.currency or currency,
        has_amounts=profile.has_amounts,
        notes=(*notes, *cleaning_notes(tally), *_suspicions(connection, profile, first, end)),
    )
    return DuckLog(connection, facts, rows_are_orders=counted.rows_are_orders)


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


def _end_of_observation(connection: DuckDBPyConnection, rules: CleaningRules, as_of: int | None) -> int:
    """Set what the SQL texts need to know before the first of them runs; give the end of observation."""
    first, last = connection.execute(sql_text("bounds")).fetchall()[0]
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
    # Positions in arrays and files lean on it.
    connection.execute("SET preserve_insertion_order = true")
    _set(
        connection,
        as_of=end,
        end_of_observation=midnight + rules.day_shift,
        day_shift=rules.day_shift,
        keep_zero=rules.keep_zero,
        dust=DUST,
    )
    connection.execute(sql_text("day_number"))
    return end


def _set(connection: DuckDBPyConnection, **values: object) -> None:
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def _number_customers(connection: DuckDBPyConnection, rules: CleaningRules) -> tuple[Bucket, ...]:
    connection.execute(sql_text("buyers"))
    orders, customers = connection.execute(sql_text("buyers_total")).fetchall()[0]
    if not customers:
        raise UserError(
            "No order up to {as_of:date} counts as a purchase; check the columns of amount and status.",
            as_of=connection.execute("SELECT getvariable('as_of')").fetchall()[0][0],
        )
    many = min(_MANY_TO_NAME, orders // 100)
    named = connection.execute(sql_text("candidate_buckets"), {"many": many}).fetchall()
    buckets = find_buckets(named, orders=orders, customers=customers, rules=rules)
    connection.execute("CREATE TEMP TABLE buckets (customer_id VARCHAR)")
    if buckets:
        connection.executemany("INSERT INTO buckets VALUES (?)", [[each.customer_id] for each in buckets])
    connection.execute(sql_text("customers"))
    return buckets


def _suspicions(
    connection: DuckDBPyConnection, profile: Profile, first: int, as_of: int
) -> tuple[Message, ...]:
    first_days = connection.execute(sql_text("first_days")).fetchnumpy()["first_day"]
    truncation = find_left_truncation(np.asarray(first_days), start=first, as_of=as_of)
    payers = 0.0
    if profile.has_amounts and not profile.contracts:
        every = 1 + len(first_days) // _WATCHED_CUSTOMERS
        payers = monthly_payers(purchases_of_every(connection, every))
    return suspicion_notes(truncation, payers)
