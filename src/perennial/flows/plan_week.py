"""Plan the coming week from what was learned of a log."""

from dataclasses import replace

from perennial.flows.customer_models import Rows
from perennial.flows.understanding import Understanding
from perennial.plan.apart import Apart, apart_of, week_plan_apart
from perennial.plan.scale import is_small
from perennial.plan.settings import PlanSettings
from perennial.plan.situation import Situation
from perennial.plan.touch import Plan

__all__ = ["group_paces", "parts_of_plan", "plan_week", "situation_of"]


def plan_week(understanding: Understanding, *, capacity: int) -> Plan:
    """Choose the touches of the coming week.

    Parameters
    ----------
    capacity
        Touches that fit in one day.
    """
    now = situation_of(understanding)
    return week_plan_apart(parts_of_plan(understanding, now), capacity=capacity)


def situation_of(understanding: Understanding) -> Situation:
    """Give what sentences about single customers look at."""
    return Situation(
        forecast=understanding.forecast,
        histories=understanding.histories,
        settings=_settings(understanding),
        spend_per_order=understanding.spend_per_order,
        return_at_order=understanding.return_at_order,
    )


def parts_of_plan(
    understanding: Understanding, now: Situation, rows: Rows | None = None
) -> tuple[Apart, ...]:
    """Part customers by their rhythm groups.

    Parameters
    ----------
    now
        All customers, or some of them.
    rows
        Their numbers; None for all.
    """
    models = understanding.models if rows is None else understanding.models.take(rows)
    return apart_of(now, models.name, group_paces(understanding), customers=len(understanding.histories))


def group_paces(understanding: Understanding) -> dict[str, PlanSettings]:
    """Give the settings of each rhythm group by its name; nothing where there are no groups."""
    models, settings = understanding.models, _settings(understanding)
    windows = {each.name: each.window for each in understanding.lifetime_by_product}
    paces = {}
    for each in models.groups if models.are_apart else ():
        products = each.group.products
        window = windows.get(products[0]) if len(products) == 1 else None
        paces[each.group.name] = replace(
            settings,
            return_horizon=each.returns.horizon,
            usual_gap=each.usual_gap,
            second_wait=each.second_wait,
            leaving_start=None if window is None else window.start_days.value,
            leaving_peak=None if window is None else window.peak,
        )
    return paces


def _settings(understanding: Understanding) -> PlanSettings:
    return PlanSettings(
        # The seven days from tomorrow on, so that a log of yesterday gives a plan for today.
        week_of=understanding.facts.as_of + 1,
        return_horizon=understanding.return_horizon,
        usual_gap=understanding.next_purchase.usual_gap_days,
        second_wait=understanding.ladder.second_wait,
        regular_from=understanding.ladder.regular_from,
        small_base=is_small(len(understanding.histories)),
        leaving_start=understanding.lifetime.start_days.value,
        leaving_peak=understanding.lifetime.peak,
    )
