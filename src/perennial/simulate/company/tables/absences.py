"""When sellers were away."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days

__all__ = ["Absences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences:
    """Whole days on which a seller did not work.

    Attributes
    ----------
    seller_id
        Who was away.
    first_day, last_day
        Both included; the last may lie past the company's last day.
    kind
        `holiday`, `sick` or `training`.
    """

    seller_id: Codes
    first_day: Days
    last_day: Days
    kind: Codes
