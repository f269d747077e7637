"""Possible touches with all that they take: whose time, by which way, with or without an offer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.flows.plan_rows import Rows
from perennial.flows.plan_terms import PlayTerms, Terms
from perennial.plan.candidates import Candidates
from perennial.plan.giving import gain_with, gain_without
from perennial.plan.priors import Prior
from perennial.plan.room import NOTHING, Choices
from perennial.plan.rule import SERVICE
from perennial.plan.touch import PLAYS

__all__ = ["Offered", "offered"]

_Places = NDArray[np.intp]
_PLAIN = "remind"
_BY_CALL = PlayTerms()
#: Ways that need nobody's hands.
_SENT = frozenset({"mail", "message"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Choices of a plan, and what each is.

    Attributes
    ----------
    choices
        The m choices.
    candidate
        Shape (m,): which possible touch each is.
    way
        Shape (m,): position in `ways`.
    by_itself
        Shape (m,): whether the house does it.
    ways, gifts
        Names by position.
    waiting
        Shape (n,): among the possible touches, those that no way is agreed to.
    """

    choices: Choices
    candidate: _Places
    way: _Places
    by_itself: NDArray[np.bool_]
    ways: tuple[str, ...]
    gifts: tuple[str, ...]
    waiting: NDArray[np.bool_]

    def take(self, index: _Places | NDArray[np.bool_]) -> "Offered":
        """Give some of the choices."""
        return Offered(
            choices=self.choices.take(index),
            candidate=self.candidate[index],
            way=self.way[index],
            by_itself=self.by_itself[index],
            ways=self.ways,
            gifts=self.gifts,
            waiting=self.waiting,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Choices of one play that are alike: with an offer, or without; shape (k,)."""

    candidate: _Places
    gain: Floats
    last: _Places
    way: _Places
    gift: int
    cost: float
    by_itself: bool


def offered(
    found: Candidates,
    worth: Floats,
    rows: Rows,
    terms: Terms,
    *,
    priors: Mapping[str, Prior],
    spend: Floats | None,
    usual_gap: Floats,
    ahead: NDArray[np.int64],
    by_gain: bool,
) -> Offered:
    """Make the choices of a plan.

    Parameters
    ----------
    found
        The n possible touches; customers are positions in `rows`.
    worth
        Shape (n,): what each adds to the whole; expected gain where `by_gain`.
    spend, usual_gap
        Shape (customers,): expected net spend of an order, None where values are in orders; usual gaps.
    ahead
        Shape (days,): the days planned, counted from the first (0).
    """
    ways = tuple(sorted({way for terms_ in (*terms.plays.values(), _BY_CALL) for way in terms_.ways}))
    gifts = tuple(terms.gifts)
    found_way = _ways(found, rows, terms, ways)
    money = np.ones(len(rows.ids)) if spend is None else np.nan_to_num(spend)
    parts = list[_Part]()
    for code in np.unique(found.play):
        play = PLAYS[code]
        mine = np.flatnonzero((found.play == code) & (found_way >= 0))
        how = terms.plays.get(play, _BY_CALL)
        whose = found.customer[mine]
        told = _Told(
            mine=mine,
            gain=worth[mine],
            last=found.last[mine],
            way=found_way[mine],
            ids=[rows.ids[each] for each in whose],
            spend=money[whose],
            gap=usual_gap[whose],
        )
        parts += _parts(
            play,
            how,
            told,
            terms,
            gifts,
            priors=priors,
            ahead=ahead,
            by_gain=by_gain,
            has_money=spend is not None,
        )
    return _joined(parts, found, rows, ways, gifts, waiting=found_way < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The possible touches of one play; shape (k,) each."""

    mine: _Places
    gain: Floats
    last: _Places
    way: _Places
    ids: Sequence[str]
    spend: Floats
    gap: Floats


def _parts(
    play: str,
    how: PlayTerms,
    told: _Told,
    terms: Terms,
    gifts: tuple[str, ...],
    *,
    priors: Mapping[str, Prior],
    ahead: NDArray[np.int64],
    by_gain: bool,
    has_money: bool,
) -> Iterator[_Part]:
    """Give the touches of a play as they are, or where an offer belongs to it with it and without."""
    gift = terms.gifts.get(how.gift) if how.gift is not None else None
    if gift is None or how.gift is None:
        yield _part(told, told.gain, how, np.ones(len(told.mine), np.bool_))
        return
    prior, plain = priors[play], priors.get(_PLAIN, priors[play])
    meant = np.array([each not in gift.not_meant for each in told.ids], dtype=np.bool_)
    can = meant & np.array([each not in gift.not_for for each in told.ids], dtype=np.bool_)
    days = np.flatnonzero(ahead < gift.days)
    cost = gift.cost if has_money else 0.0
    gain = told.gain
    less = told.gain - 0.5
    if by_gain:
        gain = gain_with(told.gain, told.spend, prior, plain, cost=cost, margin_share=gift.margin_share)
        less = gain_without(told.gain, told.spend, told.gap, prior, plain)
    if len(days) and gift.stock >= 1:
        yield _part(told, gain, how, can, gift=gifts.index(how.gift), cost=gift.cost, until=int(days[-1]))
    yield _part(told, less, how, meant)
    yield _part(told, told.gain, how, ~meant)


def _part(
    told: _Told,
    gain: Floats,
    how: PlayTerms,
    can: NDArray[np.bool_],
    *,
    gift: int = NOTHING,
    cost: float = 0.0,
    until: int = 2**31,
) -> _Part:
    last = np.minimum(told.last, until)
    return _Part(
        candidate=told.mine[can],
        gain=gain[can],
        last=last[can],
        way=told.way[can],
        gift=gift,
        cost=cost,
        by_itself=how.by_itself,
    )


def _ways(found: Candidates, rows: Rows, terms: Terms, ways: tuple[str, ...]) -> _Places:
    """Give the first way of each play by which its customer may be reached; -1 where there is none."""
    answer = np.full(len(found), -1, dtype=np.intp)
    agreed = _agreed(rows, terms, ways)
    for code in np.unique(found.play):
        play = PLAYS[code]
        mine = np.flatnonzero(found.play == code)
        may = agreed[play in SERVICE][found.customer[mine]]
        for way in reversed(terms.plays.get(play, _BY_CALL).ways):
            at = ways.index(way)
            answer[mine[may[:, at]]] = at
    return answer


def _agreed(rows: Rows, terms: Terms, ways: tuple[str, ...]) -> Mapping[bool, NDArray[np.bool_]]:
    """Give by which ways each customer may be reached with advertising (False) and with service (True)."""
    told = np.ones((2, len(rows.ids), len(ways)), dtype=np.bool_)
    if terms.ways is not None:
        for row, who in enumerate(rows.ids):
            of = terms.ways.get(who)
            told[0, row] = [of is not None and way in of.advertising for way in ways]
            told[1, row] = [of is not None and way in of.service for way in ways]
    return {False: told[0], True: told[1]}


def _joined(
    parts: Sequence[_Part],
    found: Candidates,
    rows: Rows,
    ways: tuple[str, ...],
    gifts: tuple[str, ...],
    *,
    waiting: NDArray[np.bool_],
) -> Offered:
    def each_of(name: str, kind: type) -> NDArray[np.generic]:
        columns = [np.broadcast_to(getattr(part, name), len(part.candidate)) for part in parts]
        return np.concatenate([np.zeros(0, kind), *columns]).astype(kind)

    told = {each.name: each_of(each.name, _KINDS[each.name]) for each in fields(_Part)}
    candidate = told["candidate"].astype(np.intp)
    whose, house = found.customer[candidate], len(rows.owners)
    sent = [at for at, way in enumerate(ways) if way in _SENT]
    by_itself = told["by_itself"].astype(np.bool_) & np.isin(told["way"], sent)
    first, last = found.first[candidate], told["last"].astype(np.intp)
    choices = Choices(
        person=rows.person[whose],
        seller=np.where(by_itself, house, rows.owner[whose]),
        gift=told["gift"].astype(np.intp),
        first=first,
        last=last,
        gain=told["gain"].astype(np.float64),
        cost=told["cost"].astype(np.float64),
    )
    whole = Offered(
        choices=choices,
        candidate=candidate,
        way=told["way"].astype(np.intp),
        by_itself=by_itself,
        ways=ways,
        gifts=gifts,
        waiting=waiting,
    )
    return whole.take(first <= last)


_KINDS: Mapping[str, type] = {
    "candidate": np.intp,
    "gain": np.float64,
    "last": np.intp,
    "way": np.intp,
    "gift": np.intp,
    "cost": np.float64,
    "by_itself": np.bool_,
}
