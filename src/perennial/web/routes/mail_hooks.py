"""Address of the area `mail hooks`: where the mail service in use tells what came back, behind a password."""

from anymail import urls as anymail_urls
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

__all__ = ["tracking_patterns", "urlpatterns"]


def tracking_patterns(service: str, secret: str) -> list[URLPattern | URLResolver]:
    """Give the page of one service; none where there is no service or no password."""
    name = f"{service}_tracking_webhook"
    found = [each for each in anymail_urls.urlpatterns if getattr(each, "name", "") == name]
    return [path("hooks/mail/", include(found))] if service and secret else []


urlpatterns = tracking_patterns(getattr(settings, "MAIL_SERVICE", ""), settings.CONFIG.email_hook_secret)
