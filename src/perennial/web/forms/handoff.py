"""The hunter's note, and who takes over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.records.models import HandOff, User
from perennial.records.models.words import Role

__all__ = ["NoteForm"]


class NoteForm(forms.Form):
    """What the farmer should know, and which farmer."""

    note = forms.CharField(
        label=_("What should the farmer know?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Who decides, what was promised, how they like to be called, what not to say."),
    )
    farmer = forms.ModelChoiceField(
        label=_("Who takes over"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("whoever is next"),
    )

    @classmethod
    def of(cls, handoff: HandOff, data: Any = None) -> "NoteForm":
        """Make the form of a hand-off, or of what was sent."""
        form = cls(data, initial={"note": handoff.note, "farmer": handoff.farmer_id})
        farmers = User.objects.filter(role=Role.FARMER, is_active=True).order_by("name", "id")
        form.fields["farmer"].queryset = farmers  # type: ignore[attr-defined]
        return form
