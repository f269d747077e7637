"""The one sentence a trial's page opens with: what was gained, how sure that is, and how far it is."""

from perennial.core.message import Message
from perennial.pictures.trial.subjects import subject_of
from perennial.trial.look import Look

__all__ = ["followed_so_far", "not_read_yet", "opening_of", "progress_of"]


def opening_of(play: str, look: Look, *, is_running: bool, progress: Message) -> Message:
    """Say what a trial shows.

    Parameters
    ----------
    play
        What is on trial; empty for all touches.
    look
        What was seen last.
    is_running
        Whether more will be seen.
    progress
        How far it is, as `progress_of` or `followed_so_far` says.
    """
    facts = {**_facts(look), "subject": subject_of(play), "progress": progress}
    if look.verdict == "not_by_lot":
        return Message(
            "The groups are not those of the lot, so that nothing can be said of what the touch gained."
        )
    if look.verdict == "works":
        return _works(look, facts)
    if look.verdict == "does_not_work":
        return _does_not_work(look, facts)
    if is_running:
        return Message(
            "Cannot tell yet: {days:days} gained per customer so far, but it may be anything from "
            "{low:number} to {high:number}; {progress}.",
            facts,
        )
    return Message(
        "Cannot tell: {days:days} gained per customer, but it may be anything from {low:number} to "
        "{high:number}; {progress}.",
        facts,
    )


def progress_of(*, day: int, enrolled: int, needed: int) -> Message:
    """Say how far a trial that runs is."""
    if needed:
        return Message(
            "day {day:number}, {enrolled:number} of {needed:number} customers needed",
            {"day": day, "enrolled": enrolled, "needed": needed},
        )
    return Message("day {day:number}, {enrolled:customers} in it", {"day": day, "enrolled": enrolled})


def followed_so_far(*, enrolled: int, horizon: int) -> Message:
    """Say what a trial that is over rests on."""
    return Message(
        "{enrolled:customers}, each followed for {horizon:days}", {"enrolled": enrolled, "horizon": horizon}
    )


def not_read_yet(*, enrolled: int) -> Message:
    """Say what is waited for, before anything was read."""
    if not enrolled:
        return Message(
            "Nobody is in it yet: lots are drawn with the next plan, for customers who come due for this "
            "play."
        )
    return Message(
        "In it so far: {enrolled:customers}. What they buy is read for the first time tonight.",
        {"enrolled": enrolled},
    )


def _works(look: Look, facts: dict[str, object]) -> Message:
    if look.reading.days_gained.low <= 0:
        return _buys_more(look, facts)
    if look.reading.money is None:
        return Message(
            "{subject}: {days:days} gained per customer ({low:number} to {high:number}); {progress}.", facts
        )
    return Message(
        "{subject}: {days:days} gained per customer ({low:number} to {high:number}) and {money:money} each "
        "after cost; {progress}.",
        {**facts, "money": look.reading.money.value},
    )


def _buys_more(look: Look, facts: dict[str, object]) -> Message:
    orders = look.reading.orders
    return Message(
        "{subject}: {orders:number} orders more per customer ({from:number} to {to:number}); whether they "
        "stay longer cannot be told, {days:days} ({low:number} to {high:number}); {progress}.",
        {**facts, "orders": orders.value, "from": orders.low, "to": orders.high},
    )


def _does_not_work(look: Look, facts: dict[str, object]) -> Message:
    orders = look.reading.orders
    told = {**facts, "orders": orders.value, "from": orders.low, "to": orders.high}
    if look.smallest_effect <= 0:
        return Message(
            "{subject}: not worth it, {orders:number} orders more per customer ({from:number} to "
            "{to:number}); {progress}.",
            told,
        )
    return Message(
        "{subject}: not worth it, {orders:number} orders more per customer ({from:number} to {to:number}) "
        "where {smallest:number} was hoped for; {progress}.",
        {**told, "smallest": look.smallest_effect},
    )


def _facts(look: Look) -> dict[str, object]:
    gained = look.reading.days_gained
    told = {"days": gained.value, "low": gained.low, "high": gained.high}
    return {name: round(value, 1) for name, value in told.items()}
