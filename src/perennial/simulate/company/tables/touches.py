"""What the sellers did."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Flags, Minutes

__all__ = ["Touches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """Touches and chores in order of time.

    Attributes
    ----------
    touch_id
        "T00001" and on.
    seller_id
        Who spent the time.
    customer_id, lead_id
        With whom: one of the two, or neither for chores.
    day, minute
        Day, and minute of the day, of the beginning.
    minutes
        How long it took.
    direction
        `out` or `in` (begun by the other side); `out` for chores.
    channel
        `call`, `message`, `visit`, `mail` or `meeting`; empty for chores.
    play
        `greet`, `second`, `remind`, `offer`, `window`, `thank`, `repair`, `return`, `renew`; `first` for a
        hunter's work on a lead; `chore`; empty where a customer began the contact.
    outcome
        `reached`, `no_answer`, `promised`, `ordered`, `refused`, `left`, `wrong_number` or `none`.
    planned
        Whether the plan asked for it.
    """

    touch_id: Codes
    seller_id: Codes
    customer_id: Codes
    lead_id: Codes
    day: Days
    minute: Minutes
    minutes: Minutes
    direction: Codes
    channel: Codes
    play: Codes
    outcome: Codes
    planned: Flags
