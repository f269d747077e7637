"""Who is away and who covers: for oneself, one's departments, or everybody."""

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import Absence, User
from perennial.records.operations.add_absence import add_absence, remove_absence
from perennial.records.queries.visible import sellers_for
from perennial.web.access import needs
from perennial.web.forms.people import AbsenceForm
from perennial.web.views.settings_tabs import refuse, settings_page

__all__ = ["absences", "drop_absence"]

_SHOWN = 200


@needs("absence")
def absences(request: HttpRequest) -> HttpResponse:
    """List absences from today on, and note one more."""
    people = sellers_for(request.user, "absence").filter(is_active=True).order_by("name", "id")
    covers = User.objects.filter(is_active=True).exclude(role="analyst").order_by("name", "id")
    form = AbsenceForm(
        request.POST or None, people=people, covers=covers, initial={"person": request.user.pk}
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_absence(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except UserError as error:
            refuse(request, form, error)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("settings_absences")
    return settings_page(
        request, "absences", {"form": form, "absences": _coming(people), "only_self": len(people) == 1}
    )


@needs("absence")
@require_POST
def drop_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an absence back."""
    # Not `record_or_404`: whoever covers for somebody does their work, but does not send them back to it.
    people = sellers_for(request.user, "absence")
    remove_absence(by=request.user, absence=get_object_or_404(Absence, pk=pk, user__in=people))  # type: ignore[arg-type]
    messages.success(request, gettext("Taken back."))
    return redirect("settings_absences")


def _coming(people: QuerySet[User]) -> QuerySet[Absence]:
    today = timezone.localdate()
    return (
        Absence.objects.filter(user__in=people, last_day__gte=today)
        .select_related("user", "cover")
        .order_by("first_day", F("user__name"), "id")[:_SHOWN]
    )
