"""Give the offer of a line together with the touch that did it."""

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import PlannedTouch, Touch
from perennial.records.models.words import Outcome
from perennial.records.operations.offers.give import give_offer

__all__ = ["GIVEN_WITH", "give_with"]

#: Outcomes with which somebody can have been given something.
GIVEN_WITH = frozenset({Outcome.REACHED, Outcome.PROMISED, Outcome.ORDERED})


def give_with(touch: Touch, planned: PlannedTouch, *, late: bool) -> None:
    """Write down that the line's offer was given.

    Parameters
    ----------
    late
        Whether the touch stays, without the offer, where that cannot be given any more.

    Raises
    ------
    UserError
        The offer cannot be given (`perennial.records.operations.offers.give`).
    """
    if planned.gift is None or touch.customer is None or touch.outcome not in GIVEN_WITH:
        return
    try:
        with transaction.atomic():
            give_offer(touch.seller, touch.customer, planned.gift, touch=touch)
    except UserError:
        if not late:
            raise
