"""The Django app of the pages."""

from django.apps import AppConfig

__all__ = ["WebConfig"]


class WebConfig(AppConfig):
    """Has no models; brings templates, template tags and static files."""

    name = "perennial.web"
    label = "web"
