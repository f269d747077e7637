"""A person's own habits, and their tokens of the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.records.models import User
from perennial.records.operations.issue_token import scopes_of
from perennial.web.forms import choices

__all__ = ["ProfileForm", "TokenForm"]

_SCOPES = {"read": _("read customers, orders and forecasts"), "orders:write": _("write orders")}


class ProfileForm(forms.Form):
    """Name, language, time zone, colours, morning e-mail."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    theme = forms.ChoiceField(
        label=_("Colours"),
        required=False,
        choices=[("", _("as on this device")), ("light", _("light")), ("dark", _("dark"))],
    )
    morning_mail = forms.BooleanField(
        label=_("Send me Today's list each morning"),
        required=False,
        help_text=_("Only where the owner has switched sending on."),
    )

    def __init__(self, *args: Any, business: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("as the business")), *choices.languages()]  # type: ignore[attr-defined]
        zones = [("", _("as the business (%(zone)s)") % {"zone": business.time_zone}), *choices.time_zones()]
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """What a token is called and may do."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(label=_("Allowed to"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = scopes_of(user)
        self.fields["scopes"].choices = [(each, _SCOPES[each]) for each in allowed]  # type: ignore[attr-defined]
        self.fields["scopes"].initial = allowed[:1]
