"""The assumptions behind the split, every one of them editable, as percents and plain numbers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.pay.split.assumptions import Assumptions
from perennial.records.models import Business, User

__all__ = ["SplitForm"]

_PERCENTS = (
    "used",
    "rate_kept",
    "percent_now_first",
    "percent_now_existing",
    "percent_hunter_first",
    "percent_farmer_existing",
)


def _percent(label: Any, help_text: Any = "") -> forms.FloatField:
    return forms.FloatField(label=label, min_value=0, max_value=100, help_text=help_text)


class SplitForm(forms.Form):
    """What is assumed of the split where the orders cannot know it."""

    used = _percent(_("Of the time freed, new work becomes, %"), _("Some of it always goes elsewhere."))
    exchange = forms.FloatField(
        label=_("First contacts in the time of one touch with a customer"), min_value=0, max_value=10
    )
    rate_kept = _percent(_("Success of the added first contacts beside those so far, %"))
    farmer_exchange = forms.FloatField(
        label=_("Touches with customers in the time of one first contact"), min_value=0, max_value=10
    )
    days_gained_low = forms.FloatField(
        label=_("Days that one more touch gains, at least"), min_value=-30, max_value=60
    )
    days_gained_high = forms.FloatField(
        label=_("Days that one more touch gains, at most"), min_value=-30, max_value=60
    )
    percent_now_first = _percent(_("Paid today on first orders, %"))
    percent_now_existing = _percent(_("Paid today on later orders, %"))
    percent_hunter_first = _percent(_("Paid to hunters on first orders, %"))
    percent_farmer_existing = _percent(_("Paid to farmers on later orders, %"))
    split_on = forms.DateField(
        label=_("First day after the split"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: the day of the first hand-off."),
    )
    hunters = forms.ModelMultipleChoiceField(
        label=_("Who would be hunters"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def of(
        cls,
        business: Business,
        assumptions: Assumptions,
        sellers: list[int],
        hunters: list[int],
        data: Any = None,
    ) -> "SplitForm":
        """Make the form with what is assumed now."""
        initial: dict[str, Any] = {
            name: getattr(assumptions, name) for name in cls.base_fields if hasattr(assumptions, name)
        }
        initial |= {name: round(100 * initial[name], 4) for name in _PERCENTS}
        initial |= {"hunters": hunters, "split_on": business.split_assumptions.get("split_on")}
        form = cls(data, initial=initial, auto_id="split-%s")
        form.fields["hunters"].queryset = User.objects.filter(pk__in=sellers).order_by("name")  # type: ignore[attr-defined]
        return form

    def clean(self) -> dict[str, Any]:
        """Hold the two days gained in order."""
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("days_gained_low"), cleaned.get("days_gained_high")
        if low is not None and high is not None and low > high:
            self.add_error("days_gained_high", _("This is less than the least."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Give what `Business.split_assumptions` keeps."""
        kept = dict(self.cleaned_data)
        kept |= {name: kept[name] / 100 for name in _PERCENTS}
        kept["hunters"] = sorted(each.pk for each in kept["hunters"])
        split_on: date | None = kept["split_on"]
        kept["split_on"] = split_on.isoformat() if split_on else None
        return kept
