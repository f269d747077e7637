"""Files as programs export them, invented with a seed: orders with names and phones, touches, leads."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal

__all__ = ["leads_file", "more_orders_file", "orders_file", "touches_file"]

_SPAN = 540
_PRODUCTS = ("Coffee", "Filters", "Furniture")
_ORDERS = ("Order number", "Date", "Customer", "Phone", "E-mail", "Product", "Amount", "Seller")
_TOUCHES = ("Customer", "Call date", "Direction", "Duration", "Seller", "Result")
_LEADS = ("Lead ID", "Name", "Phone", "Source", "Product", "Created", "Owner")


def orders_file(customers: int, sellers: Sequence[str], last: date, *, seed: int) -> bytes:
    """Give the orders of customers who come, buy and leave, up to a day; each keeps one seller."""
    made = renewal(
        customers,
        gap=30,
        regularity=2,
        leaving=lognormal_leaving(median=300, sigma=0.8),
        span=_SPAN,
        one_time_share=0.3,
        rng=np.random.default_rng(seed),
    )
    rows = sorted(zip(made.day.tolist(), made.customer.tolist(), made.amount.tolist(), strict=True))
    return _csv(
        _ORDERS,
        (
            (
                f"A{at}", last - timedelta(days=int(made.last_day) - day), *_person(who), _product(who),
                f"{amount:.2f}", sellers[who % len(sellers)],
            )
            for at, (day, who, amount) in enumerate(rows)
        ),
    )  # fmt: skip


def more_orders_file(
    names: Sequence[str], sellers: Sequence[str], last: date, *, rows: int, seed: int, mark: str = "B"
) -> bytes:
    """Give orders of the last weeks: most of customers by these names, some of people who are new.

    Parameters
    ----------
    mark
        What the numbers of the orders begin with.
    """
    rng = np.random.default_rng(seed)
    whose, ago = rng.integers(0, len(names), rows), np.sort(rng.integers(0, 40, rows))[::-1]
    amounts, is_new = rng.uniform(10, 500, rows), rng.random(rows) < 0.1
    return _csv(
        _ORDERS,
        (
            (
                f"{mark}{at}", last - timedelta(days=int(ago[at])),
                *(_person(10**6 + at) if is_new[at] else (names[whose[at]], "", "")),
                _product(at), f"{amounts[at]:.2f}", sellers[at % len(sellers)],
            )
            for at in range(rows)
        ),
    )  # fmt: skip


def touches_file(customers: int, sellers: Sequence[str], last: date, *, rows: int, seed: int) -> bytes:
    """Give calls with customers; every tenth row stands there twice, as in an exchange's log."""
    rng = np.random.default_rng(seed)
    whose, ago = rng.integers(0, customers, rows), np.sort(rng.integers(0, 300, rows))[::-1]
    told = [
        (
            _person(int(who))[0], f"{last - timedelta(days=int(back))} {9 + at % 9:02d}:{at % 60:02d}",
            "incoming" if at % 5 == 0 else "outgoing", f"{at % 9}:{at % 60:02d}",
            sellers[at % len(sellers)], ("reached", "no answer", "refused")[at % 3],
        )
        for at, (who, back) in enumerate(zip(whose, ago, strict=True))
    ]  # fmt: skip
    return _csv(_TOUCHES, (row for at, row in enumerate(told) for _ in range(2 if at % 10 == 0 else 1)))


def leads_file(hunters: Sequence[str], last: date, *, rows: int, seed: int) -> bytes:
    """Give leads without an id of their own for every third, so that they are told apart by what they say."""
    rng = np.random.default_rng(seed)
    ago = np.sort(rng.integers(0, 60, rows))[::-1]
    return _csv(
        _LEADS,
        (
            (
                "" if at % 3 == 0 else f"L{at}", *_person(2 * 10**6 + at)[:2], "fair", _product(at),
                last - timedelta(days=int(ago[at])), hunters[at % len(hunters)],
            )
            for at in range(rows)
        ),
    )  # fmt: skip


def _person(number: int) -> tuple[str, str, str]:
    return f"Customer {number}", f"+4930{number:07d}", f"c{number}@example.org"


def _product(number: int) -> str:
    return _PRODUCTS[number % len(_PRODUCTS)]


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
