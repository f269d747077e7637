"""The form by which somebody asks to be called, and its settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.ingest.contacts.emails import normal_email
from perennial.ingest.contacts.phones import normal_phones
from perennial.records.models import Business, Product
from perennial.records.operations.add_lead import NewLead

__all__ = ["ConsentTextForm", "RequestForm"]


class RequestForm(forms.Form):
    """Who asks, how to reach them and what they want; `website` is filled in by programs alone."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Your phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.CharField(
        label=_("Your e-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )
    product = forms.ModelChoiceField(
        label=_("What it is about"), queryset=Product.objects.none(), required=False, empty_label="–"
    )
    note = forms.CharField(
        label=_("Your question"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(error_messages={"required": _("We may answer only if you agree.")})
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, consent_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        product: Any = self.fields["product"]
        product.queryset = Product.objects.order_by("name")[:200]
        self.fields["consent"].label = consent_text

    def clean_phone(self) -> str:
        """Keep what can be dialled."""
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not normal_phones(phone, Business.current().phone_region):
            raise forms.ValidationError(_("This does not look like a phone."))
        return phone

    def clean_email(self) -> str:
        """Keep what can be written to."""
        email: str = self.cleaned_data["email"].strip()
        if email and not normal_email(email):
            raise forms.ValidationError(_("This does not look like an e-mail."))
        return email

    def clean(self) -> dict[str, Any]:
        """Ask for a way to answer."""
        told = super().clean() or self.cleaned_data
        if not self.errors and not (told.get("phone") or told.get("email")):
            self.add_error("phone", _("Leave a phone or an e-mail."))
        return told

    def lead(self, source: str) -> NewLead:
        """Give what was asked."""
        names = ("name", "phone", "email", "product", "note")
        return NewLead(source=source, **{name: self.cleaned_data[name] for name in names})


class ConsentTextForm(forms.Form):
    """What people agree to."""

    consent = forms.CharField(
        label=pgettext_lazy("lead form", "What people agree to"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Empty: the usual sentence stands there."),
    )
