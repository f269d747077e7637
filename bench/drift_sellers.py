"""Sellers whose truth is known, for the study of drift: steady ones with noisy weeks, and two who slide."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from perennial.pay.columns import (
    NOBODY,
    Absences,
    Bools,
    Floats,
    Numbers,
    Orders,
    Overdue,
    Role,
    SellerLog,
    Touches,
)
from perennial.simulate.sellers import make_seller_weeks

__all__ = ["MOST", "YEAR", "Made", "Maker", "Sellers", "company", "sellers"]

#: Weeks before the first look, in the year of looks, before drift begins, and after it.
_WARM_UP, YEAR, _DRIFT_FROM, MOST = 30, 52, 40, 26
_FIRST_MONDAY = 19_730  # 2024-01-08


@dataclass(frozen=True, slots=True, kw_only=True)
class Sellers:
    """How sellers work.

    Attributes
    ----------
    touches
        Touches a working day, on average.
    noise
        Standard deviation of a week's log odds and log volume.
    aftereffect
        Correlation of a week's noise with the next.
    december
        Share by which December slows everyone down.
    slide_weeks
        Weeks over which drift comes to its full size.
    slide
        Full size of the drift, as a share of the usual one.
    farmers
        Number of farmers beside the five hunters.
    """

    touches: float = 15.0
    noise: float = 0.25
    aftereffect: float = 0.3
    december: float = 0.2
    slide_weeks: int = 12
    slide: float = 1.0
    farmers: int = 4
    hunters: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A log, its last day, and the day on which each drifting seller begins to drift, hunters first."""

    log: SellerLog
    last_day: int
    began: tuple[tuple[int, int], ...]


#: Makes sellers of a seed; whether two of them drift.
Maker = Callable[[int, bool], Made]


def sellers(how: Sellers) -> Maker:
    """Give what makes sellers of this study."""

    def made(seed: int, drifting: bool) -> Made:
        rng = np.random.default_rng([seed, 1 + drifting])
        weeks = _DRIFT_FROM + MOST if drifting else _WARM_UP + YEAR
        log = _make(how, weeks=weeks, drift_from=_DRIFT_FROM if drifting else None, rng=rng)
        day = _FIRST_MONDAY + 7 * _DRIFT_FROM
        began = ((0, day), (how.hunters, day)) if drifting else ()
        return Made(log=log, last_day=_FIRST_MONDAY + 7 * weeks - 1, began=began)

    return made


def company(seed: int, drifting: bool) -> Made:
    """Make sellers by the laws of the demonstration company, which know nothing of this study."""
    weeks = _DRIFT_FROM + 12 if drifting else _WARM_UP + YEAR
    made = make_seller_weeks(seed, weeks, drifting_hunters=drifting, drifting_farmers=drifting)
    hunter: Role = "hunter"
    farmer: Role = "farmer"
    log = SellerLog(
        roles=(hunter,) * made.hunters + (farmer,) * made.farmers,
        touches=Touches(**_columns(made.touches, Touches)),
        orders=Orders(**_columns(made.orders, Orders)),
        absences=Absences(seller=made.away.seller, first_day=made.away.first, last_day=made.away.last),
        overdue=Overdue(**_columns(made.overdue, Overdue)),
    )
    return Made(log=log, last_day=made.last_day, began=tuple(sorted(made.drift_began.items())))


def _columns(table: object, kind: type[Touches | Orders | Overdue]) -> dict[str, Any]:
    return {each.name: getattr(table, each.name) for each in fields(kind)}


def _make(how: Sellers, *, weeks: int, drift_from: int | None, rng: np.random.Generator) -> SellerLog:
    """Invent the log of hunters and farmers; from week `drift_from` on, the first of each slides."""
    people = how.hunters + how.farmers
    slid = np.zeros((people, weeks))
    if drift_from is not None:
        since = np.clip((np.arange(weeks) - drift_from + 1) / how.slide_weeks, 0, 1) * how.slide
        slid[[0, how.hunters]] = since
    off = _days_off(people, weeks, rng)
    rows = [_of_hunter(at, slid[at], off[at], how, rng) for at in range(how.hunters)]
    rows += [_of_farmer(at, slid[at], off[at], how, rng) for at in range(how.hunters, people)]
    hunter: Role = "hunter"
    farmer: Role = "farmer"
    return SellerLog(
        roles=(hunter,) * how.hunters + (farmer,) * how.farmers,
        touches=Touches(**{name: np.concatenate([row[name] for row, _ in rows]) for name in rows[0][0]}),
        orders=Orders(**{name: np.concatenate([row[name] for _, row in rows]) for name in rows[0][1]}),
        absences=_absences(off),
        overdue=_overdue(slid, how, rng),
    )


def _days_off(sellers: int, weeks: int, rng: np.random.Generator) -> Bools:
    """Two weeks off twice a year, and a day now and then."""
    off = rng.random((sellers, 7 * weeks)) < 0.03
    for seller in range(sellers):
        for start in range(int(rng.integers(10, 30)), weeks - 2, 26):
            off[seller, 7 * start : 7 * start + 14] = True
    return off


def _absences(off: Bools) -> Absences:
    seller, day = np.nonzero(off)
    return Absences(seller=seller, first_day=_FIRST_MONDAY + day, last_day=_FIRST_MONDAY + day)


def _noise(weeks: int, how: Sellers, rng: np.random.Generator) -> Floats:
    fresh = rng.standard_normal(weeks) * how.noise
    noise = fresh.copy()
    for week in range(1, weeks):
        noise[week] = how.aftereffect * noise[week - 1] + np.sqrt(1 - how.aftereffect**2) * fresh[week]
    return noise


