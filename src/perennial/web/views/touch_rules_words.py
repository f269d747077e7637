"""What pages say of a play's rule: what it is for, when it comes, by which ways, by whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from perennial.core.message import Message
from perennial.plan.rule import SERVICE
from perennial.records.models import Business, TouchRule
from perennial.records.models.words import Channel, Stage
from perennial.records.queries.offers.standing import Standing
from perennial.web.forms.offers_rules import SHIFTS
from perennial.web.views.offers_words import STANDINGS

__all__ = ["SpokenRule", "spoken"]

#: What each play is for.
_AIMS: Mapping[str, object] = {
    "greet": _("A customer who was handed over hears from their new seller."),
    "second": _("From the first purchase to the second, where most customers are lost."),
    "thank": _("Regulars are thanked, with nothing to sell."),
    "remind": _("Who is due to buy again is reminded."),
    "offer": _("Something interesting before a customer would leave, so that they stay."),
    "window": _("One more touch before the age at which customers start to leave."),
    "renew": _("What was paid for ends; the next term is spoken of in time."),
    "repair": _("A serious mistake of ours is put right."),
    "return": _("Who has left is asked back."),
}
#: When each play comes, in the customer's own rhythm.
_WHEN: Mapping[str, Message] = {
    "greet": Message("As soon as the hand-off is accepted."),
    "second": Message("Around the usual wait from the first purchase to the second."),
    "thank": Message("In the week after they become regular, then once a year around their first purchase."),
    "remind": Message(
        "From when their usual band begins until their usual gap is over; rare buyers by month."
    ),
    "window": Message("Once, ahead of that age, while they are not regular yet."),
    "renew": Message("From 14 to 7 days before the known end."),
    "repair": Message("At once, and until it is put right."),
    "return": Message("From their leaving date on, for as long as a return can be hoped for."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenRule:
    """A rule in words; `lacking` says why its offer is not given, `is_shipped` that nobody has changed it."""

    rule: TouchRule
    title: object
    aim: object
    when: Message
    moved: object
    ways: list[object]
    stages: list[object]
    lacking: object
    is_service: bool
    is_shipped: bool


def spoken(rule: TouchRule, business: Business, standings: Mapping[int, Standing]) -> SpokenRule:
    """Put a rule in words."""
    return SpokenRule(
        rule=rule,
        title=rule.get_play_display(),
        aim=_AIMS[rule.play],
        when=_WHEN.get(rule.play) or _before_leaving(business.offer_lead_days),
        moved=SHIFTS.get(rule.shift, f"{rule.shift:+g}") if rule.shift else "",
        ways=[Channel(each).label for each in rule.channels if each in Channel.values],
        stages=[stage.label for stage in Stage if stage.value in rule.stages],
        lacking=STANDINGS.get(standings.get(rule.offer_id or 0, ""), ""),
        is_service=rule.play in SERVICE,
        is_shipped=rule.pk is None,
    )


def _before_leaving(lead: int) -> Message:
    return Message(
        "From {first:number} to {last:days} before they would leave, or from half their usual gap where that "
        "is shorter.",
        {"first": lead, "last": (lead + 1) // 2},
    )
