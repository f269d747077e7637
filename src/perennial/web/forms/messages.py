"""Forms about messages: words of a play, the gateway, consent, the file for others."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.models import Tag
from perennial.records.models.words import Channel, Stage

__all__ = ["ConsentTextsForm", "DigestForm", "ExportForm", "GatewayForm", "RecordForm", "WordsForm"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_WAYS = [(each.value, each.label) for each in (Channel.MAIL, Channel.MESSAGE, Channel.CALL)]


class WordsForm(forms.Form):
    """Subject and text of one play."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("A line whose placeholder says nothing of a customer is left out."),
    )

    def __init__(self, *args: Any, with_subject: bool, **kwargs: Any) -> None:
        """Ask for a subject only where there is one."""
        super().__init__(*args, **kwargs)
        if not with_subject:
            del self.fields["subject"]
            self.fields["text"].widget.attrs["rows"] = 7

    def said(self) -> tuple[str, str]:
        """Give subject and text as they stand in the form now."""
        subject, text = (self[name].value() if name in self.fields else "" for name in ("subject", "text"))
        return str(subject or ""), str(text or "").replace("\r\n", "\n")


class GatewayForm(forms.Form):
    """Where messages are posted."""

    name = forms.CharField(
        label=_("What you call it"), max_length=120, help_text=_("For example the name of the SMS service.")
    )
    url = forms.URLField(
        label=pgettext_lazy("gateway", "Its address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Begins with https://. Messages are posted there as signed webhooks."),
    )


class ConsentTextsForm(forms.Form):
    """What customers agree to, in both languages."""

    text_ru = forms.CharField(
        label=_("In Russian"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    text_en = forms.CharField(
        label=_("In English"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class RecordForm(forms.Form):
    """What was agreed elsewhere, by whom, when."""

    basis = forms.CharField(
        label=_("Where and how they agreed"),
        max_length=300,
        help_text=_("For example: clause 7 of the contract, the form in the shop."),
    )
    day = forms.DateField(label=_("On which day"), initial=timezone.localdate, widget=_DAY)
    channels = forms.MultipleChoiceField(
        label=_("By which ways"), choices=_WAYS, widget=forms.CheckboxSelectMultiple
    )
    stage = forms.ChoiceField(
        label=_("Only customers of a stage"),
        required=False,
        choices=[("", pgettext_lazy("stage", "all")), *Stage.choices],
    )
    tag = forms.ModelChoiceField(
        label=_("Only customers with a tag"),
        required=False,
        queryset=Tag.objects.order_by("name"),
        empty_label=_("with or without"),
    )


class ExportForm(forms.Form):
    """Which planned touches, written how."""

    first = forms.DateField(label=_("First day"), widget=_DAY)
    last = forms.DateField(label=_("Last day"), widget=_DAY)
    channel = forms.ChoiceField(
        label=_("Way"),
        required=False,
        choices=[("", pgettext_lazy("channel", "all")), *Channel.choices],
    )
    separator = forms.ChoiceField(
        label=_("Columns are parted by"),
        required=False,
        choices=[
            (";", _("semicolon (Excel in Russian)")),
            (",", _("comma (most programs)")),
        ],
    )

    def clean(self) -> dict[str, Any]:
        """See that the days follow each other."""
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return told


class DigestForm(forms.Form):
    """A messenger, as Apprise writes its address."""

    url = forms.CharField(
        label=_("Address of your messenger"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "For Telegram: tgram://TOKEN-OF-A-BOT/NUMBER-OF-YOUR-CHAT. It is kept and not shown again."
        ),
    )
