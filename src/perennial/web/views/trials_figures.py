"""The figures of a trial's page: pictures, and rows of tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from perennial.core.estimate import Estimate
from perennial.pictures.charts.chart import Chart
from perennial.pictures.trial.looks_chart import looks_chart
from perennial.pictures.trial.stay_chart import stay_chart
from perennial.pictures.words import Words
from perennial.records.models import Trial
from perennial.records.queries.trials.looks import KeptLook
from perennial.trial.limits import Effect
from perennial.trial.look import Look
from perennial.web.views.trials_words import stage_called

__all__ = ["ArmRow", "arm_rows", "looks_picture", "stage_rows", "stay_picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmRow:
    """One outcome in either group, and their difference with both kinds of limits."""

    name: str
    kind: str
    treated: float | None
    control: float | None
    difference: Estimate
    planned: Estimate


def stay_picture(look: Look, words: Words) -> Chart:
    """Draw how long either group stays."""
    return stay_chart(look.reading.curves, words)


def looks_picture(trial: Trial, looks: list[KeptLook], words: Words) -> Chart | None:
    """Draw what each look said; None before the first."""
    if not looks:
        return None
    return looks_chart(
        [(each.day, each.look.reading.days_gained) for each in looks], planned_end(trial), words
    )


def planned_end(trial: Trial) -> date | None:
    """Give the day by which the last customers are followed to the horizon; None where they still come in."""
    if trial.enrol_until is not None:
        return trial.enrol_until + timedelta(days=trial.horizon)
    if trial.started_on is None or trial.weeks is None or not trial.play:
        return None
    return trial.started_on + timedelta(weeks=trial.weeks, days=trial.horizon)


def arm_rows(look: Look) -> list[ArmRow]:
    """Give the outcomes, the primary one first."""
    reading = look.reading
    treated, control = reading.treatment, reading.control
    rows = [
        (_("Orders per customer"), "number", "orders_per_customer", reading.orders),
        (_("Money per customer, after cost"), "money", "money_per_customer", reading.money),
        (_("Days as a customer"), "number", "mean_stay", reading.days_gained),
        (
            _("Days until the next order"),
            "number",
            "mean_days_to_next_order",
            reading.days_to_next_order,
        ),
    ]
    return [
        ArmRow(
            name=name,
            kind=kind,
            treated=getattr(treated, column),
            control=getattr(control, column),
            difference=_always(effect),
            planned=_at_the_end(effect),
        )
        for name, kind, column, effect in rows
        if effect is not None
    ]


def stage_rows(look: Look) -> list[dict[str, Any]]:
    """Give each stage by itself; estimates are None where it is too small to tell."""
    return [
        {
            "name": stage_called(each.name) or _("no stage"),
            "customers": each.customers,
            "held_out": each.held_out,
            "orders": None if each.orders is None else _always(each.orders),
            "days": None if each.days_gained is None else _always(each.days_gained),
        }
        for each in look.groups
    ]


def _always(effect: Effect) -> Estimate:
    return Estimate(value=effect.value, low=effect.low, high=effect.high)


def _at_the_end(effect: Effect) -> Estimate:
    return Estimate(value=effect.value, low=effect.planned_low, high=effect.planned_high)
