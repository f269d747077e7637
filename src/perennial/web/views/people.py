"""The people of the house: the list, and invitations by a link shown once."""

from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import Business, Invitation, User
from perennial.records.operations.change_settings import change_settings
from perennial.records.operations.invite import VALID_DAYS, invite, take_back_invitation
from perennial.records.queries.sending import may_send_mail
from perennial.web.access import needs
from perennial.web.forms.people import InviteForm, RoleTitlesForm
from perennial.web.views.settings_tabs import refuse, settings_page

__all__ = ["change_titles", "drop_invitation", "people"]


@needs("people")
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """List the people, and invite one more."""
    business = Business.current()
    form = InviteForm(request.POST or None, business=business)
    link = ""
    if request.method == "POST" and form.is_valid():
        try:
            invitation, secret = invite(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except UserError as error:
            refuse(request, form, error, "email")
        else:
            link = request.build_absolute_uri(reverse("accept_invitation", args=[secret]))
            _mail(request, invitation, link)
            form = InviteForm(business=business)
    return _page(request, business, form, link)


@needs("people")
@require_POST
def drop_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link of an invitation stop working."""
    take_back_invitation(
        by=request.user,  # type: ignore[arg-type]
        invitation=get_object_or_404(Invitation, pk=pk, accepted_at__isnull=True),
    )
    messages.success(request, gettext("The link does not work any more."))
    return redirect("settings_people")


@needs("people")
@require_POST
def change_titles(request: HttpRequest) -> HttpResponse:
    """Rename the roles."""
    form = RoleTitlesForm(request.POST, business=Business.current())
    if form.is_valid():
        change_settings(by=request.user, values={"role_titles": form.titles()})  # type: ignore[arg-type]
        messages.success(request, gettext("Saved."))
    return redirect("settings_people")


def _page(request: HttpRequest, business: Business, form: InviteForm, link: str) -> HttpResponse:
    everybody = User.objects.select_related("department").order_by("-is_active", "name", "id")
    waiting = Invitation.objects.filter(accepted_at__isnull=True).select_related("department").order_by("-id")
    context = {
        "form": form,
        "link": link,
        "valid_days": VALID_DAYS,
        "mail": may_send_mail(business),
        "people": [(person, _title(business, person)) for person in everybody],
        "waiting": [(each, _title(business, each), each.expires_at > timezone.now()) for each in waiting],
        "titles": RoleTitlesForm(business=business),
    }
    return settings_page(request, "people", context)


def _title(business: Business, whose: User | Invitation) -> str:
    return business.role_titles.get(whose.role) or str(whose.get_role_display())


def _mail(request: HttpRequest, invitation: Invitation, link: str) -> None:
    """Send the link where sending is on; the page shows it in any case."""
    business = Business.current()
    if not may_send_mail(business):
        return
    text = render_to_string(
        "perennial/accounts/invitation.txt",
        {"link": link, "business": business, "inviter": request.user, "valid_days": VALID_DAYS},
        request=request,
    )
    subject = gettext("%(business)s invites you") % {"business": str(business)}
    sent = send_mail(subject, text.strip() + "\n", None, [invitation.email], fail_silently=True)
    if not sent:
        messages.error(request, gettext("The e-mail could not be sent. Pass the link on yourself."))
