"""A person's own page: habits, password, second factor, tokens of the API."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from perennial.core.errors import UserError
from perennial.records.models import ApiToken, Business
from perennial.records.operations.change_person import change_profile
from perennial.records.operations.issue_token import issue_token, revoke_token
from perennial.records.rights import may
from perennial.web.access import needs
from perennial.web.forms.profile import ProfileForm, TokenForm
from perennial.web.views.profile_digest_card import digest_card
from perennial.web.views.settings_tabs import refuse

__all__ = ["add_token", "drop_token", "profile"]

_HABITS = ("name", "language", "time_zone", "theme", "morning_mail")


@needs("profile")
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's own habits."""
    user = request.user
    form = ProfileForm(
        request.POST or None,
        business=Business.current(),
        initial={name: getattr(user, name) for name in _HABITS},
    )
    if request.method == "POST" and form.is_valid():
        change_profile(user=user, values=form.cleaned_data)  # type: ignore[arg-type]
        # The next page is in the language just chosen, and so is what it says of this one.
        with translation.override(form.cleaned_data["language"] or translation.get_language()):
            messages.success(request, gettext("Saved."))
        return redirect("account_profile")
    return _page(request, form=form)


@needs("token")
@require_POST
@never_cache
def add_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it once."""
    form = TokenForm(request.POST, user=request.user)  # type: ignore[arg-type]
    if form.is_valid():
        try:
            told = form.cleaned_data
            _, text = issue_token(user=request.user, name=told["name"], scopes=told["scopes"])  # type: ignore[arg-type]
        except UserError as error:
            refuse(request, form, error)
        else:
            return _page(request, new_token=text)
    return _page(request, token_form=form)


@needs("token")
@require_POST
def drop_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one of one's own tokens stop working."""
    token = get_object_or_404(ApiToken, pk=pk, user=request.user)
    revoke_token(user=request.user, token=token)  # type: ignore[arg-type]
    messages.success(request, gettext("The token does not work any more."))
    return redirect("account_profile")


def _page(
    request: HttpRequest,
    *,
    form: ProfileForm | None = None,
    token_form: TokenForm | None = None,
    new_token: str = "",
) -> HttpResponse:
    user, business = request.user, Business.current()
    initial = {name: getattr(user, name) for name in _HABITS}
    context = {
        "form": form or ProfileForm(business=business, initial=initial),
        "new_token": new_token,
        "second_factor": is_mfa_enabled(user),
        "may_absence": may(user, "absence"),
        "digest": digest_card(user) if may(user, "today") else None,
    }
    if may(user, "token"):
        context |= {
            "token_form": token_form or TokenForm(user=user),  # type: ignore[arg-type]
            "tokens": ApiToken.objects.filter(user=user, revoked_at__isnull=True).order_by("-id"),  # type: ignore[misc]
        }
    return render(request, "perennial/profile/profile.html", context)
