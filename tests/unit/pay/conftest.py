"""Sellers made by hand: so many touches a week of each kind, the same each week or drawn."""

import numpy as np
import pytest

from perennial.pay.columns import NOBODY, Absences, Orders, Overdue, SellerLog, Touches

MONDAY = 20_451  # 29 December 2025


def columns(kind, rows, floats=(), bools=()):
    """Put rows of dicts into the columns of a kind."""
    made = {}
    for name in kind.__dataclass_fields__:
        dtype = float if name in floats else bool if name in bools else np.int64
        made[name] = np.array([row[name] for row in rows], dtype=dtype)
    return kind(**made)


@pytest.fixture(scope="session")
def monday():
    return MONDAY


@pytest.fixture(scope="session")
def touches():
    """Make touches of rows that say only what matters."""

    def made(*rows):
        usual = {
            "seller": 0,
            "day": MONDAY,
            "minutes": 10.0,
            "outgoing": True,
            "customer": 1,
            "on_existing": True,
            "first_contact": False,
            "planned": False,
            "held_out": False,
        }
        bools = ("outgoing", "on_existing", "first_contact", "planned", "held_out")
        return columns(Touches, [usual | row for row in rows], ("minutes",), bools)

    return made


@pytest.fixture(scope="session")
def orders():
    def made(*rows):
        usual = {"seller": 0, "day": MONDAY, "customer": 1, "amount": 100.0, "is_first": False}
        return columns(Orders, [usual | row for row in rows], ("amount",), ("is_first",))

    return made


@pytest.fixture(scope="session")
def absences():
    def made(*rows):
        return columns(Absences, rows)

    return made


@pytest.fixture(scope="session")
def overdue():
    def made(*rows):
        return columns(Overdue, rows)

    return made


@pytest.fixture(scope="session")
def log(touches, orders, absences, overdue):
    """Make a log of the parts given, the others empty."""

    def made(*roles, touches_of=None, orders_of=None, absent=None, left=None):
        return SellerLog(
            roles=roles,
            touches=touches() if touches_of is None else touches_of,
            orders=orders() if orders_of is None else orders_of,
            absences=absences() if absent is None else absent,
            overdue=overdue() if left is None else left,
        )

    return made


@pytest.fixture(scope="session")
def drawn(touches, orders, overdue, log):
    """Draw two hunters and two farmers for some weeks; the first of each may slide."""

    def made(seed, weeks, drift_from=None, touches_a_day=12):
        rng = np.random.default_rng(seed)
        rows, sales, left = [], [], []
        for seller, role in enumerate(("hunter", "hunter", "farmer", "farmer")):
            base = rng.uniform(0.15, 0.3)
            for week in range(weeks):
                slid = 0.0
                if drift_from is not None and seller in {0, 2}:
                    slid = min(max(week - drift_from + 1, 0) / 6, 1.0)
                share = base + 0.4 * slid + rng.normal(0, 0.03)
                days = [MONDAY + 7 * week + day for day in range(5)]
                make = _hunts if role == "hunter" else _farms
                busy = [day for day in days for _ in range(rng.poisson(touches_a_day))]
                rows += [make(seller, day, share, rng) for day in busy]
                sales += [{"seller": seller, "day": day, "is_first": rng.random() < 0.4} for day in days]
                past = rng.poisson(10)
                missed = rng.binomial(past, share)
                left.append({"seller": seller, "week": days[0], "past_band": past, "touched": past - missed})
        return log(
            "hunter",
            "hunter",
            "farmer",
            "farmer",
            touches_of=touches(*rows),
            orders_of=orders(*sales),
            left=overdue(*(row for row in left if row["seller"] >= 2)),
        )

    return made


def _hunts(seller, day, share, rng):
    kind = rng.random()
    if kind < 0.08:
        return {"seller": seller, "day": day, "customer": NOBODY, "on_existing": False}
    on_existing = rng.random() < share
    first = not on_existing and rng.random() < 0.6
    return {"seller": seller, "day": day, "on_existing": on_existing, "first_contact": first}


def _farms(seller, day, share, rng):
    return {"seller": seller, "day": day, "outgoing": rng.random() >= share}
