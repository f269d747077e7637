"""What a trial gained: every outcome of both arms, the differences, and their limits."""

from dataclasses import dataclass

from perennial.engine.histories import Floats
from perennial.trial.before import Before
from perennial.trial.contrast import adjusted, features_of
from perennial.trial.days_gained import StayCurves, gained
from perennial.trial.followed import Costs, Followed
from perennial.trial.limits import Effect, effect_of, within
from perennial.trial.next_order import waited, waits_of
from perennial.trial.order_counts import counted, per_customer

__all__ = ["ArmOutcomes", "TrialReading", "orders_effect", "reading_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmOutcomes:
    """One arm over the horizon, by intention to treat.

    Attributes
    ----------
    customers
        Their number.
    returned_share
        Share with an order (Kaplan-Meier).
    mean_days_to_next_order
        Restricted mean days to the next order, at most the horizon.
    orders_per_customer, money_per_customer
        Over the horizon; money less what was given, None where the log has no amounts.
    mean_stay
        Restricted mean days from assignment to leaving, of all, those gone before included.
    """

    customers: int
    returned_share: float
    mean_days_to_next_order: float
    orders_per_customer: float
    money_per_customer: float | None
    mean_stay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReading:
    """What the trial says so far; effects are treatment minus control.

    Attributes
    ----------
    control, treatment
        Either arm as it came.
    orders
        Orders per customer, the primary outcome; it and the next two are adjusted for what was known before.
    money
        Money per customer, or None.
    days_to_next_order
        Days; below 0 where the treated return sooner.
    days_gained
        Days by which the treated leave later.
    curves
        Share still customers by days since assignment.
    """

    control: ArmOutcomes
    treatment: ArmOutcomes
    orders: Effect
    money: Effect | None
    days_to_next_order: Effect
    days_gained: Effect
    curves: StayCurves


def reading_of(before: Before, followed: Followed, *, seen: float = 1.0) -> TrialReading:
    """Read a trial.

    Parameters
    ----------
    before, followed
        Of the same n customers, in one order. Where nobody was followed to the horizon yet, all is read over
        the days that somebody was followed for.
    seen
        Share of the planned days seen so far; 1 at the planned end.
    """
    longest = int(followed.until.max())
    before, followed = before.over(longest / followed.horizon), followed.seen_by(longest)
    stay = gained(before, followed)
    control, treatment = _outcomes(followed, stay.mean_stay)
    amount = followed.amount
    return TrialReading(
        control=control,
        treatment=treatment,
        orders=orders_effect(before, followed, seen=seen),
        money=None if amount is None else _counted(before, followed, amount, seen, followed.costs),
        days_to_next_order=within(
            effect_of(
                adjusted(waited(followed), followed.treated, features_of(before)), followed.treated, seen=seen
            ),
            followed.horizon,
        ),
        days_gained=within(effect_of(stay.contrast, followed.treated, seen=seen), followed.horizon),
        curves=stay.curves,
    )


def orders_effect(before: Before, followed: Followed, *, seen: float = 1.0) -> Effect:
    """Read the primary outcome alone, orders per customer; parameters are those of `reading_of`."""
    return _counted(before, followed, followed.orders, seen)


def _counted(
    before: Before, followed: Followed, size: Floats, seen: float, costs: Costs | None = None
) -> Effect:
    contrast = adjusted(counted(followed, size, costs), followed.treated, features_of(before))
    return effect_of(contrast, followed.treated, seen=seen)


def _outcomes(followed: Followed, stay: tuple[float, float]) -> list[ArmOutcomes]:
    orders = per_customer(followed, followed.orders)
    amount = followed.amount
    money = (None, None) if amount is None else per_customer(followed, amount, followed.costs)
    arms = (~followed.treated, followed.treated)
    waits = [waits_of(followed, arm) for arm in arms]
    return [
        ArmOutcomes(
            customers=int(arms[at].sum()),
            returned_share=waits[at].returned_share,
            mean_days_to_next_order=waits[at].mean_days,
            orders_per_customer=orders[at],
            money_per_customer=money[at],
            mean_stay=stay[at],
        )
        for at in (0, 1)
    ]
