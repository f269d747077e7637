"""What follows a touch, in words: only what is beyond chance is said for sure."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from perennial.core.message import Message
from perennial.engine.covariates.results import AfterTouch, Change, change_of
from perennial.pictures.report.changed import changed
from perennial.pictures.words import Words

__all__ = ["after_touch_leads", "after_touch_note"]

_FEW = Message(
    "What follows a touch cannot be told yet: there are too few, {touches:touches} of "
    "{customers:customers_of}."
)
_ORDERS: Mapping[Change, Message] = {
    "more": Message(
        "In the {days:days} after a touch customers buy {by:percent} more often than otherwise "
        "({touches:touches})."
    ),
    "less": Message(
        "In the {days:days} after a touch customers buy {by:percent} less often than otherwise "
        "({touches:touches})."
    ),
    "alike": Message(
        "In the {days:days} after a touch customers buy about as often as otherwise ({touches:touches})."
    ),
    "unknown": Message(
        "Whether customers buy more often in the {days:days} after a touch cannot be told: from "
        "{less:percent} less to {more:percent} more often than otherwise ({touches:touches})."
    ),
}
_AWAY: Mapping[Change, Message] = {
    "less": Message("After a touch {by:percent} fewer than expected stay away for the next {horizon:days}."),
    "more": Message("After a touch {by:percent} more than expected stay away for the next {horizon:days}."),
    "alike": Message("After a touch about as many as expected stay away for the next {horizon:days}."),
    "unknown": Message("Whether fewer stay away for {horizon:days} after a touch cannot be told."),
}


def after_touch_leads(found: AfterTouch, words: Words) -> Iterator[Markup]:
    """Say whether more orders than usual follow a touch, and whether fewer customers stay away."""
    facts = {
        "days": found.days,
        "touches": found.touches,
        "customers": found.customers,
        "horizon": found.horizon,
    }
    if not found.rate.known:
        yield words.mark(_FEW, **facts)
        return
    span = {"less": 1.0 - (found.rate.low or 0.0), "more": (found.rate.high or 1.0) - 1.0}
    yield words.mark(_ORDERS[change_of(found.rate)], by=changed(found.rate), **facts, **span)
    if found.away.known:
        yield words.mark(_AWAY[change_of(found.away)], by=changed(found.away), **facts)


def after_touch_note(words: Words) -> Markup:
    """Say what it does not prove."""
    return words.mark(
        "Days after a touch are held against other days of the same customers, after as long a silence. "
        "Somebody chose whom to touch: what follows a touch need not come of it, which only a trial tells."
    )
