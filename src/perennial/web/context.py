"""What every template knows: the business, the pages of who looks, and how words are written for them."""

from typing import Any

from django.http import HttpRequest

from perennial.records.models import Business, Notice
from perennial.web.navigation import pages_for
from perennial.web.speech import words_of

__all__ = ["house"]


def house(request: HttpRequest) -> dict[str, Any]:
    """Give the context of the frame around a page."""
    business = getattr(request, "business", None) or Business.current()
    context: dict[str, Any] = {"business": business, "words": words_of(request), "theme": ""}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context |= {
            "pages": pages_for(request),
            "theme": user.theme,
            "role_title": business.role_titles.get(user.role) or user.get_role_display(),
            "unread": Notice.objects.filter(user=user, read_at__isnull=True).count(),
        }
    return context
