"""What the list goes by: expected gain or, where that cannot be told, days past the usual gap, or months."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.engine.histories import Floats
from perennial.plan.scale import is_rare, is_small
from perennial.plan.settings import PlanSettings
from perennial.plan.situation import Situation

__all__ = ["Ordering", "month_due", "order_note", "ordering_of", "priorities"]

Ordering = Literal["gain", "past_gap", "month_due"]


def ordering_of(customers: int, settings: PlanSettings) -> Ordering:
    """Say what the list goes by."""
    if is_rare(settings.usual_gap):
        return "month_due"
    return "past_gap" if settings.small_base or is_small(customers) else "gain"


def priorities(ordering: Ordering, gain: Floats, customer: NDArray[np.intp], now: Situation) -> Floats:
    """Give the priority of touches, higher first.

    By days past the usual gap: the longest first, and after them those who have left, the latest first. By
    month due: the earliest month first, the greater gain within it.

    Parameters
    ----------
    ordering
        What the list goes by.
    gain, customer
        Shape (m,): expected gains of the touches and the numbers of their customers.
    now
        The customers.
    """
    if ordering == "past_gap":
        past = now.histories.silence[customer] - np.nan_to_num(now.forecast.fixed_median[customer])
        left = now.leaving_day[customer] <= now.as_of
        return np.where(left, -float(2**31) - past, past)
    if ordering == "month_due":
        return np.arctan(gain) / np.pi - month_due(now, customer)
    return gain


def month_due(now: Situation, customer: NDArray[np.intp]) -> NDArray[np.int64]:
    """Give the month (`perennial.core.days.month_of`) in which the usual gap of each customer is over."""
    gap = np.nan_to_num(now.forecast.fixed_median[customer])
    due = now.last_day[customer] + gap.astype(np.int64)
    return due.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 12 * 1970


def order_note(ordering: Ordering, now: Situation) -> Message:
    """Say why the list does not go by expected gain, or what the gains rest on."""
    if ordering == "month_due":
        return Message(
            "Half of those who return do so only after {gap:days} or more, so that no leaving day can be "
            "named to the week: the list goes by the month in which customers are due.",
            {"gap": now.settings.usual_gap},
        )
    if ordering == "past_gap":
        return Message(
            "With {customers:customers} in all it cannot be told whose call earns most: the list goes by "
            "days past the usual gap.",
            {"customers": len(now)},
        )
    return Message(
        "The list goes by expected gain, which rests on assumed days gained until trials of your own are "
        "finished."
    )
