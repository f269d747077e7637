"""Is a row an order or a payment? Raised where rows with one number fall on several days."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from perennial.core.message import Message
from perennial.ingest.headers import normal
from perennial.ingest.mapping import ColumnChoice
from perennial.ingest.options import ReadingOptions
from perennial.ingest.questions import Choice, Question

__all__ = ["SharedNumber", "ask_about_payments"]

#: What a payment has and an order has not; how and whether an order was paid tells nothing.
_PAYMENT: Final = re.compile(
    r"\b(?:payments?|instal+ments?|платеж\w*|оплат\w*|взнос\w*|рассрочк\w*|транш\w*)\b"
)
_OF_ORDERS: Final = re.compile(
    r"\b(?:method|type|status|terms|reference|gateway|date|at|due|paid|способ|вид|тип|форма|статус|условия|"
    r"назначение|дата|к оплате)\b"
)
_FEWEST: Final = 3
_SHARE: Final = 0.2
_EQUAL: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNumber:
    """Numbers of orders or contracts: all, those with rows on several days, of these those of equal sums."""

    numbers: int
    several_days: int
    equal_sums: int


def ask_about_payments(
    headers: Sequence[str],
    choices: Mapping[str, ColumnChoice],
    shared: Mapping[str, SharedNumber],
    options: ReadingOptions,
) -> Question | None:
    """Ask whether rows that share a number are payments for one order; None where nothing suggests it.

    Parameters
    ----------
    headers
        All headers of the log.
    choices
        Columns as they were mapped.
    shared
        What was counted for `contract_id` and `order_id`, where they are mapped.
    options
        What the person said already: an answered question is not asked again.
    """
    column = next((name for name in ("contract_id", "order_id") if name in choices and name in shared), None)
    if column is None or "contract_id" in options.map or {"contract_id", "order_id"} & options.left_out:
        return None
    found, named = shared[column], any(map(_names_a_payment, headers))
    enough = found.several_days >= max(_FEWEST, _SHARE * found.numbers)
    if not enough and not (named and found.several_days):
        return None
    likely = named or found.equal_sums >= _EQUAL * found.several_days
    return _question(column, choices[column].headers[0], found, "payments" if likely else "orders")


def _names_a_payment(header: str) -> bool:
    words = normal(header)
    return bool(_PAYMENT.search(words)) and not _OF_ORDERS.search(words)


def _question(column: str, header: str, found: SharedNumber, suggested: str) -> Question:
    facts = {"column": header, "count": found.several_days, "all": found.numbers}
    return Question(
        key="payments",
        text=Message(
            "Is a row an order or a payment? Of {all:number} values in column {column}, {count:number} have "
            "rows on several days.",
            facts,
        ),
        choices=(
            Choice(
                key="payments",
                text=Message(
                    "A payment: all rows with one value in column {column} are one order, on the day of the "
                    "first.",
                    facts,
                ),
                map={"contract_id": header},
            ),
            Choice(
                key="orders",
                text=Message("An order: every row stands for itself.", facts),
                left_out=frozenset({column}),
            ),
        ),
        suggested=suggested,
    )
