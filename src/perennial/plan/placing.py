"""On which day each chosen touch falls: on each day those whose time runs out first."""

import numpy as np

from perennial.plan.room import Choices, Limits, Places

__all__ = ["place"]


def place(chosen: Choices, limits: Limits) -> Places:
    """Give chosen touches that can be placed their days (earliest deadline first; Jackson 1955).

    Where more wait than fit into a day, those whose span ends first come first, then the greater gain.

    Returns
    -------
    Shape (c,): positions of the days.

    Raises
    ------
    ValueError
        They do not fit.
    """
    day = np.full(len(chosen), -1, dtype=np.intp)
    urgency = np.lexsort([-chosen.gain, chosen.last])
    for position in range(limits.capacity.shape[1]):
        waiting = urgency[(day[urgency] < 0) & (chosen.first[urgency] <= position)]
        day[_first_of_each(waiting, chosen.seller[waiting], limits.capacity[:, position])] = position
    if np.any((day < 0) | (day > chosen.last)):
        raise ValueError("more touches are chosen than their days have places")
    return day


def _first_of_each(waiting: Places, seller: Places, places: Places) -> Places:
    """Keep as many of each seller as the day has places, in their order."""
    order = np.argsort(seller, kind="stable")
    begin = np.searchsorted(seller[order], seller[order])
    rank = np.empty(len(waiting), dtype=np.intp)
    rank[order] = np.arange(len(waiting)) - begin
    return waiting[rank < places[seller]]
