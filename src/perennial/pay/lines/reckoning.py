"""The lines that should be there, reckoned from facts and plans alone."""

from collections.abc import Mapping, Sequence

from perennial.pay.lines.account import Account
from perennial.pay.lines.caps import cap_lines
from perennial.pay.lines.claims import claims_of
from perennial.pay.lines.decided import decision_lines
from perennial.pay.lines.earned import earned_of
from perennial.pay.lines.event import events_of
from perennial.pay.lines.facts import PayFacts
from perennial.pay.lines.line import PayLine
from perennial.pay.lines.people import People, people_of
from perennial.pay.lines.purchases import purchases_of
from perennial.pay.lines.walk import walk_of
from perennial.pay.plans.plan import PayPlan, plan_on

__all__ = ["lines_of"]


def lines_of(plans: Sequence[PayPlan], facts: PayFacts) -> tuple[PayLine, ...]:
    """Give all lines that should be there, in the order of what caused them.

    What an order pays is settled by the plan in force, and by who was responsible, on the day it was placed;
    when it pays, by its money. The order in which facts are given never matters.

    Parameters
    ----------
    plans
        All versions of the plan.
    facts
        All orders from the first of each customer on, with what happened to them.

    Raises
    ------
    ValueError
        An id is given twice, or money is of an order that is not among the facts.
    """
    in_force = {each.order: plan_on(plans, each.day) for each in facts.orders}
    events = events_of(facts, in_force)
    people = people_of(facts)
    walk = walk_of(_accounts(facts, in_force, people), people)
    lines = [line for event in events for line in walk.lines(event)]
    return (*lines, *cap_lines(plans, lines), *decision_lines(facts))


def _accounts(facts: PayFacts, plans: Mapping[str, PayPlan | None], people: People) -> dict[str, Account]:
    purchases = purchases_of(facts.orders, facts.refunds)
    accounts = {}
    for order in facts.orders:
        plan = plans[order.order]
        if plan is not None:
            claims = claims_of(order, purchases[order.order], plan, people)
            accounts[order.order] = Account(
                order=order,
                plan=plan,
                people=people,
                claims=claims,
                earned=earned_of(order, plan),
                held=[{} for _ in claims],
            )
    return accounts
