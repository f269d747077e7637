"""Forms of the process: by what it is narrowed, how one is begun, and the drawing as a list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing, drawing_from
from perennial.records.models import Process, Product, User
from perennial.simulate.process_templates import TEMPLATES
from perennial.store.events import Chosen, Column, Value

__all__ = ["DrawingList", "NarrowForm", "NewProcessForm"]

KINDS = (
    ("step", pgettext_lazy("step of a process", "step")),
    ("source", pgettext_lazy("step of a process", "how they learn of us")),
    ("order", pgettext_lazy("step of a process", "order")),
    ("touch", pgettext_lazy("step of a process", "touch")),
    ("lost", pgettext_lazy("step of a process", "end without an order")),
)
_SPARE = 2  # empty rows of a list
_MOST_ROWS = 400


class _Day(forms.DateInput):
    input_type = "date"


class NarrowForm(forms.Form):
    """Which part of what happened is looked at."""

    product = forms.ChoiceField(label=_("Product"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    source = forms.ChoiceField(label=_("How they learned of us"), required=False)
    seller = forms.ChoiceField(label=_("Seller"), required=False)
    since = forms.DateField(label=_("Begun from"), required=False, widget=_Day(format="%Y-%m-%d"))
    until = forms.DateField(label=_("Begun until"), required=False, widget=_Day(format="%Y-%m-%d"))

    @classmethod
    def of(
        cls, data: Any, values: Mapping[Column, Sequence[Value]], *, sellers: bool, products: bool
    ) -> "NarrowForm":
        """Make the form with what the events can be narrowed by."""
        form = cls(data)
        people = User.objects.filter(pk__in=_numbers(values.get("resource", ()))) if sellers else []
        choices = {
            "product": _named(values.get("product", ())) if products else [],
            "channel": _named(values.get("channel", ())),
            "source": _named(values.get("source", ())),
            "seller": [(str(each.pk), each.name) for each in people],
        }
        for name, found in choices.items():
            if len(found) < 2 and not form[name].value():
                del form.fields[name]
            else:
                form.fields[name].choices = [("", gettext("all")), *found]  # type: ignore[attr-defined]
        return form

    def chosen(self) -> Chosen:
        """Give what was chosen; a field that makes no sense leaves nothing out."""
        self.is_valid()
        found = self.cleaned_data
        return Chosen(
            product=found.get("product") or None,
            channel=found.get("channel") or None,
            source=found.get("source") or None,
            resource=found.get("seller") or None,
            first_day=_day(found.get("since")),
            last_day=_day(found.get("until")),
        )


class NewProcessForm(forms.Form):
    """Of what a process is, and what the drawing begins with."""

    product = forms.ModelChoiceField(
        label=_("What is sold this way"), queryset=Product.objects.none(), required=False
    )
    template = forms.ChoiceField(label=_("Begin with"), required=False)
    name = forms.CharField(label=_("What it is called"), max_length=200, required=False)

    @classmethod
    def of(cls, data: Any, language: str) -> "NewProcessForm":
        """Make the form; products that have a process are not offered."""
        form = cls(data)
        field = form.fields["product"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Product.objects.filter(process__isnull=True)
        rest = not Process.objects.filter(product__isnull=True).exists()
        field.empty_label = gettext("All other products") if rest else None
        at = 1 if language == "ru" else 0
        form.fields["template"].choices = [  # type: ignore[attr-defined]
            ("", gettext("an empty sheet")),
            ("actual", gettext("what really happens")),
            *((template.key, template.name[at]) for template in TEMPLATES),
        ]
        return form


class _StepForm(forms.Form):
    was = forms.CharField(widget=forms.HiddenInput, required=False)
    x = forms.FloatField(widget=forms.HiddenInput, required=False)
    y = forms.FloatField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label=_("Step"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    activity = forms.CharField(
        label=_("In the records"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "steps-that-occur"}),
    )


class _ArrowForm(forms.Form):
    source = forms.ChoiceField(label=pgettext_lazy("arrow", "From"), required=False)
    target = forms.ChoiceField(label=pgettext_lazy("arrow", "To"), required=False)
    main = forms.BooleanField(label=_("Main way"), required=False)

    def __init__(self, *args: Any, steps: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            self.fields[name].choices = [("", "–"), *steps]  # type: ignore[attr-defined]


_Steps = formset_factory(
    _StepForm, extra=_SPARE, can_delete=True, max_num=_MOST_ROWS - 100, absolute_max=_MOST_ROWS
)
_Arrows = formset_factory(
    _ArrowForm, extra=_SPARE, can_delete=True, max_num=_MOST_ROWS - 100, absolute_max=_MOST_ROWS
)


class DrawingList:
    """A drawing as two lists that need no script: steps, and arrows between them."""

    def __init__(self, drawing: Drawing, data: Any = None) -> None:
        names = [(node.id, node.label) for node in drawing.nodes]
        self.steps: BaseFormSet[_StepForm] = _Steps(
            data,
            prefix="steps",
            initial=[
                {
                    "was": node.id,
                    "activity": node.id,
                    "label": node.label,
                    "kind": node.kind,
                    "x": node.x,
                    "y": node.y,
                }
                for node in drawing.nodes
            ],
        )
        self.arrows: BaseFormSet[_ArrowForm] = _Arrows(
            data,
            prefix="arrows",
            form_kwargs={"steps": names},
            initial=[
                {"source": edge.source, "target": edge.target, "main": edge.main} for edge in drawing.edges
            ],
        )

    def drawing(self) -> Drawing:
        """Read what the lists say; arrows follow a step that was given another name.

        Raises
        ------
        UserError
            The lists do not make a drawing.
        """
        if not (self.steps.is_valid() and self.arrows.is_valid()):
            raise UserError("A row of the lists cannot be read; look at its fields.")
        renamed, nodes = self._nodes()
        ids = {str(node["id"]) for node in nodes}
        return drawing_from({"nodes": nodes, "edges": list(self._edges(renamed, ids))})

    def _nodes(self) -> tuple[Mapping[str, str], list[Mapping[str, object]]]:
        renamed: dict[str, str] = {}
        nodes: list[Mapping[str, object]] = []
        for row in _rows(self.steps):
            label = (row["label"] or row["activity"]).strip()
            step = row["activity"].strip() or label
            if not label:
                continue
            renamed[row["was"]] = step
            nodes.append(
                {"id": step, "label": label, "kind": row["kind"] or "step", "x": row["x"], "y": row["y"]}
            )
        return renamed, nodes

    def _edges(self, renamed: Mapping[str, str], ids: set[str]) -> Iterator[Mapping[str, object]]:
        seen = set()
        for row in _rows(self.arrows):
            ends = renamed.get(row["source"], ""), renamed.get(row["target"], "")
            if all(end in ids for end in ends) and ends[0] != ends[1] and ends not in seen:
                seen.add(ends)
                yield {"source": ends[0], "target": ends[1], "main": row["main"]}


def _rows(forms_of: Iterable[forms.Form]) -> Iterator[Mapping[str, Any]]:
    for form in forms_of:
        if form.cleaned_data and not form.cleaned_data.get("DELETE"):
            yield {"main": False, **form.cleaned_data}


def _named(values: Sequence[Value]) -> list[tuple[str, str]]:
    return sorted((value.name, value.name) for value in values)


def _numbers(values: Sequence[Value]) -> list[int]:
    return [int(value.name) for value in values if value.name.isdigit()]


def _day(day: date | None) -> int | None:
    return None if day is None else day_of(day)
