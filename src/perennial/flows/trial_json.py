"""What a trial says as JSON, for programs."""

import json
from dataclasses import asdict

from perennial.flows.read_trial import ReadTrial
from perennial.trial.limits import Effect
from perennial.trial.reading import ArmOutcomes

__all__ = ["trial_json"]


def trial_json(found: ReadTrial) -> str:
    """Write the outcomes, their limits and the verdict.

    Where the arms are not those of the lot no effect is claimed: differences are null.
    """
    look, reading = found.look, found.look.reading
    is_lot = look.verdict != "not_by_lot"
    effects = {
        "days_to_next_order_difference": reading.days_to_next_order,
        "days_gained": reading.days_gained,
        "orders_per_customer_difference": reading.orders,
        "money_per_customer_difference": reading.money,
    }
    content = {
        "trial": found.trial,
        "horizon": look.horizon,
        "followed": look.followed,
        "arms": {"treatment": _arm(reading.treatment), "control": _arm(reading.control)},
        **{name: _effect(effect) if is_lot else None for name, effect in effects.items()},
        "sample_ratio_p": look.sample_ratio_p,
        "swapped": look.swapped,
        "verdict": look.verdict,
        "needed_customers": look.needed_customers if is_lot else None,
        "lot_by_others": found.lot_by_others,
        "currency": found.currency,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _arm(arm: ArmOutcomes) -> dict[str, object]:
    return asdict(arm)


def _effect(effect: Effect | None) -> dict[str, float] | None:
    if effect is None:
        return None
    told = asdict(effect)
    return {name: told[name] for name in ("value", "low", "high", "planned_low", "planned_high")}
