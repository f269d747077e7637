"""Money kept: what the treated of finished trials brought more than those held out, less its cost."""

from dataclasses import dataclass
from math import hypot

from perennial.core.estimate import Estimate
from perennial.records.models import Trial
from perennial.trial.look import Look
from perennial.trial.look_json import look_from_json

__all__ = ["MoneyKept", "money_kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyKept:
    """All of it with its limits, and how many trials and treated customers it comes from."""

    money: Estimate
    trials: int
    treated: int

    @property
    def is_sure(self) -> bool:
        """Say whether not even the lower limit is below zero."""
        return self.money.low is not None and self.money.low > 0


def money_kept() -> MoneyKept | None:
    """Add up finished trials; None where none is finished or none tells money.

    Each trial gives its difference of money per customer times the treated; the trials are independent, so
    that the squares of their half widths add up.
    """
    finished = Trial.objects.filter(state=Trial.State.FINISHED).order_by("pk")
    looks = [look for result in finished.values_list("result", flat=True) if (look := look_from_json(result))]
    parts = [part for look in looks if (part := _part(look)) is not None]
    if not parts:
        return None
    whole, half = sum(value for value, _, _ in parts), hypot(*(half for _, half, _ in parts))
    return MoneyKept(
        money=Estimate(value=whole, low=whole - half, high=whole + half),
        trials=len(parts),
        treated=sum(treated for _, _, treated in parts),
    )


def _part(look: Look) -> tuple[float, float, int] | None:
    money, treated = look.reading.money, look.reading.treatment.customers
    if money is None or look.verdict == "not_by_lot":
        return None
    return money.value * treated, (money.high - money.value) * treated, treated
