"""Leave the invented company and begin with one's own orders."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from perennial.core.errors import UserError
from perennial.records.models import Business, Customer, User
from perennial.records.operations.leave_demo import leave_demo as empty_demo
from perennial.web.access import needs
from perennial.web.forms.demo import LeaveDemoForm
from perennial.web.views.settings_tabs import refuse

__all__ = ["leave_demo"]

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@needs("settings")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def leave_demo(request: HttpRequest) -> HttpResponse:
    """Ask for a name, an address and a password of one's own; empty the demo."""
    business = Business.current()
    if not business.demo:
        return redirect("home")
    form = LeaveDemoForm(request.POST or None, business=business)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        owner = request.user
        try:
            empty_demo(owner, **form.account())
        except UserError as error:
            refuse(request, form, error)
        else:
            login(request, owner, backend=_BACKEND)  # all sessions went with the demo
            messages.success(request, gettext("The house is empty and yours. Bring your orders."))
            return redirect("imports")
    context = {"form": form, "customers": Customer.objects.count()}
    return render(request, "perennial/demo/leave.html", context)
