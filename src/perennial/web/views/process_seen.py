"""What of a process somebody looks at: which part of what happened, in which view, how far folded."""

from dataclasses import dataclass
from typing import Literal, Self

from django.http import HttpRequest

from perennial.engine.process.comparison import Comparison, compare
from perennial.engine.process.process_map import ProcessMap
from perennial.flows.look_at_process import ProcessLook
from perennial.records.queries.process.looks import drawn_map, filter_choices, look_of
from perennial.records.queries.process.processes import Shown
from perennial.records.rights import scope_of
from perennial.store.events import EVERYTHING, Chosen
from perennial.web.forms.process import NarrowForm

__all__ = ["MOST_FOLD", "Seen", "View", "sees_sellers"]

#: What happens, the drawing with what happens on it, the drawing alone; nothing.
View = Literal["actual", "compared", "drawn", "none"]

MOST_FOLD = 40
_FOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A look at a process.

    Attributes
    ----------
    shown, form, chosen
        The process, by what it was narrowed, and what that leaves.
    look, happened, compared
        What happened; the same between the drawn steps alone; and held against the drawing.
    view, fold
        What the picture shows, and below which percentage of their step arrows are folded away.
    """

    shown: Shown
    form: NarrowForm
    chosen: Chosen
    look: ProcessLook | None
    happened: ProcessMap | None
    compared: Comparison | None
    view: View
    fold: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return self.chosen == EVERYTHING

    @classmethod
    def by(cls, request: HttpRequest, shown: Shown) -> Self:
        """Read what an address asks for."""
        form = NarrowForm.of(
            request.GET,
            filter_choices(shown.key),
            sellers=sees_sellers(request),
            products=shown.is_rest,
        )
        chosen = form.chosen()
        look, drawing = look_of(shown.key, chosen), shown.drawing
        happened = drawn_map(shown.key, chosen, drawing) if drawing and look else None
        return cls(
            shown=shown,
            form=form,
            chosen=chosen,
            look=look,
            happened=happened,
            compared=compare(drawing, happened, look.understood.whole)
            if drawing and look and happened
            else None,
            view=_view(request, look, has_drawing=drawing is not None),
            fold=_fold(request),
        )


def sees_sellers(request: HttpRequest) -> bool:
    """Whether somebody sees what single sellers do, and money: those who see the overview."""
    return scope_of(request.user, "overview") != "none"


def _view(request: HttpRequest, look: ProcessLook | None, *, has_drawing: bool) -> View:
    asked = request.GET.get("view")
    views: list[View] = []
    if look is not None:
        views.append("actual")
        views += ["compared"] if has_drawing else []
    views += ["drawn"] if has_drawing else []
    return next((view for view in views if view == asked), views[0] if views else "none")


def _fold(request: HttpRequest) -> int:
    asked = request.GET.get("fold", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 4
    return min(int(asked), MOST_FOLD) if is_number else _FOLD
