"""What a person says of a file on the page of its columns, and what that means for reading it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perennial.records.operations.import_file import KINDS as KIND_NAMES
from perennial.records.queries.import_preview import columns_of
from perennial.web.import_words import KINDS

__all__ = ["DELIMITERS", "DateFormat", "ReadingForm", "UploadForm", "date_example"]

DELIMITERS = {",": ",", ";": ";", "\t": _("tab"), "|": "|"}
DateFormat = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%y", "%m/%d/%y")
_SHOWN_DAY = date(2026, 12, 31)


def date_example(pattern: str) -> str:
    """Show a pattern of dates by a day that can be read one way only."""
    return _SHOWN_DAY.strftime(pattern)


class UploadForm(forms.Form):
    """A file, or a table pasted from a spreadsheet."""

    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(
        label=_("Or paste rows with their header"),
        required=False,
        max_length=5_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        told = super().clean() or {}
        if not told.get("file") and not (told.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste some rows."))
        return told


class ReadingForm(forms.Form):
    """Kind, columns and ways of writing; names of columns are fields `column_<name>`."""

    kind = forms.ChoiceField(choices=[(name, KINDS[name]) for name in KIND_NAMES])
    date_format = forms.CharField(required=False, max_length=40)
    currency = forms.CharField(required=False, max_length=3)
    delimiter = forms.ChoiceField(required=False, choices=[("", ""), *((each, each) for each in DELIMITERS)])
    sheet = forms.CharField(required=False, max_length=100)
    phone_region = forms.CharField(required=False, max_length=2)
    answer = forms.CharField(required=False, max_length=40)
    basis = forms.CharField(required=False, max_length=300)

    def options(self, guessed: Mapping[str, str], old: Mapping[str, Any]) -> dict[str, Any]:
        """Give the options of reading; a column left as guessed is guessed again, with all its headers."""
        told = self.cleaned_data
        options = {
            name: told[name] for name in ("date_format", "currency", "delimiter", "sheet", "phone_region")
        }
        chosen, left_out = dict[str, str](), set[str]()
        for name in columns_of(told["kind"]):
            header = self.data.get(f"column_{name}")
            if header is None:
                header = dict(old.get("map", {})).get(name, guessed.get(name, ""))
            if header != guessed.get(name, ""):
                chosen |= {name: header} if header else {}
                left_out |= set() if header else {name}
        return {
            "map": chosen,
            "left_out": sorted(left_out),
            **{name: each for name, each in options.items() if each},
        }
