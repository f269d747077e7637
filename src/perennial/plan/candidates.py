"""The touches that are possible in one week, with what each is expected to gain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.numerics.chunks import pieces_of
from perennial.plan.ordering import Ordering
from perennial.plan.plays import days_of_play
from perennial.plan.situation import Days, Situation
from perennial.plan.touch import PLAYS
from perennial.plan.value import expected_gain, kept_share

__all__ = ["Candidates", "candidates_of", "gain_of"]

_AT_ONCE = 2**18  # customers looked at together, so that many take no more memory

_Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Possible touches; arrays of shape (m,).

    Attributes
    ----------
    customer
        Numbers of the customers.
    play
        Positions in `PLAYS`.
    first, last
        Positions of the worked days between which each may fall.
    gain
        Expected gain on the first of them.
    """

    customer: _Places
    play: _Places
    first: _Places
    last: _Places
    gain: Floats

    def __len__(self) -> int:
        return len(self.customer)

    def take(self, index: _Places | NDArray[np.bool_]) -> "Candidates":
        """Give some of the candidates."""
        return Candidates(
            customer=self.customer[index],
            play=self.play[index],
            first=self.first[index],
            last=self.last[index],
            gain=self.gain[index],
        )


def candidates_of(now: Situation, ordering: Ordering) -> Candidates:
    """Find every play of every customer that is possible on a worked day of the week.

    A touch that is expected to cost more than it gains is none, where gains can be told.
    """
    by_play: dict[str, list[Candidates]] = {play: [] for play in now.settings.priors}
    for piece in pieces_of(max(len(now), 1), _AT_ONCE):
        some = now if len(now) <= _AT_ONCE else now.take(piece)
        for play, parts in by_play.items():
            parts.append(_of_play(play, some, ordering, first_number=piece.start))
    found = [each for parts in by_play.values() for each in parts]
    joined = Candidates(
        customer=np.concatenate([each.customer for each in found]),
        play=np.concatenate([each.play for each in found]),
        first=np.concatenate([each.first for each in found]),
        last=np.concatenate([each.last for each in found]),
        gain=np.concatenate([each.gain for each in found]),
    )
    return joined.take(joined.gain > 0) if ordering == "gain" else _best_of_each(joined)


def _of_play(play: str, now: Situation, ordering: Ordering, *, first_number: int) -> Candidates:
    span, days = days_of_play(play, now, ordering), now.worked_days
    first = np.searchsorted(days, span[0])
    last = np.searchsorted(days, span[1], side="right") - 1
    customer = np.flatnonzero(first <= last)
    first, last = first[customer], last[customer]
    return Candidates(
        customer=customer + first_number,
        play=np.full(len(customer), PLAYS.index(play)),
        first=first,
        last=last,
        gain=gain_of(play, customer, days[first], now),
    )


def gain_of(play: str, customer: _Places, day: Days, now: Situation) -> Floats:
    """Give the expected gain of a play with some customers on given days; all of shape (m,)."""
    return expected_gain(
        kept_share(now, customer, day),
        now.forecast.value_at_risk[customer],
        now.forecast.fixed_median[customer],
        1.0 if now.spend_per_order is None else now.spend_per_order[customer],
        now.settings.priors[play],
    )


def _best_of_each(found: Candidates) -> Candidates:
    order = np.lexsort([-found.gain, found.customer])
    leads = np.diff(found.customer[order], prepend=-1) > 0
    return found.take(order[leads])
