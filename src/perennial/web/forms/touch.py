"""What a person says of a touch: its outcome, how it went, and what follows."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.models.words import Channel, Direction, LeaveWhy, Outcome, Play

__all__ = ["LOST_REASONS", "OUTCOMES", "DayForm", "LaterForm", "TouchForm"]

#: Outcomes in the order of their keys 1 to 7.
OUTCOMES = (
    Outcome.REACHED,
    Outcome.NO_ANSWER,
    Outcome.PROMISED,
    Outcome.ORDERED,
    Outcome.REFUSED,
    Outcome.LEFT,
    Outcome.WRONG_NUMBER,
)
#: Why somebody who has not bought yet does not want to.
LOST_REASONS = [
    (LeaveWhy.PRICE.value, pgettext_lazy("lost", "price")),
    (LeaveWhy.COMPETITOR.value, pgettext_lazy("lost", "chose another supplier")),
    (LeaveWhy.NO_NEED.value, pgettext_lazy("lost", "no need")),
    (LeaveWhy.MOVED.value, pgettext_lazy("lost", "not where we work")),
    (LeaveWhy.OTHER.value, pgettext_lazy("lost", "other")),
]
_DAY_OF_MINUTES = 24 * 60
_FARTHEST = timedelta(days=3 * 365)
#: Kept without a network for longer than this, a touch is logged as of now.
_KEPT_AT_MOST = timedelta(days=31)


class _DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TouchForm(forms.Form):
    """One touch; the customer and the line of Today are looked up by the view.

    Of a lead (`is_lead`) it asks why they do not want it; a note says it as well.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        choices=Outcome.choices, error_messages={"required": _("Choose what came of it.")}
    )
    text = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    promise_day = forms.DateField(label=_("Will buy on"), required=False, widget=_DayInput())
    leave_reason = forms.ChoiceField(
        label=_("Why they left"), required=False, choices=[("", "–"), *LeaveWhy.choices]
    )
    lost_reason = forms.ChoiceField(
        label=_("Why they do not want it"), required=False, choices=[("", "–"), *LOST_REASONS]
    )
    channel = forms.ChoiceField(label=_("How"), required=False, choices=Channel.choices, initial=Channel.CALL)
    direction = forms.ChoiceField(
        label=_("Who began"), required=False, choices=Direction.choices, initial=Direction.OUT
    )
    minutes = forms.FloatField(
        label=pgettext_lazy("touch", "Minutes"),
        required=False,
        min_value=0,
        max_value=_DAY_OF_MINUTES,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    gave = forms.BooleanField(label=_("The offer was given"), required=False)
    play = forms.ChoiceField(required=False, choices=[("", ""), *Play.choices], widget=forms.HiddenInput)
    happened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_lead: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_lead = is_lead

    def clean_promise_day(self) -> date | None:
        """Keep days that a person can mean."""
        day: date | None = self.cleaned_data["promise_day"]
        today = timezone.localdate()
        if day is not None and not today - _KEPT_AT_MOST <= day <= today + _FARTHEST:
            raise forms.ValidationError(_("Choose a day ahead."))
        return day

    def clean_happened_at(self) -> datetime | None:
        """Read the moment at which it was logged without a network; one that cannot be is now."""
        try:
            at = datetime.fromisoformat(self.cleaned_data["happened_at"])
        except ValueError:
            return None
        if at.tzinfo is None or not timezone.now() - _KEPT_AT_MOST <= at <= timezone.now():
            return None
        return at

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a promise, and the reason of a leaving or of a lead that is lost."""
        told = super().clean() or self.cleaned_data
        if told.get("outcome") == Outcome.PROMISED and not told.get("promise_day"):
            asked = _("Say on which day.") if self.is_lead else _("Say on which day they will buy.")
            self.add_error("promise_day", asked)
        if told.get("outcome") == Outcome.LEFT and not told.get("leave_reason"):
            self.add_error("leave_reason", _("Say why they left."))
        if self.is_lead and told.get("outcome") == Outcome.REFUSED and not _says_why(told):
            self.add_error("lost_reason", _("Say why they do not want it."))
        return told

    def facts(self) -> dict[str, Any]:
        """Give what `log_touch` wants to know of the form."""
        told = dict(self.cleaned_data)
        told["channel"] = told["channel"] or Channel.CALL
        told["direction"] = told["direction"] or Direction.OUT
        lost, left = told.pop("lost_reason", ""), told.get("leave_reason", "")
        told["leave_reason"] = (lost if told["outcome"] == Outcome.REFUSED else left) or None
        return told


def _says_why(told: dict[str, Any]) -> bool:
    return bool(told.get("lost_reason") or told.get("text", "").strip())


class DayForm(forms.Form):
    """For which day a line is made."""

    day = forms.DateField(label=_("A day"), widget=_DayInput())


class LaterForm(forms.Form):
    """Until when a line is put off."""

    until = forms.DateField(label=_("A day"), widget=_DayInput())

    def clean_until(self) -> date:
        """Keep days ahead."""
        day: date = self.cleaned_data["until"]
        if not timezone.localdate() < day <= timezone.localdate() + _FARTHEST:
            raise forms.ValidationError(_("Choose a day after today."))
        return day
