"""The words of every play, by e-mail and by message, in both languages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from perennial.pictures.mail.shipped import LANGUAGES, PLAYS
from perennial.records.models import Business
from perennial.records.models.words import Channel, Play
from perennial.records.queries.messages.wording import CHANNELS, all_wordings
from perennial.web.access import needs
from perennial.web.views.messages_tabs import messages_page

__all__ = ["LANGUAGE_NAMES", "templates"]

LANGUAGE_NAMES = {"en": "English", "ru": "Русский"}


@needs("messages")
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """List plays with their words."""
    wordings = all_wordings()
    first = Business.current().language
    languages = sorted(LANGUAGES, key=lambda each: each != first)
    rows = [
        {
            "name": Play(play).label,
            "subject": wordings[play, Channel.MAIL.value, first].subject,
            "channels": [_channel(play, channel, languages, wordings) for channel in CHANNELS],
        }
        for play in PLAYS
    ]
    return messages_page(request, "templates", {"rows": rows})


def _channel(play: str, channel: str, languages: list[str], wordings: Any) -> dict[str, Any]:
    links = [
        {
            "url": reverse("messages_template", args=[play, channel, language]),
            "language": language,
            "name": LANGUAGE_NAMES[language],
            "is_own": wordings[play, channel, language].is_own,
        }
        for language in languages
    ]
    return {"label": Channel(channel).label, "links": links}
