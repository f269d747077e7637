"""What a trial is to be: the question, the play, the lot, and how long it is read."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.records.models import Trial
from perennial.records.queries.trials.design import PLAYS_ON_TRIAL, TrialTerms, usual_horizon
from perennial.records.queries.trials.spread import spread_of

__all__ = ["QUESTIONS", "StopForm", "TrialForm"]

#: What is asked of each play, until somebody asks it in other words.
QUESTIONS = {
    "": _("What do all our touches together bring?"),
    "offer": _("Does the offer before leaving keep customers?"),
    "second": _("Does a touch in time bring the second purchase?"),
    "window": _("Does a touch before customers usually leave keep them?"),
    "remind": _("Does a reminder bring customers back?"),
    "return": _("Does it pay to win customers back?"),
    "thank": _("Does thanking regulars keep them?"),
    "renew": _("Does asking before a known end renew more?"),
}
_SHARE = 20
_TENTH = 0.1
_LEAST_EFFECT = 0.02
_HUNDRED = 100


class TrialForm(forms.Form):
    """A trial to be."""

    play = forms.ChoiceField(label=_("What is on trial"), required=False)
    question = forms.CharField(label=_("The question, in words"), max_length=300)
    held_out = forms.IntegerField(
        label=_("Held out by lot, %"),
        min_value=1,
        max_value=90,
        help_text=_(
            "They are served as ever when they call; nobody calls them first. Half needs the fewest."
        ),
    )
    horizon = forms.IntegerField(
        label=_("Days each is followed"),
        min_value=7,
        max_value=730,
        help_text=_("From the day of their lot; about four usual gaps."),
    )
    smallest_effect = forms.DecimalField(
        label=_("Smallest effect worth having, orders a customer"),
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        max_digits=6,
        decimal_places=3,
        help_text=_("More orders in those days than without the touch. Half of it needs four times as many."),
    )
    value_limit = forms.DecimalField(
        label=_("Never hold out above this money at risk"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("A year's money of one customer. Empty: no limit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the plays in the language that is on."""
        super().__init__(*args, **kwargs)
        plays = [(play.value, play.label.capitalize()) for play in PLAYS_ON_TRIAL]
        choices = [*plays, ("", _("All advertising: a standing share held out"))]
        self.fields["play"].choices = choices  # type: ignore[attr-defined]

    @property
    def terms(self) -> TrialTerms:
        """Give what was told, once it is valid."""
        told = self.cleaned_data
        limit = told["value_limit"]
        return TrialTerms(
            play=told["play"],
            held_out=told["held_out"] / _HUNDRED,
            horizon=told["horizon"],
            smallest_effect=float(told["smallest_effect"]),
            value_limit=None if limit is None else float(limit),
        )

    @classmethod
    def begun(cls) -> "TrialForm":
        """Give the form as a new trial begins."""
        horizon, first = usual_horizon(), PLAYS_ON_TRIAL[0]
        spread = spread_of(horizon)
        effect = _LEAST_EFFECT if spread is None else max(round(_TENTH * spread.mean, 2), _LEAST_EFFECT)
        return cls(
            initial={
                "play": first.value,
                "question": QUESTIONS[first.value],
                "held_out": _SHARE,
                "horizon": horizon,
                "smallest_effect": effect,
            }
        )

    @classmethod
    def of(cls, trial: Trial) -> "TrialForm":
        """Give the form of a draft."""
        names = ("play", "question", "horizon", "smallest_effect", "value_limit")
        initial = {name: getattr(trial, name) for name in names}
        return cls(initial=initial | {"held_out": round(_HUNDRED * trial.held_out)})


class StopForm(forms.Form):
    """Why a trial is stopped before its end."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stands beside what the trial said.")
    )
