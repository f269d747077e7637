"""A new password, typed once and shown on request, held to the same rules wherever it is chosen."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from perennial.records.models import User

__all__ = ["NewPasswordForm"]


class NewPasswordForm(forms.Form):
    """Asks for a password; what is too easy is said at the field."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        help_text=_("At least 10 characters; a few words that only you put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Hold the password to the rules, knowing name and address."""
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if password:
            try:
                validate_password(password, self.person())
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def person(self) -> User:
        """Give whose password it will be, as far as known."""
        return User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))
