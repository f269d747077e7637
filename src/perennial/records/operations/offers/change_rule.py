"""Change the rule of a play, or go back to the one that is shipped."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from perennial.core.errors import UserError
from perennial.records.models import TouchRule, User
from perennial.records.models.words import Channel
from perennial.records.operations.audit import note_act

__all__ = ["check_rule", "reset_rule", "save_rule"]

#: Ways that need nobody.
_BY_ITSELF = frozenset({Channel.MAIL, Channel.MESSAGE})


@transaction.atomic
def save_rule(by: User, play: str, values: Mapping[str, Any]) -> TouchRule:
    """Keep the rule of a play; the next plan goes by it.

    Raises
    ------
    UserError
        There is no way to reach anybody, one stands there twice, or a call is to be made by itself.
    """
    rule = TouchRule.objects.select_for_update().filter(play=play).first() or TouchRule(play=play)
    for name, value in values.items():
        setattr(rule, name, value)
    check_rule(rule)
    rule.save()
    note_act(by, "touch_rule", rule, play=play)
    return rule


def check_rule(rule: TouchRule) -> None:
    """Hold a rule to what can be carried out.

    Raises
    ------
    UserError
        As `save_rule` says.
    """
    if not rule.channels:
        raise UserError("Name at least one way to reach the customer.")
    if len(set(rule.channels)) < len(rule.channels):
        raise UserError("Each way to reach the customer stands there once.")
    if rule.by_itself and not _BY_ITSELF.issuperset(rule.channels):
        raise UserError(
            "Only e-mail and messages leave by themselves: calls, visits and meetings need a seller."
        )


@transaction.atomic
def reset_rule(by: User, play: str) -> None:
    """Go back to the shipped rule of a play."""
    rule = TouchRule.objects.filter(play=play).first()
    if rule is not None:
        note_act(by, "touch_rule.reset", rule, play=play)
        rule.delete()
