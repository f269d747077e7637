"""The first run: makes the owner's account while there is nobody."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache

from perennial.core.errors import UserError
from perennial.records.models import Business, User
from perennial.records.operations.make_first_account import make_first_account
from perennial.web.access import public
from perennial.web.forms.first_account import FirstAccountForm
from perennial.web.views.settings_tabs import refuse

__all__ = ["first_account"]

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@never_cache
def first_account(request: HttpRequest) -> HttpResponse:
    """Ask for the owner and the business; there is no such page once somebody is here."""
    if User.objects.exists():
        if request.method == "POST":
            return redirect("account_login")
        raise Http404
    form = FirstAccountForm(request.POST or None, initial=_guesses())
    if request.method == "POST" and form.is_valid():
        user = _make(request, form)
        if user is not None:
            login(request, user, backend=_BACKEND)
            return redirect("imports")
    return render(request, "perennial/accounts/first_account.html", {"form": form})


def _make(request: HttpRequest, form: FirstAccountForm) -> User | None:
    told = form.cleaned_data
    try:
        return make_first_account(
            name=told["name"], email=told["email"], password=told["password"], business=form.business()
        )
    except UserError as error:
        refuse(request, form, error)
        return None


def _guesses() -> dict[str, object]:
    language = "ru" if (translation.get_language() or "").startswith("ru") else "en"
    kept = Business.current()
    return {
        "language": language,
        "business_name": kept.name,
        "time_zone": "Europe/Moscow" if language == "ru" else kept.time_zone,
        "currency": kept.currency or ("RUB" if language == "ru" else "EUR"),
        "phone_region": "RU" if language == "ru" else "GB",
    }
