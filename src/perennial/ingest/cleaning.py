"""Which orders count: the rules that the user may set, and the tally of what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

__all__ = [
    "DUST",
    "MOST_STATUSES",
    "Bucket",
    "CleaningRules",
    "CleaningTally",
    "find_buckets",
]

#: Money below this is no money: what is left of sums of decimals after a refund in full.
DUST = 1e-4

#: A status column with more different texts than this holds something else, and is not used.
MOST_STATUSES = 500

_BUCKET_SHARE = 0.05
_ENOUGH_CUSTOMERS = 100

#: How a till or an accounting program names everybody who gave no name.
_BUCKET_NAMES = frozenset(
    """
    anonymous, anonymous customer, cash customer, cash sale, cash sales, counter sale, counter
    sales, default customer, general public, guest, guest customer, no name, point of sale, pos
    customer, private person, retail, retail buyer, retail client, retail customer, retail sales,
    unknown, unknown customer, walk in, walk in customer, walkin, walkin customer,
    аноним, анонимный покупатель, без имени, гость, интернет покупатель, кассовый клиент, конечный
    потребитель, наличный расчет, население, населению, неизвестный, неизвестный покупатель,
    покупатель, покупатель розничный, прочие покупатели, прочий покупатель, розница, розничные
    покупатели, розничный клиент, розничный покупатель, физ лица, физ лицо, физические лица,
    физическое лицо, физлица, физлицо, частное лицо, частные лица
    """.replace("\n    ", " ")
    .strip()
    .split(", ")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningRules:
    """What the user may decide about counting.

    Attributes
    ----------
    keep_zero
        Count orders with a zero amount.
    day_start
        When a business day starts; orders before it belong to the day before.
    leave_out_buckets
        Leave out an id that looks like many buyers under one name.
    keep_customers
        Ids known to be one customer each: never taken for a bucket.
    """

    keep_zero: bool = False
    day_start: time = time(0, 0)
    leave_out_buckets: bool = True
    keep_customers: frozenset[str] = frozenset()

    @property
    def day_shift(self) -> timedelta:
        """How much later than midnight a business day starts."""
        return timedelta(
            hours=self.day_start.hour, minutes=self.day_start.minute, seconds=self.day_start.second
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """An id that looks like many buyers under one name, with its orders and their share of all."""

    customer_id: str
    orders: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningTally:
    """What was counted and left out; `left_out` as in `perennial.store.log.LogFacts`.

    `contracts` is the number of contracts with more than one payment; `loose_refunds` counts refunds that
    fit no order of their customer; `statuses` is the number of different status texts where there were too
    many to be statuses, else 0.
    """

    as_of: int
    as_of_named: bool
    left_out: Mapping[str, int]
    counted: int
    purchases: int
    refunds: int = 0
    loose_refunds: int = 0
    contracts: int = 0
    unknown_statuses: tuple[str, ...] = ()
    statuses: int = 0
    buckets: tuple[Bucket, ...] = field(default_factory=tuple)


def find_buckets(
    named: Iterable[tuple[str, int]], *, orders: int, customers: int, rules: CleaningRules
) -> tuple[Bucket, ...]:
    """Find the ids that look like many buyers under one name, the largest first.

    Parameters
    ----------
    named
        Ids with their numbers of counted orders; those with few orders and no telling name may be absent.
    orders, customers
        Numbers in the whole log. Only among 100 customers and more does a share of orders tell.
    rules
        What the user decided.
    """
    if not rules.leave_out_buckets:
        return ()
    most = _BUCKET_SHARE * orders if customers >= _ENOUGH_CUSTOMERS else float("inf")
    found = [
        Bucket(customer_id=name, orders=count, share=count / orders)
        for name, count in named
        if name not in rules.keep_customers and (count > most or _is_bucket_name(name))
    ]
    if len(found) == customers:  # then they are all there is to look at
        return ()
    return tuple(sorted(found, key=lambda bucket: (-bucket.orders, bucket.customer_id)))


def _is_bucket_name(customer_id: str) -> bool:
    letters = "".join(each if each.isalpha() else " " for each in customer_id.casefold().replace("ё", "е"))
    return " ".join(letters.split()) in _BUCKET_NAMES
