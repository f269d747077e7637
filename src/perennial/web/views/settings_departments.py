"""Settings: departments and their heads."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import Department
from perennial.records.operations.change_department import remove_department, save_department
from perennial.web.access import needs
from perennial.web.forms.settings import DepartmentForm
from perennial.web.speech import words_of
from perennial.web.views.settings_tabs import refuse, settings_page

__all__ = ["department", "departments", "drop_department"]


@needs("settings")
def departments(request: HttpRequest) -> HttpResponse:
    """List the departments, and make one more."""
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and _saved(request, form):
        return redirect("settings_departments")
    working = Count("people", filter=Q(people__is_active=True))
    rows = Department.objects.select_related("head").annotate(working=working).order_by("kind", "name")
    return settings_page(request, "departments", {"form": form, "departments": rows})


@needs("settings")
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change one department."""
    row = get_object_or_404(Department, pk=pk)
    form = DepartmentForm(
        request.POST or None, initial={"name": row.name, "kind": row.kind, "head": row.head_id}
    )
    if request.method == "POST" and _saved(request, form, row):
        return redirect("settings_departments")
    return settings_page(request, "department", {"form": form, "department": row})


@needs("settings")
@require_POST
def drop_department(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a department in which nobody is."""
    try:
        remove_department(by=request.user, department=get_object_or_404(Department, pk=pk))  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, words_of(request).say(error.message))
        return redirect("settings_departments_one", pk=pk)
    messages.success(request, gettext("Removed."))
    return redirect("settings_departments")


def _saved(request: HttpRequest, form: DepartmentForm, row: Department | None = None) -> bool:
    if not form.is_valid():
        return False
    try:
        save_department(by=request.user, department=row, **form.cleaned_data)  # type: ignore[arg-type]
    except UserError as error:
        refuse(request, form, error, "name")
        return False
    messages.success(request, gettext("Saved."))
    return True
