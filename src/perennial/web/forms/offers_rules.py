"""The form of a play's touch rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.flows.preview_touches import SHIFTED
from perennial.records.models import Offer, TouchRule
from perennial.records.models.words import Channel, Stage

__all__ = ["SHIFTS", "RuleForm"]

#: Usual gaps by which a play may be moved, in words.
SHIFTS = {
    -0.5: _("half a usual gap sooner"),
    -0.25: _("a quarter of a usual gap sooner"),
    -0.1: _("a tenth of a usual gap sooner"),
    0.0: _("as shipped"),
    0.1: _("a tenth of a usual gap later"),
    0.25: _("a quarter of a usual gap later"),
    0.5: _("half a usual gap later"),
}
_WAYS = tuple(f"way_{number}" for number in range(1, len(Channel) + 1))
_NONE = ("", pgettext_lazy("way", "none"))


class RuleForm(forms.Form):
    """When, for whom, by which ways, by whom, with which offer."""

    is_on = forms.BooleanField(label=_("This play is made"), required=False)
    shift = forms.TypedChoiceField(label=_("When"), coerce=float, choices=[], required=False)
    offer = forms.ModelChoiceField(
        label=_("With the offer"),
        queryset=Offer.objects.none(),
        required=False,
        empty_label=pgettext_lazy("offer", "none"),
    )
    by_itself = forms.BooleanField(
        label=_("Leaves by itself, without a seller"),
        required=False,
        help_text=_("E-mail and messages only; advertising goes to those who agreed."),
    )
    way_1 = forms.ChoiceField(label=pgettext_lazy("way", "First"), choices=Channel.choices)
    way_2 = forms.ChoiceField(
        label=pgettext_lazy("way", "Then"), choices=[_NONE, *Channel.choices], required=False
    )
    way_3 = forms.ChoiceField(
        label=pgettext_lazy("way", "Then"), choices=[_NONE, *Channel.choices], required=False
    )
    way_4 = forms.ChoiceField(
        label=pgettext_lazy("way", "Then"), choices=[_NONE, *Channel.choices], required=False
    )
    way_5 = forms.ChoiceField(
        label=pgettext_lazy("way", "Then"), choices=[_NONE, *Channel.choices], required=False
    )
    stages = forms.MultipleChoiceField(
        label=_("For customers who are"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all whom the play is meant for."),
    )

    @classmethod
    def of(cls, rule: TouchRule, data: Any = None) -> "RuleForm":
        """Make the form with a rule as it is."""
        initial = {name: getattr(rule, name) for name in ("is_on", "by_itself", "stages")}
        initial |= {
            "shift": float(rule.shift),
            "offer": rule.offer_id,
            **dict(zip(_WAYS, rule.channels, strict=False)),
        }
        form = cls(data, initial=initial)
        form._fit(rule)
        return form

    @property
    def ways(self) -> list[forms.BoundField]:
        """Give the fields of the ways, the first one first."""
        return [self[name] for name in _WAYS]

    @property
    def others(self) -> list[forms.BoundField]:
        """Give the fields about when, with what and by whom."""
        return [self[name] for name in ("shift", "offer", "by_itself") if name in self.fields]

    def values(self) -> dict[str, Any]:
        """Give the columns of the rule."""
        told = self.cleaned_data
        return {
            "is_on": told["is_on"],
            "shift": told.get("shift") or 0.0,
            "channels": [told[name] for name in _WAYS if told[name]],
            "stages": told["stages"],
            "by_itself": told["by_itself"],
            "offer": told["offer"],
        }

    def _fit(self, rule: TouchRule) -> None:
        """Offer what fits the play: no moving where its day is fixed; offers in use, and the one it has."""
        offers: Any = self.fields["offer"]
        offers.queryset = Offer.objects.filter(is_on=True) | Offer.objects.filter(pk=rule.offer_id or 0)
        if rule.play not in SHIFTED:
            del self.fields["shift"]
            return
        other = {} if rule.shift in SHIFTS else {rule.shift: f"{rule.shift:+g}"}
        shift: Any = self.fields["shift"]
        shift.choices = sorted({**SHIFTS, **other}.items())
