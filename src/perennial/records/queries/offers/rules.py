"""The touch rules as they stand: what people set, and what is shipped for the other plays."""

from collections.abc import Iterable, Mapping
from datetime import date

from perennial.plan.rule import Rule
from perennial.records.models import TouchRule
from perennial.records.models.words import Play
from perennial.records.queries.offers.standing import Standing, left_of, standing_of

__all__ = ["RULED", "as_planned", "rule_of", "rules_now", "standings_of"]

#: Plays that have a rule, in the order of a customer's life.
RULED = (
    Play.GREET,
    Play.SECOND,
    Play.THANK,
    Play.REMIND,
    Play.OFFER,
    Play.WINDOW,
    Play.RENEW,
    Play.REPAIR,
    Play.RETURN,
)


def rules_now() -> Mapping[str, TouchRule]:
    """Give the rule of each play; those that are shipped have no number."""
    kept = {each.play: each for each in TouchRule.objects.select_related("offer")}
    return {play.value: kept.get(play.value) or TouchRule(play=play.value) for play in RULED}


def as_planned(rule: TouchRule) -> Rule:
    """Give a rule as the plan reads it."""
    return Rule(is_on=rule.is_on, shift=rule.shift, stages=frozenset(rule.stages))


def rule_of(play: str) -> TouchRule:
    """Give the rule of one play."""
    found = TouchRule.objects.select_related("offer").filter(play=play).first()
    return found or TouchRule(play=play)


def standings_of(rules: Iterable[TouchRule], today: date) -> Mapping[int, Standing]:
    """Say of the offers that go with some rules whether they can be given, in two queries."""
    offers = {each.offer.pk: each.offer for each in rules if each.offer is not None}
    left = left_of(list(offers.values()))
    return {pk: standing_of(offer, left[pk], today) for pk, offer in offers.items()}
