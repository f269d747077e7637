"""What is said of a trial before it starts: how many customers, how many weeks, at what cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from perennial.core.message import Message
from perennial.plan.rule import ADVERTISED
from perennial.records.models import Business, Customer, TouchRule, Trial, User
from perennial.records.models.words import Play, Role
from perennial.records.queries.figures import figures_now
from perennial.records.queries.trials.due import Due, due_of
from perennial.records.queries.trials.held_out import plays_by_themselves
from perennial.records.queries.trials.spread import Spread, spread_of
from perennial.trial.limits import WIDENING
from perennial.trial.size import (
    Needed,
    cost_of_holding_out,
    needed_customers,
    smallest_seen,
    weeks_to_enrol,
)

__all__ = ["PLAYS_ON_TRIAL", "Design", "TrialTerms", "design_of", "terms_of", "usual_horizon"]

#: Plays from which a lot may leave somebody out. Greeting, putting right and a first sale are owed.
PLAYS_ON_TRIAL = tuple(Play(each) for each in sorted(ADVERTISED, key=lambda play: play != Play.OFFER))
_FEW = 200
_TWO_YEARS = 104  # weeks
_WEEK, _FIVE = 7, 5
_GAPS, _SHORTEST, _LONGEST = 4, 30, 365
_UNKNOWN = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTerms:
    """What a trial is to be; `play` is empty for all advertising."""

    play: str
    held_out: float
    horizon: int
    smallest_effect: float
    value_limit: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What these terms ask for.

    Attributes
    ----------
    spread, due
        What it is reckoned from.
    needed
        Customers with whom an effect of the smallest size is seen four times in five.
    weeks
        Until so many have come in; None where they never do.
    weeks_in_all
        With the horizon of the last who came in.
    costs
        What holding out may cost; None where orders tell no money.
    smallest_in_money
        The smallest effect in money, a customer; None in the same case.
    """

    spread: Spread
    due: Due
    needed: Needed
    weeks: int | None
    weeks_in_all: int | None
    costs: float | None
    smallest_in_money: float | None
    doubts: tuple[Message, ...]


def design_of(terms: TrialTerms) -> Design | None:
    """Reckon a design; None before the first refresh, or where too few have bought."""
    spread = spread_of(terms.horizon)
    due = due_of(terms.play, value_limit=terms.value_limit)
    if spread is None or due is None or spread.deviation == 0:
        return None
    needed = needed_customers(
        deviation=spread.deviation,
        smallest_effect=terms.smallest_effect,
        held_out=terms.held_out,
        widening=WIDENING,
    )
    places = _places_a_week(terms.play)
    weeks = _weeks(needed.customers, due, places)
    in_all = None if weeks is None else weeks + ceil(terms.horizon / _WEEK)
    money = spread.money_per_order
    return Design(
        spread=spread,
        due=due,
        needed=needed,
        weeks=weeks,
        weeks_in_all=in_all,
        costs=None if money is None else _costs(terms, due, needed),
        smallest_in_money=None if money is None else money * terms.smallest_effect,
        doubts=tuple(_doubts(in_all, _seen_in_two_years(terms, spread, due, places))),
    )


def _costs(terms: TrialTerms, due: Due, needed: Needed) -> float:
    """Count the touch on trial, and those that held-out customers go without until their days are over.

    Of a play that leaves by itself they go without nothing else.
    """
    if terms.play in plays_by_themselves():
        return cost_of_holding_out(needed.held_out, due.gain)
    every = due_of("", value_limit=terms.value_limit)
    base = Customer.objects.exclude(stage="").filter(erased_at__isnull=True, merged_into__isnull=True).count()
    a_week = every.a_week * every.gain / base if every is not None and base else 0.0
    weeks = max(terms.horizon / _WEEK - 1, 0)
    return cost_of_holding_out(needed.held_out, due.gain + a_week * weeks)


def terms_of(trial: Trial) -> TrialTerms:
    """Give what a trial was designed to be."""
    return TrialTerms(
        play=trial.play,
        held_out=float(trial.held_out),
        horizon=trial.horizon,
        smallest_effect=trial.smallest_effect,
        value_limit=trial.value_limit,
    )


def usual_horizon() -> int:
    """Give about four usual gaps of the business, in whole weeks or so, at least 30 days and at most 365."""
    found = figures_now()
    gap = None if found is None else found.contents.next_purchase.usual_gap_days
    days = _UNKNOWN if not gap else round(_GAPS * gap / 10) * 10
    return min(max(days, _SHORTEST), _LONGEST)


def _weeks(customers: int, due: Due, places: float | None) -> int | None:
    """Give the weeks until so many came due and sellers had time for them; None places set no limit."""
    come_due = weeks_to_enrol(customers, there=due.now, a_week=due.a_week)
    fit = 0 if places is None else weeks_to_enrol(customers, there=0, a_week=places)
    return None if come_due is None or fit is None else max(come_due, fit)


def _places_a_week(play: str) -> float | None:
    """Give the touches that all sellers have time for; None where the play leaves by itself."""
    if play and TouchRule.objects.filter(play=play, by_itself=True).exists():
        return None
    business = Business.current()
    days = len(business.working_days) or _FIVE
    sellers = User.objects.filter(is_active=True, role__in=[Role.HUNTER, Role.FARMER])
    touches = [each or business.touches_a_day for each in sellers.values_list("touches_a_day", flat=True)]
    return float(days * sum(touches))


def _seen_in_two_years(terms: TrialTerms, spread: Spread, due: Due, places: float | None) -> float | None:
    """Give the smallest effect that a lot could show here at all; None where nobody comes in so soon."""
    weeks = _TWO_YEARS - ceil(terms.horizon / _WEEK)
    come = due.now + due.a_week * weeks
    fit = come if places is None else min(come, int(places * weeks))
    return smallest_seen(
        deviation=spread.deviation, customers=fit, held_out=terms.held_out, widening=WIDENING
    )


def _doubts(in_all: int | None, seen: float | None) -> Iterator[Message]:
    base = Customer.objects.exclude(stage="").filter(erased_at__isnull=True, merged_into__isnull=True)
    customers = base[:_FEW].count()
    if customers < _FEW:
        yield Message(
            "With {customers:customers} a lot would not prove it here: about {few:number} are the least.",
            {"customers": customers, "few": _FEW},
        )
    if in_all is not None and in_all <= _TWO_YEARS:
        return
    if in_all is None or seen is None:
        yield Message(
            "So many customers never become due for this play, so that a lot would not prove it here. Take "
            "a larger effect, hold out half, or try all advertising."
        )
        return
    yield Message(
        "It would take {weeks:weeks}, more than two years: a lot would not prove it here. In two years it "
        "could show {effect:number} orders a customer, or more; less if half are held out, or all "
        "advertising is on trial.",
        {"weeks": in_all, "effect": seen},
    )