def _volume(off: Bools, level: Floats, how: Sellers, rng: np.random.Generator) -> Numbers:
    """Give touches a day, shape (days,): none on weekends and days off, fewer in December."""
    days = np.arange(len(off))
    month = (days + _FIRST_MONDAY).astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    mean = np.repeat(level, 7) * np.where(month == 11, 1 - how.december, 1.0)
    return np.asarray(rng.poisson(mean * ~off * (days % 7 < 5)))


def _shifted(base: float, by: Floats, noise: Floats) -> Floats:
    level = np.clip(base + by, 0.01, 0.95)
    return np.asarray(1 / (1 + np.exp(-(np.log(level / (1 - level)) + noise))))


def _of_hunter(
    seller: int, slid: Floats, off: Bools, how: Sellers, rng: np.random.Generator
) -> tuple[dict[str, Numbers | Floats | Bools], dict[str, Numbers | Floats | Bools]]:
    weeks = len(slid)
    level = how.touches * rng.uniform(0.7, 1.3) * np.exp(_noise(weeks, how, rng) * 0.6) * (1 - 0.2 * slid)
    existing = _shifted(rng.uniform(0.12, 0.3), 0.35 * slid, _noise(weeks, how, rng))
    chores = _shifted(rng.uniform(0.06, 0.12), 0.12 * slid, _noise(weeks, how, rng))
    day = np.repeat(np.arange(7 * weeks), _volume(off, level, how, rng))
    chore = rng.random(len(day)) < chores[day // 7]
    on_existing = ~chore & (rng.random(len(day)) < existing[day // 7])
    first = ~chore & ~on_existing & (rng.random(len(day)) < 0.6)
    touches = _touches(
        seller,
        day=day,
        chore=chore,
        on_existing=on_existing,
        first=first,
        outgoing=~chore & (rng.random(len(day)) < 0.9),
        rng=rng,
    )
    touches["planned"] = on_existing & (rng.random(len(day)) < 0.1)
    won = day[first & (rng.random(len(day)) < 0.04)]
    again = day[on_existing & (rng.random(len(day)) < 0.3)]
    return touches, _orders(seller, won, again, rng)


def _of_farmer(
    seller: int, slid: Floats, off: Bools, how: Sellers, rng: np.random.Generator
) -> tuple[dict[str, Numbers | Floats | Bools], dict[str, Numbers | Floats | Bools]]:
    weeks = len(slid)
    level = how.touches * rng.uniform(0.7, 1.3) * np.exp(_noise(weeks, how, rng) * 0.6) * (1 - 0.2 * slid)
    begun = _shifted(rng.uniform(0.2, 0.4), 0.35 * slid, _noise(weeks, how, rng))
    day = np.repeat(np.arange(7 * weeks), _volume(off, level, how, rng))
    chore = rng.random(len(day)) < 0.08
    outgoing = chore | (rng.random(len(day)) >= begun[day // 7])
    nobody = np.zeros(len(day), dtype=bool)
    touches = _touches(
        seller, day=day, chore=chore, on_existing=~chore, first=nobody, outgoing=outgoing, rng=rng
    )
    touches["planned"] = outgoing & ~chore & (rng.random(len(day)) < 0.5)
    return touches, _orders(seller, day[:0], day[~chore & (rng.random(len(day)) < 0.4)], rng)


def _touches(
    seller: int,
    *,
    day: Numbers,
    chore: Bools,
    on_existing: Bools,
    first: Bools,
    outgoing: Bools,
    rng: np.random.Generator,
) -> dict[str, Numbers | Floats | Bools]:
    customer = np.where(chore, NOBODY, rng.integers(0, 400, len(day)) + 1000 * seller)
    return {
        "seller": np.full(len(day), seller),
        "day": _FIRST_MONDAY + day,
        "minutes": np.where(chore, rng.gamma(2.0, 15.0, len(day)), rng.gamma(2.0, 5.0, len(day))),
        "outgoing": outgoing,
        "customer": customer,
        "on_existing": on_existing,
        "first_contact": first,
        "planned": np.zeros(len(day), dtype=bool),
        "held_out": on_existing & (rng.random(len(day)) < 0.05),
    }


def _orders(
    seller: int, won: Numbers, again: Numbers, rng: np.random.Generator
) -> dict[str, Numbers | Floats | Bools]:
    count = len(won) + len(again)
    return {
        "seller": np.full(count, seller),
        "day": _FIRST_MONDAY + np.concatenate([won, again]),
        "customer": 1000 * seller + np.arange(count),
        "amount": rng.lognormal(4.0, 0.8, count),
        "is_first": np.arange(count) < len(won),
    }


def _overdue(slid: Floats, how: Sellers, rng: np.random.Generator) -> Overdue:
    """Regulars past their band; the share left untouched grows with the slide of a farmer."""
    weeks, farmers = slid.shape[1], np.arange(how.hunters, slid.shape[0])
    past = rng.poisson(how.touches * 0.8, (how.farmers, weeks))
    left = [_shifted(rng.uniform(0.15, 0.35), 0.35 * slid[at], _noise(weeks, how, rng)) for at in farmers]
    missed = rng.binomial(past, np.array(left).reshape(past.shape))
    return Overdue(
        seller=np.repeat(farmers, weeks),
        week=np.tile(_FIRST_MONDAY + 7 * np.arange(weeks), how.farmers),
        past_band=past.ravel(),
        touched=(past - missed).ravel(),
    )
