"""Addresses of the area `figures`."""

from django.urls import URLPattern, path

from perennial.web.views import overview, refresh, rhythm

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("overview/", overview.overview, name="overview"),
    path("overview/refresh/", refresh.state, name="refresh_state"),
    path("overview/refresh/ask/", refresh.ask, name="refresh_ask"),
    path("rhythm/", rhythm.rhythm, name="rhythm"),
]
