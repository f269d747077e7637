"""Language and time zone of who asks: theirs, else the business's, else the browser's language."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from perennial.records.models import Business

__all__ = ["HabitsMiddleware"]

_SPOKEN = frozenset({"en", "ru"})


class HabitsMiddleware:
    """Puts `request.business` there and switches language and time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request in its habits, and leave none behind."""
        business = Business.current()
        request.business = business  # type: ignore[attr-defined]
        language = _language(request, business)
        zone = getattr(request.user, "time_zone", "") or business.time_zone
        with translation.override(language), timezone.override(_zone(zone)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response


def _language(request: HttpRequest, business: Business) -> str:
    own = getattr(request.user, "language", "")
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    heard = translation.get_language_from_request(request)
    saved = business.language if business.setup_done else ""
    return next((each for each in (own, asked, saved, heard) if each in _SPOKEN), "en")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
