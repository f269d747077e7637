"""Why customers left, as they told a seller."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Sentences

__all__ = ["LeaveReasons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveReasons:
    """At most one reason a customer, in order of time.

    Attributes
    ----------
    customer_id, seller_id
        Who left, and who asked.
    day
        Day of the answer.
    reason
        `moved`, `forgot`, `competitor`, `price`, `our_mistake`, `no_need` or `other`.
    text
        In the company's language.
    """

    customer_id: Codes
    seller_id: Codes
    day: Days
    reason: Codes
    text: Sentences
