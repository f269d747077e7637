"""All trials for the list: how far those that run are, and what those that are over said."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from perennial.core.estimate import Estimate
from perennial.records.models import Trial, TrialLot
from perennial.records.queries.trials.looks import KeptLook, kept_look, last_looks

__all__ = ["Listed", "library", "listed_of"]

_A_THOUSAND = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A trial, who is in it, and what was seen last; None where nothing was."""

    trial: Trial
    enrolled: int
    held_out: int
    last: KeptLook | None

    @property
    def share_enrolled(self) -> float:
        """How much of the customers needed has come in, 1 at most."""
        return min(self.enrolled / self.trial.needed, 1.0) if self.trial.needed else 0.0

    @property
    def money(self) -> Estimate | None:
        """Money per customer after cost; None where it cannot be told."""
        if self.last is None or self.last.look.verdict == "not_by_lot":
            return None
        money = self.last.look.reading.money
        return None if money is None else Estimate(value=money.value, low=money.low, high=money.high)

    @property
    def days(self) -> Estimate | None:
        """Days gained per customer; None where it cannot be told."""
        if self.last is None or self.last.look.verdict == "not_by_lot":
            return None
        gained = self.last.look.reading.days_gained
        return Estimate(value=gained.value, low=gained.low, high=gained.high)

    @property
    def does_not_pay(self) -> bool:
        """Say whether the money after cost is below zero."""
        return self.money is not None and self.money.value is not None and self.money.value < 0

    @property
    def days_per_thousand(self) -> float | None:
        """Days gained per thousand of money that the treated were given more; None where they were not.

        Where the trial does not say that it works, there is no price of days either.
        """
        if self.last is None or self.last.look.given is None or self.last.look.verdict != "works":
            return None
        look, given = self.last.look, self.last.look.given
        treated, control = look.reading.treatment.customers, look.reading.control.customers
        spent = given.cost_treatment / treated - given.cost_control / control
        return _A_THOUSAND * look.reading.days_gained.value / spent if spent > 0 else None

    @property
    def best_for(self) -> str:
        """Name the stage in which it clearly works; empty where in none."""
        if self.last is None or self.last.look.verdict == "not_by_lot":
            return ""
        clear = [each for each in self.last.look.groups if each.orders is not None and each.orders.low > 0]
        best = max(clear, key=lambda each: each.orders.value if each.orders else 0.0, default=None)
        return "" if best is None else best.name


def library() -> list[Listed]:
    """Give all trials, the latest first, in a fixed number of queries."""
    return list(_listed(list(_counted())))


def listed_of(trial: Trial) -> Listed:
    """Give one trial as the list has it."""
    return next(_listed(list(_counted().filter(pk=trial.pk))))


def _counted() -> QuerySet[Trial]:
    control = Count("lots", filter=Q(lots__arm=TrialLot.Arm.CONTROL))
    return Trial.objects.select_related("by").annotate(n=Count("lots"), n_held_out=control)


def _listed(trials: list[Trial]) -> Iterator[Listed]:
    looks = last_looks([each for each in trials if not each.result])
    for trial in trials:
        last = kept_look(trial.ended_on or trial.created_at.date(), trial.result) if trial.result else None
        yield Listed(
            trial=trial,
            enrolled=trial.n,  # type: ignore[attr-defined]  # annotated above
            held_out=trial.n_held_out,  # type: ignore[attr-defined]
            last=last or looks.get(trial.pk),
        )
