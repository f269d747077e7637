"""From typed rows to the orders that count: the quick way where rows are orders, else all the rules."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from duckdb import DuckDBPyConnection

from perennial.ingest.cleaning import MOST_STATUSES
from perennial.ingest.statuses import StatusKind, classify_statuses
from perennial.store.duckdb.refunds import Candidates, LooseRefunds, match_refunds
from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.texts import sql_text

__all__ = ["Counted", "Profile", "count_orders", "profile_of"]

_PLAIN: frozenset[StatusKind] = frozenset({"order", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the columns of a log hold; numbers of rows."""

    rows: int
    later: int
    amounts: int
    negative: int
    order_ids: int
    statuses: int
    pointers: int
    contracts: int
    refunded: int
    categories: int
    products: int
    currency: str | None

    @property
    def has_amounts(self) -> bool:
        """Whether any row has an amount."""
        return self.amounts > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was left out on the way to the view ``counted_orders``, and whether the slow rules were needed."""

    rows_are_orders: bool
    left_out: Mapping[str, int]
    refunds: int = 0
    loose_refunds: int = 0
    contracts: int = 0
    unknown_statuses: tuple[str, ...] = ()
    statuses: int = 0


def profile_of(connection: DuckDBPyConnection) -> Profile:
    """Look once at all rows."""
    result = connection.execute(sql_text("profile"))
    names = [column[0] for column in result.description or ()]
    return Profile(**dict(zip(names, result.fetchall()[0], strict=True)))


def count_orders(connection: DuckDBPyConnection, profile: Profile) -> Counted:
    """Make the view ``counted_orders`` (customer_id, moment, amount) and the table ``adjustments``."""
    kinds, different = _status_kinds(connection, profile)
    unknown = tuple(sorted(text for text, kind in kinds.items() if kind == "unknown"))
    if _rows_are_orders(connection, profile, kinds):
        connection.execute(sql_text("rows_as_orders"))
        connection.execute("CREATE TEMP TABLE adjustments (customer_id VARCHAR, amount DOUBLE)")
        left_out = {"zero_amount": _number(connection, "zero_rows"), "after_as_of": profile.later}
        return Counted(rows_are_orders=True, left_out=left_out, unknown_statuses=unknown, statuses=different)
    _make_orders(connection, profile, kinds)
    loose = _settle(connection)
    left_out, contracts = _left_out(connection, profile)
    refunds = _number(connection, "refund_rows")
    _drop_scaffolding(connection, profile)
    return Counted(
        rows_are_orders=False,
        left_out=left_out,
        refunds=refunds,
        loose_refunds=loose,
        contracts=contracts,
        unknown_statuses=unknown,
        statuses=different,
    )


def _status_kinds(connection: DuckDBPyConnection, profile: Profile) -> tuple[dict[str, StatusKind], int]:
    """Classify the different statuses; nothing, and their number, where there are too many."""
    if not profile.statuses:
        return {}, 0
    found = connection.execute(sql_text("statuses"), {"most": MOST_STATUSES + 1}).fetchall()
    if len(found) <= MOST_STATUSES:
        return classify_statuses(text for (text,) in found), 0
    return {}, _number(connection, "different_statuses")


def _rows_are_orders(
    connection: DuckDBPyConnection, profile: Profile, kinds: Mapping[str, StatusKind]
) -> bool:
    slow = profile.negative or profile.pointers or profile.contracts or profile.refunded
    if slow or not _PLAIN.issuperset(kinds.values()):
        return False
    return not profile.order_ids or bool(_number(connection, "unique_orders"))


def _make_orders(connection: DuckDBPyConnection, profile: Profile, kinds: Mapping[str, StatusKind]) -> None:
    connection.execute("CREATE TEMP TABLE status_kinds (text VARCHAR, kind VARCHAR)")
    if kinds:
        connection.executemany("INSERT INTO status_kinds VALUES (?, ?)", list(kinds.items()))
    if profile.order_ids and _number(connection, "alike_rows"):
        connection.execute(sql_text("repeated_rows"))
    else:
        connection.execute('CREATE TEMP TABLE repeated_rows ("row" BIGINT)')
    for name in ("lines", "orders", "pointed_refunds" if profile.pointers else "no_pointed_refunds"):
        connection.execute(sql_text(name))


def _settle(connection: DuckDBPyConnection) -> int:
    """Set refunds against orders; give the number of those that fit none."""
    orders = connection.execute(sql_text("refund_candidates")).fetchnumpy()
    refunds = connection.execute(sql_text("loose_refunds")).fetchnumpy()
    refund, number, amount = match_refunds(
        LooseRefunds(**{name: np.asarray(values) for name, values in refunds.items()}),
        Candidates(**{name: np.asarray(values) for name, values in orders.items()}),
    )
    with registered(connection, "matched", {"refund": refund, "number": number, "amount": amount}):
        connection.execute("CREATE TEMP TABLE matches AS SELECT * FROM matched")
    for name in ("settled_orders", "counted_orders", "adjustments"):
        connection.execute(sql_text(name))
    return _number(connection, "loose_count")


def _left_out(connection: DuckDBPyConnection, profile: Profile) -> tuple[dict[str, int], int]:
    fates: dict[str, int] = dict(connection.execute(sql_text("fates")).fetchall())
    fates.pop("counted", None)
    fates["duplicate"] = _number(connection, "repeated_count")
    fates["after_as_of"] = _number(connection, "later_orders") if profile.later else 0
    contracts = 0
    if profile.contracts:
        fates["instalment"], contracts = connection.execute(sql_text("instalments")).fetchall()[0]
    return fates, contracts


def _drop_scaffolding(connection: DuckDBPyConnection, profile: Profile) -> None:
    """Free what no later question needs; products are looked up in the lines."""
    for table in ("repeated_rows", "orders", "pointed_refunds", "matches"):
        connection.execute(f"DROP TABLE {table}")
    if not profile.products and not profile.categories:
        connection.execute("DELETE FROM lines")


def _number(connection: DuckDBPyConnection, name: str) -> int:
    return int(connection.execute(sql_text(name)).fetchall()[0][0])
