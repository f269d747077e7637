"""What the figures before and after the split are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from perennial.core.estimate import Estimate
from perennial.pay.split.before_after import BeforeAfter

__all__ = ["ComparedRow", "compared_rows"]

_NAMES: Mapping[str, tuple[object, str]] = {
    "first_sales": (_("First orders"), "number"),
    "new_money": (_("Money from first sales"), "money"),
    "later_orders": (_("Later orders"), "number"),
    "later_money": (_("Money from later orders"), "money"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One figure with its name and the kind in which it is written."""

    name: object
    kind: str
    before: float
    after: float
    change: Estimate


def compared_rows(compared: BeforeAfter) -> list[ComparedRow]:
    """Name the figures; none where there is too little time to compare."""
    return [
        ComparedRow(
            name=_NAMES[each.figure][0],
            kind=_NAMES[each.figure][1],
            before=each.before,
            after=each.after,
            change=each.change,
        )
        for each in compared.figures
        if each.before or each.after
    ]
