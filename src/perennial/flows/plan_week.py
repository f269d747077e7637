"""Plan the coming week from what was learned of a log."""

from perennial.flows.understanding import Understanding
from perennial.plan.scale import is_small
from perennial.plan.settings import PlanSettings
from perennial.plan.situation import Situation
from perennial.plan.touch import Plan
from perennial.plan.week import week_plan

__all__ = ["plan_week", "situation_of"]


def plan_week(understanding: Understanding, *, capacity: int) -> Plan:
    """Choose the touches of the coming week.

    Parameters
    ----------
    capacity
        Touches that fit in one day.
    """
    return week_plan(
        understanding.forecast,
        understanding.histories,
        _settings(understanding, capacity),
        spend_per_order=understanding.spend_per_order,
        return_at_order=understanding.return_at_order,
    )


def situation_of(understanding: Understanding) -> Situation:
    """Give what sentences about single customers look at."""
    return Situation(
        forecast=understanding.forecast,
        histories=understanding.histories,
        settings=_settings(understanding, capacity=1),
        spend_per_order=understanding.spend_per_order,
        return_at_order=understanding.return_at_order,
    )


def _settings(understanding: Understanding, capacity: int) -> PlanSettings:
    first_rung = next((rung for rung in understanding.ladder.rungs if rung.rung == 1), None)
    return PlanSettings(
        # The seven days from tomorrow on, so that a log of yesterday gives a plan for today.
        week_of=understanding.facts.as_of + 1,
        return_horizon=understanding.return_horizon,
        capacity=capacity,
        usual_gap=understanding.next_purchase.usual_gap_days,
        second_wait=None if first_rung is None else first_rung.median_days,
        regular_from=understanding.ladder.regular_from,
        small_base=is_small(len(understanding.histories)),
        leaving_start=understanding.lifetime.start_days.value,
        leaving_peak=understanding.lifetime.peak,
    )
