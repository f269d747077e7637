"""From typed rows to the orders that count: the quick way where rows are orders, else all the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from perennial.engine.traits import TRAITS
from perennial.ingest.cleaning import MOST_STATUSES
from perennial.ingest.statuses import StatusKind, classify_statuses
from perennial.store.duckdb.refunds import Candidates, LooseRefunds, match_refunds
from perennial.store.engine import Engine

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
    channels: int
    sources: int
    regions: int
    currency: str | None

    @property
    def has_amounts(self) -> bool:
        """Whether any row has an amount."""
        return self.amounts > 0

    @property
    def traits(self) -> tuple[str, ...]:
        """Columns that may say something of a customer, in the order of `perennial.engine.traits.TRAITS`."""
        rows = {
            "channel": self.channels,
            "source": self.sources,
            "region": self.regions,
            "category": self.categories,
            "product": 0 if self.categories else self.products,
        }
        return tuple(name for name in TRAITS if rows[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was left out on the way to the view ``counted_orders``.

    `product_days` and `first_rows` name the texts that make the tables of these names when
    they are asked for.
    """

    product_days: str
    first_rows: str
    left_out: Mapping[str, int]
    refunds: int = 0
    loose_refunds: int = 0
    contracts: int = 0
    unknown_statuses: tuple[str, ...] = ()
    statuses: int = 0


def profile_of(engine: Engine) -> Profile:
    """Look once at all rows."""
    names = [field.name for field in fields(Profile)]
    return Profile(**dict(zip(names, engine.rows("profile")[0], strict=True)))


def count_orders(engine: Engine, profile: Profile) -> Counted:
    """Make the view ``counted_orders`` (customer_id, moment, amount) and the table ``adjustments``."""
    kinds, different = _status_kinds(engine, profile)
    unknown = tuple(sorted(text for text, kind in kinds.items() if kind == "unknown"))
    if _rows_are_orders(engine, profile, kinds):
        engine.make("rows_as_orders")
        engine.make("no_adjustments")
        left_out = {"zero_amount": _number(engine, "zero_rows"), "after_as_of": profile.later}
        return Counted(
            product_days="product_days_of_rows",
            first_rows="first_rows_of_rows",
            left_out=left_out,
            unknown_statuses=unknown,
            statuses=different,
        )
    _make_orders(engine, profile, kinds)
    loose = _settle(engine)
    left_out, contracts = _left_out(engine, profile)
    refunds = _number(engine, "refund_rows")
    engine.drop("repeated_rows", "orders", "pointed_refunds", "matches")
    return Counted(
        product_days=_product_days(engine, profile),
        first_rows="first_rows_of_lines",
        left_out=left_out,
        refunds=refunds,
        loose_refunds=loose,
        contracts=contracts,
        unknown_statuses=unknown,
        statuses=different,
    )


def _status_kinds(engine: Engine, profile: Profile) -> tuple[dict[str, StatusKind], int]:
    """Classify the different statuses; nothing, and their number, where there are too many."""
    if not profile.statuses:
        return {}, 0
    found = engine.rows("statuses", {"most": MOST_STATUSES + 1})
    if len(found) <= MOST_STATUSES:
        return classify_statuses(text for (text,) in found), 0
    return {}, _number(engine, "different_statuses")


def _rows_are_orders(engine: Engine, profile: Profile, kinds: Mapping[str, StatusKind]) -> bool:
    slow = profile.negative or profile.pointers or profile.contracts or profile.refunded
    if slow or not _PLAIN.issuperset(kinds.values()):
        return False
    return not profile.order_ids or bool(_number(engine, "unique_orders"))


def _make_orders(engine: Engine, profile: Profile, kinds: Mapping[str, StatusKind]) -> None:
    texts = {"text": [*kinds], "kind": [*kinds.values()]}
    engine.load("status_kinds", {name: np.array(column, dtype=np.str_) for name, column in texts.items()})
    if profile.order_ids and _number(engine, "alike_rows"):
        engine.make("repeated_rows")
    else:
        engine.make("no_repeated_rows")
    for name in ("lines", "orders", "pointed_refunds" if profile.pointers else "no_pointed_refunds"):
        engine.make(name)


def _settle(engine: Engine) -> int:
    """Set refunds against orders; give the number of those that fit none."""
    orders = engine.columns("refund_candidates")
    refunds = engine.columns("loose_refunds")
    refund, number, amount = match_refunds(
        LooseRefunds(**{name: np.asarray(values) for name, values in refunds.items()}),
        Candidates(**{name: np.asarray(values) for name, values in orders.items()}),
    )
    engine.load("matches", {"refund": refund, "number": number, "amount": amount})
    for name in ("settled_orders", "counted_orders", "adjustments"):
        engine.make(name)
    return _number(engine, "loose_count")


def _left_out(engine: Engine, profile: Profile) -> tuple[dict[str, int], int]:
    fates: dict[str, int] = dict(engine.rows("fates"))
    fates.pop("counted", None)
    fates["duplicate"] = _number(engine, "repeated_count")
    fates["after_as_of"] = _number(engine, "later_orders") if profile.later else 0
    contracts = 0
    if profile.contracts:
        fates["instalment"], contracts = engine.rows("instalments")[0]
    return fates, contracts


def _product_days(engine: Engine, profile: Profile) -> str:
    """Free the lines where they name nothing that could be looked up in them."""
    if profile.products or profile.categories:
        return "product_days_of_lines"
    if not profile.traits:
        engine.drop("lines")
    return "no_product_days"


def _number(engine: Engine, name: str) -> int:
    return int(engine.rows(name)[0][0])
