"""The touch rules as they stand: what people set, and what is shipped for the other plays."""

from collections.abc import Mapping

from perennial.records.models import TouchRule
from perennial.records.models.words import Play

__all__ = ["RULED", "rule_of", "rules_now"]

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


def rule_of(play: str) -> TouchRule:
    """Give the rule of one play."""
    found = TouchRule.objects.select_related("offer").filter(play=play).first()
    return found or TouchRule(play=play)
